/**
 * Files of records as MXNet has them (`.rec`): magic, a word with the length and whether the record goes on, the bytes, zeros
 * up to four. Bytes that look like the magic are left out of a record, which goes on after them (dmlc-core, recordio.h).
 */
import { appendFile, type FileHandle, open } from 'node:fs/promises';

const MAGIC = 0xced7230a;
const HEAD = 8;
const LENGTH_BITS = 29;
/** Bytes of a record that is none of a picture. */
const MOST = 1 << 28;
/** What a part of a record is. */
const PART = { whole: 0, first: 1, middle: 2, last: 3 } as const;

const padded = (length: number): number => (length + 3) & ~3;

/** Bytes are written together once there are about this many. */
const TOGETHER = 1 << 20;

export interface RecordWriter {
  /** Resolves to where the record begins. */
  add(payload: Uint8Array): Promise<number>;
  /** Writes what still waits. */
  flush(): Promise<void>;
}

function* partsOf(payload: Buffer): Generator<Buffer> {
  let from = 0;
  for (let at = 0; at + 4 <= payload.length; at += 4)
    if (payload.readUInt32LE(at) === MAGIC) {
      yield payload.subarray(from, at);
      from = at + 4;
    }
  yield payload.subarray(from);
}

/** The bytes of a record in its file. */
export function recordOf(payload: Uint8Array): Buffer {
  const parts = [...partsOf(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength))];
  return Buffer.concat(
    parts.flatMap((part, at) => {
      const isLast = at === parts.length - 1;
      const kind = at === 0 ? (isLast ? PART.whole : PART.first) : isLast ? PART.last : PART.middle;
      const head = Buffer.alloc(HEAD);
      head.writeUInt32LE(MAGIC, 0);
      head.writeUInt32LE(kind * 2 ** LENGTH_BITS + part.length, 4);
      return [head, part, Buffer.alloc(padded(part.length) - part.length)];
    }),
  );
}

/** @param full a file that is not there yet */
export function createRecords(full: string): RecordWriter {
  let waiting: Buffer[] = [];
  let [length, written] = [0, 0];
  async function flush(): Promise<void> {
    const piece = Buffer.concat(waiting);
    waiting = [];
    written += piece.length;
    await appendFile(full, piece);
  }
  return {
    async add(payload) {
      const record = recordOf(payload);
      const at = length;
      waiting.push(record);
      length += record.length;
      if (length - written >= TOGETHER) await flush();
      return at;
    },
    flush,
  };
}

export interface RecordFile {
  /** In bytes. */
  size: number;
  /**
   * The record that begins there, and where the next one would.
   * @throws {RangeError} where none begins
   */
  at(place: number): Promise<{ payload: Buffer; end: number }>;
  /** Whether a record begins there, or the file ends. */
  isBegin(place: number): Promise<boolean>;
  close(): Promise<void>;
}

export async function openRecords(full: string): Promise<RecordFile> {
  const handle: FileHandle = await open(full, 'r');
  const { size } = await handle.stat();

  async function bytes(at: number, length: number): Promise<Buffer> {
    if (!(at >= 0 && at + length <= size)) throw new RangeError(`the file ends within the record at byte ${at}`);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, at);
    return buffer;
  }

  async function partAt(at: number): Promise<{ kind: number; part: Buffer; end: number }> {
    const head = await bytes(at, HEAD);
    if (head.readUInt32LE(0) !== MAGIC) throw new RangeError(`no record begins at byte ${at}`);
    const word = head.readUInt32LE(4);
    const length = word % 2 ** LENGTH_BITS;
    if (length > MOST) throw new RangeError(`the record at byte ${at} says that it has ${length} bytes`);
    const part = await bytes(at + HEAD, length);
    return { kind: Math.floor(word / 2 ** LENGTH_BITS), part, end: at + HEAD + padded(length) };
  }

  return {
    size,
    async at(place) {
      let { kind, part, end } = await partAt(place);
      if (kind === PART.whole) return { payload: part, end };
      if (kind !== PART.first) throw new RangeError(`the record at byte ${place} is the rest of another`);
      const magic = Buffer.alloc(4);
      magic.writeUInt32LE(MAGIC);
      const parts = [part];
      while (kind !== PART.last) {
        ({ kind, part, end } = await partAt(end));
        if (kind !== PART.middle && kind !== PART.last) throw new RangeError(`the record at byte ${place} has no end`);
        parts.push(magic, part);
      }
      return { payload: Buffer.concat(parts), end };
    },
    async isBegin(place) {
      return place === size || (place + HEAD <= size && (await bytes(place, 4)).readUInt32LE(0) === MAGIC);
    },
    close: () => handle.close(),
  };
}
