/** Files of tensors as safetensors: the length of a JSON header, the header, then the bytes of every tensor. */
import { BYTES_PER_ELEMENT, elementCount, type Tensor, type TensorType } from '../graph/tensor.ts';
import { utf8 } from '../onnx/protobuf.ts';
import { type ByteSource, readExactly, textOf, viewOf, WeightsError } from './source.ts';
import type { TensorEntry, WeightsFile } from './weights-file.ts';

const TYPE_NAMES: Record<TensorType, string> = {
  float64: 'F64',
  float32: 'F32',
  float16: 'F16',
  bfloat16: 'BF16',
  int64: 'I64',
  int32: 'I32',
  int16: 'I16',
  int8: 'I8',
  uint8: 'U8',
  bool: 'BOOL',
};
const TYPES = new Map(Object.entries(TYPE_NAMES).map(([type, name]) => [name, type as TensorType]));

/** The reference implementation refuses longer headers too. */
const LONGEST_HEADER = 100_000_000;

/** A file that was cut off or is of another kind gives a length that makes no sense. */
export function looksLikeSafetensors(source: ByteSource): boolean {
  return source.size >= 10 && source.read(8, 1)[0] === 0x7b && headerLength(source) <= LONGEST_HEADER;
}

const headerLength = (source: ByteSource): number => Number(viewOf(source.read(0, 8)).getBigUint64(0, true));

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const areCounts = (value: unknown): value is number[] => Array.isArray(value) && value.every(isCount);

export function openSafetensors(source: ByteSource): WeightsFile {
  const length = headerLength(source);
  const bytes = readExactly(source, 8, length, 'the list of its tensors');
  let header: unknown;
  try {
    header = JSON.parse(textOf(bytes));
  } catch {
    throw new WeightsError('unreadable', 'The list of tensors is not valid JSON. The file is damaged: fetch it again.');
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header))
    throw new WeightsError('unreadable', 'The list of tensors is not a table. The file is damaged: fetch it again.');

  const tensors: [string, TensorEntry][] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { dtype: typeName, shape, data_offsets: range } = Object(entry) as Record<string, unknown>;
    const dtype = TYPES.get(String(typeName));
    if (!dtype)
      throw new WeightsError('unsupported', `Tensor ${name} holds numbers of type ${typeName}, which is not read.`);
    if (!areCounts(shape) || !areCounts(range) || range.length !== 2)
      throw new WeightsError('unreadable', `Tensor ${name} has no valid shape or place. The file is damaged.`);
    const [from, to] = range as [number, number];
    if (to - from !== elementCount(shape) * BYTES_PER_ELEMENT[dtype])
      throw new WeightsError('unreadable', `Tensor ${name} has ${to - from} bytes, which do not fill its shape.`);
    if (8 + length + to > source.size)
      throw new WeightsError('unreadable', `The file ends inside tensor ${name}. It may be cut off: fetch it again.`);
    const offset = 8 + length + from;
    const read = (): Tensor => ({ dtype, shape, bytes: source.read(offset, to - from) });
    tensors.push([name, { dtype, shape, offset, read }]);
  }
  const told = Object(Object(header).__metadata__) as Record<string, unknown>;
  const metadata = Object.fromEntries(Object.entries(told).map(([key, value]) => [key, String(value)]));
  return { format: 'safetensors', tensors: new Map(tensors), metadata };
}

/** What stands before the tensors' bytes, which follow one another in the order of the map. */
export function safetensorsHeader(
  tensors: ReadonlyMap<string, Pick<Tensor, 'dtype' | 'shape'>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  let offset = 0;
  const entries = [...tensors].map(([name, { dtype, shape }]) => {
    const from = offset;
    offset += elementCount(shape) * BYTES_PER_ELEMENT[dtype];
    return [name, { dtype: TYPE_NAMES[dtype], shape, data_offsets: [from, offset] }] as const;
  });
  const about = Object.keys(metadata).length ? { __metadata__: metadata } : {};
  const json = utf8(JSON.stringify({ ...about, ...Object.fromEntries(entries) }));
  // Spaces behind the header let the tensors begin at a multiple of eight.
  const header = new Uint8Array(8 + Math.ceil(json.length / 8) * 8).fill(0x20);
  viewOf(header).setBigUint64(0, BigInt(header.length - 8), true);
  header.set(json, 8);
  return header;
}

/** The file in pieces, the tensors' bytes by reference, to be written one after the other. */
export const safetensorsPieces = (
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array[] => [safetensorsHeader(tensors, metadata), ...[...tensors.values()].map(({ bytes }) => bytes)];
