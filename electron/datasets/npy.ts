/** NumPy's `.npy` files of one array of numbers or text. Objects, which are pickles, are refused. */

/** Bytes before the description of the array. */
const SHORTEST = 12;
const MAGIC = '\u0093NUMPY';

/** A letter a byte. Not by `TextDecoder`, whose latin1 is another code of Windows. */
const latin = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

type Reader = (view: DataView, at: number) => number;
const READERS: Record<string, [number, Reader]> = {
  i1: [1, (view, at) => view.getInt8(at)],
  u1: [1, (view, at) => view.getUint8(at)],
  i2: [2, (view, at) => view.getInt16(at, true)],
  u2: [2, (view, at) => view.getUint16(at, true)],
  i4: [4, (view, at) => view.getInt32(at, true)],
  u4: [4, (view, at) => view.getUint32(at, true)],
  i8: [8, (view, at) => Number(view.getBigInt64(at, true))],
  f4: [4, (view, at) => view.getFloat32(at, true)],
  f8: [8, (view, at) => view.getFloat64(at, true)],
};

/** What a file says of its array. */
export interface NpyHead {
  /** Such as `f8` or `u1`, without the order of bytes. */
  kind: string;
  shape: number[];
  /** Whether it lies column by column. */
  isFortran: boolean;
  /** Where the values begin, in bytes. */
  start: number;
}

/**
 * @param bytes the file's beginning, or all of it
 * @throws {TypeError} for what is no such file or is big-endian
 */
export function npyHead(bytes: Uint8Array): NpyHead {
  if (latin(bytes.subarray(0, 6)) !== MAGIC) throw new TypeError('it is not a file of NumPy');
  if (bytes.length < SHORTEST) throw new TypeError('it is cut short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFirst = bytes[6] === 1;
  const length = isFirst ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = (isFirst ? 10 : 12) + length;
  if (start > bytes.length) throw new TypeError('it is cut short');
  const head = latin(bytes.subarray(isFirst ? 10 : 12, start));
  const [, order, kind] = /'descr':\s*'([<>|=])([A-Za-z]\d+|O)'/.exec(head) ?? [];
  if (!kind || order === '>')
    throw new TypeError(`it holds ${kind === undefined ? 'no plain array' : 'big-endian numbers'}`);
  const [, shape = ''] = /'shape':\s*\(([\d\s,]*)\)/.exec(head) ?? [];
  const sides = shape.split(',').flatMap((side) => (side.trim() === '' ? [] : [Number(side)]));
  return { kind, shape: sides, isFortran: /'fortran_order':\s*True/.test(head), start };
}

/**
 * All values, in the order of the file.
 * @throws {TypeError} for what is no such file, is big-endian or holds objects
 */
export function readNpy(bytes: Uint8Array): (number | string)[] {
  const { kind, start } = npyHead(bytes);
  const data = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start);
  // Text of so many letters, four bytes each or one.
  const text = /^([US])(\d+)$/.exec(kind);
  if (text) {
    const size = Number(text[2]) * (text[1] === 'U' ? 4 : 1);
    const count = size === 0 ? 0 : Math.floor(data.byteLength / size);
    return Array.from({ length: count }, (_, at) => {
      const own = bytes.subarray(start + at * size, start + (at + 1) * size);
      const letters = text[1] === 'U' ? own.filter((_, byte) => byte % 4 === 0) : own;
      return latin(letters).replace(/\0+$/, '');
    });
  }
  const reader = READERS[kind];
  if (!reader)
    throw new TypeError(
      kind === 'O' ? 'it holds pickled objects, which are never opened' : `it holds numbers of the kind ${kind}`,
    );
  const [size, read] = reader;
  return Array.from({ length: Math.floor(data.byteLength / size) }, (_, at) => read(data, at * size));
}
