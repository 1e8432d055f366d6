/**
 * MATLAB's files of version 5, as 300W-LP and AFLW2000 have them: named matrices of numbers, in columns, stored plain or
 * deflated. Other kinds of variables are passed over. (MathWorks, «MAT-File Format», version 5.)
 */
import { inflateSync } from 'node:zlib';
import { ProblemError } from '../shared/errors.ts';

/** A matrix; `data` runs down the columns. */
export interface Matrix {
  rows: number;
  columns: number;
  data: Float64Array;
}

const HEADER = 128;
const TYPE = { int8: 1, int32: 5, uint32: 6, double: 9, matrix: 14, compressed: 15 } as const;
const DOUBLE_CLASS = 6;
/** Classes of numbers: double, single and whole ones. */
const FIRST_NUMERIC = 6;
const LAST_NUMERIC = 15;

/** No variable of a face unfolds to more. */
const MOST_BYTES = 1 << 28;

/** Readers of each type of number, by its number in the file, with its size in bytes. */
const NUMBERS: Record<number, [number, (view: DataView, at: number) => number]> = {
  1: [1, (view, at) => view.getInt8(at)],
  2: [1, (view, at) => view.getUint8(at)],
  3: [2, (view, at) => view.getInt16(at, true)],
  4: [2, (view, at) => view.getUint16(at, true)],
  5: [4, (view, at) => view.getInt32(at, true)],
  6: [4, (view, at) => view.getUint32(at, true)],
  7: [4, (view, at) => view.getFloat32(at, true)],
  9: [8, (view, at) => view.getFloat64(at, true)],
  12: [8, (view, at) => Number(view.getBigInt64(at, true))],
  13: [8, (view, at) => Number(view.getBigUint64(at, true))],
};

interface Element {
  type: number;
  data: DataView;
  /** Where the next one begins. */
  end: number;
}

function elementAt(view: DataView, at: number): Element {
  const first = view.getUint32(at, true);
  // Up to four bytes lie in the tag itself.
  const small = first >>> 16;
  if (small !== 0) return { type: first & 0xffff, data: part(view, at + 4, small), end: at + 8 };
  const size = view.getUint32(at + 4, true);
  const padded = first === TYPE.compressed ? size : Math.ceil(size / 8) * 8;
  return { type: first, data: part(view, at + 8, size), end: at + 8 + padded };
}

const part = (view: DataView, at: number, size: number): DataView =>
  new DataView(view.buffer, view.byteOffset + at, size);

function numbersOf({ type, data }: Element): Float64Array {
  const kind = NUMBERS[type];
  if (!kind) return new Float64Array();
  const [size, read] = kind;
  return Float64Array.from({ length: Math.floor(data.byteLength / size) }, (_, at) => read(data, at * size));
}

function readMatrix(view: DataView): [string, Matrix] | null {
  const flags = elementAt(view, 0);
  const kind = flags.data.getUint32(0, true) & 0xff;
  if (kind < FIRST_NUMERIC || kind > LAST_NUMERIC) return null;
  const dimensions = elementAt(view, flags.end);
  const name = elementAt(view, dimensions.end);
  const values = elementAt(view, name.end);
  const [rows = 0, ...others] = numbersOf(dimensions);
  const columns = others.reduce((product, count) => product * count, 1);
  const data = numbersOf(values);
  if (data.length !== rows * columns) return null;
  return [new TextDecoder().decode(part(name.data, 0, name.data.byteLength)), { rows, columns, data }];
}

/** @throws {ProblemError} for a file that is none, or of another version */
export function readMat(bytes: Uint8Array): Map<string, Matrix> {
  const matrices = new Map<string, Matrix>();
  try {
    if (bytes[0] === 0x89 || new TextDecoder('latin1').decode(bytes.subarray(0, 10)) === 'MATLAB 7.3')
      throw new ProblemError(
        'unsupported',
        'it is of MATLAB version 7.3, which is HDF5; save it as version 5 (-v6 or -v7)',
      );
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint16(126, true) !== 0x4d49)
      throw new ProblemError('unreadable', 'it is not a file of MATLAB version 5, little-endian');
    for (let at = HEADER; at + 8 <= bytes.length; ) {
      let element = elementAt(view, at);
      at = element.end;
      if (element.type === TYPE.compressed) {
        const packed = new Uint8Array(element.data.buffer, element.data.byteOffset, element.data.byteLength);
        const plain = inflateSync(packed, { maxOutputLength: MOST_BYTES });
        element = elementAt(new DataView(plain.buffer, plain.byteOffset, plain.byteLength), 0);
      }
      const read = element.type === TYPE.matrix ? readMatrix(element.data) : null;
      if (read) matrices.set(...read);
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError(
      'unreadable',
      `it is cut short or damaged (${error instanceof Error ? error.message : error})`,
    );
  }
  return matrices;
}

function element(type: number, data: Uint8Array): Buffer {
  const padded = Buffer.alloc(8 + Math.ceil(data.length / 8) * 8);
  padded.writeUInt32LE(type, 0);
  padded.writeUInt32LE(data.length, 4);
  padded.set(data, 8);
  return padded;
}

const bytesOf = (array: Int32Array | Uint32Array | Float64Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** A file of double matrices, plain. The text of its head says no time: the same matrices give the same bytes. */
export function writeMat(matrices: Readonly<Record<string, Matrix>>): Buffer {
  const head = Buffer.alloc(HEADER, ' ');
  head.write('MATLAB 5.0 MAT-file, written by Lineament', 'latin1');
  head.fill(0, 116, 124);
  head.writeUInt16LE(0x0100, 124);
  head.write('IM', 126, 'latin1');
  const parts = Object.entries(matrices).map(([name, { rows, columns, data }]) =>
    element(
      TYPE.matrix,
      Buffer.concat([
        element(TYPE.uint32, bytesOf(Uint32Array.of(DOUBLE_CLASS, 0))),
        element(TYPE.int32, bytesOf(Int32Array.of(rows, columns))),
        element(TYPE.int8, Buffer.from(name, 'latin1')),
        element(TYPE.double, bytesOf(data)),
      ]),
    ),
  );
  return Buffer.concat([head, ...parts]);
}
