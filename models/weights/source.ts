/** Where weights are read from, and what is said when they cannot be. */

/** Bytes that can be read in pieces: a file in memory, or slices of one on a disk. */
export interface ByteSource {
  readonly size: number;
  /** Exactly `length` bytes from `offset`, which the caller has checked to lie inside. */
  read(offset: number, length: number): Uint8Array;
}

export const memorySource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
});

/** Why a file of weights was not taken, in a sentence for the person at the screen. */
export class WeightsError extends Error {
  /** `unreadable`: not the bytes that it claims to be. `unsupported`: a good file of a kind that is not read. */
  readonly code: 'unreadable' | 'unsupported';

  constructor(code: 'unreadable' | 'unsupported', message: string) {
    super(message);
    this.name = 'WeightsError';
    this.code = code;
  }
}

/** `length` bytes from `offset`. @throws WeightsError where the file ends before them. */
export function readExactly(source: ByteSource, offset: number, length: number, what: string): Uint8Array {
  if (offset < 0 || length < 0 || offset + length > source.size)
    throw new WeightsError('unreadable', `The file ends inside ${what}. It may be cut off: fetch or copy it again.`);
  return source.read(offset, length);
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** @throws WeightsError where the bytes are no UTF-8. */
export function textOf(bytes: Uint8Array): string {
  let text = '';
  let plain = true;
  for (const byte of bytes) {
    plain &&= byte < 128 && byte !== 0x25;
    text += byte < 128 && byte !== 0x25 ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`;
  }
  if (plain) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new WeightsError('unreadable', 'A name in the file is not valid text. The file is damaged.');
  }
}
