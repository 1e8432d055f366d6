import { describe, expect, it } from 'vitest';
import { float32Tensor, int64Tensor } from '../../../models/graph/tensor.ts';
import { safetensorsPieces } from '../../../models/weights/safetensors.ts';
import { memorySource } from '../../../models/weights/source.ts';
import { openWeights } from '../../../models/weights/weights-file.ts';

const weights = new Map([
  ['größe', float32Tensor([2, 2], [1, 2, 3, 4])],
  ['count', int64Tensor([1], [-7])],
  ['empty', float32Tensor([0, 3], [])],
]);
const file = (): Uint8Array => Buffer.concat(safetensorsPieces(weights, { preset: 'facexformer-ten' }));

/** A file with this header and as many bytes behind it. */
function made(header: unknown, bytes: number): Uint8Array {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(bytes)]);
}
const read = (bytes: Uint8Array) => openWeights(memorySource(bytes));

describe('safetensors', () => {
  it('come back as they were written', () => {
    const { tensors } = read(file());
    expect([...tensors].map(([name, entry]) => [name, { ...entry.read(), bytes: [...entry.read().bytes] }])).toEqual(
      [...weights].map(([name, tensor]) => [name, { ...tensor, bytes: [...tensor.bytes] }]),
    );
  });

  it('begin their numbers at a multiple of eight', () =>
    expect(Number(Buffer.from(file()).readBigUInt64LE(0)) % 8).toBe(0));

  it('are read whatever the length of their header is, those that begin like a pickle among them', () => {
    const padded = (length: number): Uint8Array => made(JSON.stringify({}).padEnd(length), 0);
    for (const length of [0x80, 0x180, 0x280]) expect(read(padded(length)).format).toBe('safetensors');
  });

  it('that end too early are refused', () =>
    expect(() => read(file().subarray(0, -9))).toThrow('The file ends inside tensor'));

  it('whose header is cut off are refused', () =>
    expect(() => read(file().subarray(0, 40))).toThrow('The file ends inside the list of its tensors'));

  it('whose header is no JSON are refused', () =>
    expect(() => read(made('{"a": nothing}', 4))).toThrow('not valid JSON'));

  it('whose numbers do not fill the shape are refused', () =>
    expect(() => read(made({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 4] } }, 4))).toThrow(
      'Tensor a has 4 bytes, which do not fill its shape',
    ));

  it('of a type that is not read are refused by its name', () =>
    expect(() => read(made({ a: { dtype: 'F8_E4M3', shape: [4], data_offsets: [0, 4] } }, 4))).toThrow('type F8_E4M3'));

  it.each([
    ['no entry', null],
    ['a negative place', { dtype: 'F32', shape: [1], data_offsets: [-4, 0] }],
    ['a shape of texts', { dtype: 'F32', shape: ['1'], data_offsets: [0, 4] }],
    ['a place too many', { dtype: 'F32', shape: [1], data_offsets: [0, 4, 8] }],
  ])('with %s are refused', (_, entry) => expect(() => read(made({ a: entry }, 4))).toThrow('Tensor a'));
});
