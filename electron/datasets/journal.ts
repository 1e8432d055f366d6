/**
 * The journal of a dataset that grows: its plan, and the files that are whole, on disk and not in memory. A second run sees in
 * it which ones it need not make, and the manifest is made from it. Lines wait for others, so that thousands of small files do
 * not cost as many writes: a killed run makes its last few files again.
 */
import { existsSync } from 'node:fs';
import { appendFile, mkdir, open, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { NameTable } from './name-table.ts';
import type { WrittenFile } from './output.ts';
import type { Named } from './sorted-aside.ts';
import { wholeLines } from './whole-lines.ts';

/** A file that is whole, and what was told of it. */
export interface JournalEntry extends WrittenFile {
  note?: unknown;
}

export interface Journal {
  /** Whether the folder was begun by an earlier run. */
  isResumed: boolean;
  /** Whether an earlier run has written this file. */
  has(file: string): boolean;
  /** What an earlier run told of it. */
  find(file: string): Promise<JournalEntry | null>;
  /** Remembers a file that is whole. */
  add(file: string, entry: JournalEntry): Promise<void>;
  /** Writes the lines that still wait. */
  flush(): Promise<void>;
  /** The files of all runs, in the order of writing; one that was written again comes again. */
  entries(): AsyncGenerator<Named<WrittenFile>>;
}

type Line = { file: string } & JournalEntry;

/** Lines are written when there are so many of them, or when the last were written so long ago, in milliseconds. */
const TOGETHER = 64;
const SOON = 250;
/** Bytes in which most lines end. */
const USUAL = 512;

/** Opens the journal of a folder; one that was begun under another plan is begun anew, with all that lies there. */
export async function openJournal(file: string, plan: string): Promise<Journal> {
  const before = await filesBefore(file, plan);
  if (!before) {
    await rm(path.dirname(file), { recursive: true, force: true });
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify({ plan })}\n`);
  }
  const there = before ?? new NameTable();
  let waiting: string[] = [];
  let writing: Promise<void> = Promise.resolve();
  let written = performance.now();

  function flush(): Promise<void> {
    const lines = waiting.join('');
    waiting = [];
    written = performance.now();
    // One after the other: a line is never cut by another.
    if (lines !== '') writing = writing.then(() => appendFile(file, lines));
    return writing;
  }

  return {
    isResumed: before !== null,
    has: (name) => there.has(name),
    async find(name) {
      const at = there.get(name);
      if (at === undefined) return null;
      const { file: found, ...entry } = JSON.parse(await lineAt(file, at)) as Line;
      return found === name ? entry : null;
    },
    async add(name, entry) {
      waiting.push(`${JSON.stringify({ file: name, ...entry })}\n`);
      if (waiting.length >= TOGETHER || performance.now() - written >= SOON) await flush();
    },
    flush,
    async *entries() {
      await flush();
      for await (const { at, text } of wholeLines(file)) {
        if (at === 0) continue; // the plan
        const { file: name, bytes, sha256 } = JSON.parse(text) as Line;
        yield [name, { bytes, sha256 }];
      }
    },
  };
}

async function lineAt(file: string, at: number): Promise<string> {
  await using handle = await open(file);
  for (let room = USUAL; ; room *= 4) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(room), 0, room, at);
    const end = buffer.subarray(0, bytesRead).indexOf(10);
    if (end >= 0 || bytesRead < room) return buffer.toString('utf8', 0, end < 0 ? bytesRead : end);
  }
}

/**
 * Where the line of each file begins that a run of the same plan has written; null where there was none. What comes after the
 * last line that is whole is cut off, so that the next one begins at its own line.
 */
async function filesBefore(journal: string, plan: string): Promise<NameTable | null> {
  if (!existsSync(journal)) return null;
  const there = new NameTable();
  let end = 0;
  try {
    for await (const { at, text } of wholeLines(journal)) {
      const line = JSON.parse(text) as { plan?: string } & Line;
      if (at === 0 && line.plan !== plan) return null;
      if (at > 0) there.set(line.file, at);
      end = at + Buffer.byteLength(text) + 1;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (end === 0) return null;
  await truncate(journal, end);
  return there;
}
