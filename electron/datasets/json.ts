/** JSON files of any length, value by value, and records that are kept aside on disk until their turn. */
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JSONParser } from '@streamparser/json';
import { ProblemError } from '../shared/errors.ts';

/** A value of a file, and the name of the list that it stands in (undefined in a file that is a list itself). */
export interface JsonValue {
  list: string | undefined;
  value: unknown;
}

/**
 * The values at these places, such as `$.images.*` or `$.*`, in the order of the file.
 * @param full absolute path
 * @throws {ProblemError} `unreadable` where the JSON is broken, after all values before that place
 */
export async function* jsonValues(full: string, ...paths: string[]): AsyncGenerator<JsonValue> {
  const parser = new JSONParser({ paths, keepStack: false, stringBufferSize: 1 << 16 });
  let ready: JsonValue[] = [];
  let problem: Error | null = null;
  let isEmpty = true;
  parser.onValue = ({ value, stack }) => {
    const list = stack.at(-1)?.key;
    ready.push({ list: typeof list === 'string' ? list : undefined, value });
  };
  parser.onError = (error) => {
    problem ??= error;
  };
  for await (const chunk of createReadStream(full, { highWaterMark: 1 << 18 })) {
    isEmpty = false;
    parser.write(chunk as Buffer);
    yield* ready;
    ready = [];
    if (problem) break;
  }
  if (!problem && !parser.isEnded) parser.end();
  yield* ready;
  if (problem || isEmpty || !parser.isEnded)
    throw new ProblemError(
      'unreadable',
      `${full} is not whole JSON (${(problem as Error | null)?.message ?? 'it ends too early'}). Copy it again, or mend it there.`,
    );
}

/** Where a record lies: its first byte and how many it has. */
export type Slot = readonly [at: number, bytes: number];

/** Records on disk, in the order in which they came. What is known of each in memory is two numbers. */
export interface Aside {
  put(record: unknown): Promise<Slot>;
  get(slot: Slot): Promise<unknown>;
  /** Takes the file away. */
  close(): Promise<void>;
}

/** Records are written together once there are about this many bytes of them. */
const TOGETHER = 1 << 18;

export async function openAside(): Promise<Aside> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lineament-records-'));
  const handle: FileHandle = await open(path.join(folder, 'records'), 'w+');
  let waiting: Buffer[] = [];
  let [length, written] = [0, 0];

  async function flush(): Promise<void> {
    if (waiting.length === 0) return;
    const piece = Buffer.concat(waiting);
    waiting = [];
    await handle.write(piece, 0, piece.length, written);
    written += piece.length;
  }

  return {
    async put(record) {
      const bytes = Buffer.from(JSON.stringify(record));
      const slot = [length, bytes.length] as const;
      waiting.push(bytes);
      length += bytes.length;
      if (length - written >= TOGETHER) await flush();
      return slot;
    },
    async get([at, bytes]) {
      if (at + bytes > written) await flush();
      const { buffer } = await handle.read(Buffer.alloc(bytes), 0, bytes, at);
      return JSON.parse(buffer.toString('utf8'));
    },
    async close() {
      await handle.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
