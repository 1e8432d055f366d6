/**
 * The folder that a dataset is written to. It grows aside, under another name, and takes its own name when it is whole:
 * what looks complete is complete. A journal tells a second run which files are there already.
 */
import { createHash, hash as digest } from 'node:crypto';
import { createReadStream, existsSync, writeFileSync } from 'node:fs';
import { mkdir, opendir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ProblemError } from '../shared/errors.ts';
import { GrowingText } from './growing-text.ts';
import { openJournal } from './journal.ts';
import { NameTable } from './name-table.ts';
import { type Named, sortAside } from './sorted-aside.ts';

/** What is known of a file that has been written. */
export interface WrittenFile {
  bytes: number;
  sha256: string;
}

/** A text file that grows line by line. */
export interface TextFile {
  write(text: string): Promise<void>;
}

export interface Output {
  /** Whether an earlier run has written this file. */
  has(file: string): boolean;
  /**
   * Writes a whole file; `make` is not called where an earlier run has written it. Resolves as soon as there is room for
   * more work, and throws what went wrong with this file or one before.
   * @param file relative, with forward slashes
   */
  put(file: string, make: () => Uint8Array | Promise<Uint8Array>): Promise<void>;
  /** A text file, written anew by every run. */
  text(file: string): TextFile;
  /**
   * A whole file that `make` writes by itself, however large; not called where an earlier run has written it.
   * @returns what `make` told of the file, in this run or in that one
   */
  made<Note>(file: string, make: (full: string) => Promise<Note>): Promise<Note>;
  /** The place of a file that a library writes by itself; every run writes it anew. */
  outside(file: string): Promise<string>;
  /** Text kept aside until `text` takes it in, for files whose parts come in another order than they stand. */
  spool(): TextFile & { into(file: TextFile): Promise<void> };
}

/** Files in the making at once. */
const AT_ONCE = 4;
/** Bytes of a file that is written at once: to hand it to other threads, and to have them wait for its folder, takes longer. */
const SMALL = 1 << 18;
const JOURNAL = '.journal.jsonl';

const SORTED = '.sorted';

/** Where a dataset grows until it is whole. */
export const asideOf = (folder: string): string => `${folder}.unfinished`;

/** Files in order of name, read from disk each time: a dataset may have a million. */
export type FileListing = AsyncIterable<Named<WrittenFile>>;

export interface FolderOutput extends Output {
  /** Waits until everything is written, and tells of every file. */
  settle(): Promise<FileListing>;
  /** Gives the folder its name. Call `settle` before. */
  publish(): Promise<void>;
  /** Stops writing; what is there stays for the next run. */
  close(): Promise<void>;
}

/**
 * @param plan says what is written; a folder that was begun under another plan is begun anew
 * @throws {ProblemError} `conflict` where the folder is there and not empty
 */
export async function openFolderOutput(folder: string, plan: string): Promise<FolderOutput> {
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new ProblemError(
      'conflict',
      `${folder} already exists and is not empty. Choose another folder, or move this one away.`,
    );
  const aside = asideOf(folder);
  const journalFile = path.join(aside, JOURNAL);
  const journal = await openJournal(journalFile, plan);
  /** Files of this run, by `fold`. */
  const claimed = new NameTable();
  /** Those that no journal tells of. */
  const others = new Map<string, WrittenFile>();
  /** The journal's files in order; null when there are more since. */
  let sorted: FileListing | null = null;
  const folders = new Set<string>();
  const working = new Set<Promise<void>>();
  const texts: GrowingText[] = [];
  const foreign = new Map<string, string>();
  let problem: unknown;

  const claim = (file: string): string => {
    if (file.split('/').some((step) => step === '' || step === '.' || step === '..') || path.isAbsolute(file))
      throw new Error(`not a place inside of a dataset: ${file}`);
    if (claimed.has(fold(file))) throw new Error(`written twice: ${file}`);
    claimed.set(fold(file), 1);
    return path.join(aside, ...file.split('/'));
  };

  /** Makes the folder of a file, once for all of its files. */
  async function makeFolder(full: string): Promise<void> {
    const folder = path.dirname(full);
    if (folders.has(folder)) return;
    await mkdir(folder, { recursive: true });
    folders.add(folder);
  }

  async function write(file: string, full: string, make: () => Uint8Array | Promise<Uint8Array>): Promise<void> {
    const bytes = await make();
    await makeFolder(full);
    if (bytes.length <= SMALL) writeFileSync(full, bytes);
    else await writeFile(full, bytes);
    sorted = null;
    await journal.add(file, { bytes: bytes.length, sha256: digest('sha256', bytes) });
  }

  /** What the journals of all runs tell of files of this one. */
  async function* ours(): AsyncGenerator<Named<WrittenFile>> {
    for await (const entry of journal.entries()) if (claimed.has(fold(entry[0]))) yield entry;
  }

  async function settle(): Promise<FileListing> {
    await Promise.allSettled(working);
    if (problem !== undefined) throw problem;
    for (const text of texts) {
      const written = await text.end();
      if (text.file !== null) others.set(text.file, written);
    }
    for (const [file, full] of foreign) others.set(file, await summed(full));
    sorted ??= await sortAside(ours(), path.join(aside, SORTED));
    return together(sorted, others);
  }

  /** Takes away what a run before has left and this one has not written: a photo may be gone since. */
  async function sweep(): Promise<void> {
    for await (const entry of await opendir(aside, { recursive: true })) {
      if (entry.isDirectory()) continue;
      const full = path.join(entry.parentPath, entry.name);
      const file = path.relative(aside, full).split(path.sep).join('/');
      if (!claimed.has(fold(file))) await rm(full);
    }
  }

  return {
    has: (file) => journal.has(file),
    async put(file, make) {
      if (problem !== undefined) throw problem;
      const full = claim(file);
      const known = await journal.find(file);
      if (known && (await sizeOf(full)) === known.bytes) return;
      const work = write(file, full, make).catch((error: unknown) => {
        problem ??= error;
      });
      working.add(work);
      void work.then(() => working.delete(work));
      if (working.size >= AT_ONCE) await Promise.race(working);
      if (problem !== undefined) throw problem;
    },
    async made<Note>(file: string, make: (full: string) => Promise<Note>): Promise<Note> {
      const full = claim(file);
      const known = await journal.find(file);
      if (known && 'note' in known && (await sizeOf(full)) === known.bytes) return known.note as Note;
      await makeFolder(full);
      const note = await make(full);
      sorted = null;
      await journal.add(file, { ...(await summed(full)), note });
      await journal.flush(); // what is made so took long
      return note;
    },
    text(file) {
      const text = new GrowingText(file, claim(file));
      texts.push(text);
      return text;
    },
    async outside(file) {
      const full = claim(file);
      await makeFolder(full);
      await rm(full, { force: true });
      foreign.set(file, full);
      return full;
    },
    spool() {
      const text = new GrowingText(null, path.join(aside, `.spool-${texts.length}`));
      texts.push(text);
      return text;
    },
    settle,
    async publish() {
      await journal.flush();
      await rm(journalFile);
      await rm(path.join(aside, SORTED), { recursive: true, force: true });
      for (const text of texts) if (text.file === null) await rm(text.full, { force: true });
      if (journal.isResumed) await sweep();
      if (existsSync(folder)) await rm(folder, { recursive: true });
      await rename(aside, folder);
    },
    async close() {
      await Promise.allSettled(working);
      for (const text of texts) await text.end();
      await journal.flush().catch(() => {}); // what cannot be noted is made again
    },
  };
}

/** Two names that differ in case alone are one file on some disks. */
const fold = (file: string): string => file.normalize('NFC').toLowerCase();

/** Many files in order, and a few others. */
function together(many: FileListing, few: ReadonlyMap<string, WrittenFile>): FileListing {
  const sorted = [...few].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    async *[Symbol.asyncIterator]() {
      let next = 0;
      for await (const entry of many) {
        while (next < sorted.length && sorted[next]![0] < entry[0]) yield sorted[next++]!;
        yield entry;
      }
      yield* sorted.slice(next);
    },
  };
}

async function summed(file: string): Promise<WrittenFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

const sizeOf = (file: string): Promise<number | null> =>
  stat(file).then(
    ({ size }) => size,
    () => null,
  );
