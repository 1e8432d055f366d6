/**
 * The folder that a dataset is written to. It grows aside, under another name, and takes its own name when it is whole:
 * what looks complete is complete. A journal tells a second run which files are there already.
 */
import { createHash, hash as digest } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { appendFile, type FileHandle, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ProblemError } from '../shared/errors.ts';

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
/** Text is written in pieces of about this many characters. */
const PIECE = 1 << 18;
const JOURNAL = '.journal.jsonl';

/** Where a dataset grows until it is whole. */
export const asideOf = (folder: string): string => `${folder}.unfinished`;

export interface FolderOutput extends Output {
  /** Waits until everything is written, and tells of every file, in order of name. */
  settle(): Promise<Map<string, WrittenFile>>;
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
  const journal = path.join(aside, JOURNAL);
  const before = readJournal(journal);
  if (before?.plan !== plan) {
    await rm(aside, { recursive: true, force: true });
    await mkdir(aside, { recursive: true });
    await writeFile(journal, `${JSON.stringify({ plan })}\n`);
  }
  const there = before?.plan === plan ? before.files : new Map<string, JournalEntry>();
  const files = new Map<string, WrittenFile>();
  const claimed = new Set<string>();
  const working = new Set<Promise<void>>();
  const texts: GrowingText[] = [];
  const foreign = new Map<string, string>();
  let problem: unknown;

  const claim = (file: string): string => {
    if (file.split('/').some((step) => step === '' || step === '.' || step === '..') || path.isAbsolute(file))
      throw new Error(`not a place inside of a dataset: ${file}`);
    // Two names that differ in case alone are one file on some disks.
    const folded = file.normalize('NFC').toLowerCase();
    if (claimed.has(folded)) throw new Error(`written twice: ${file}`);
    claimed.add(folded);
    return path.join(aside, ...file.split('/'));
  };

  async function write(file: string, full: string, make: () => Uint8Array | Promise<Uint8Array>): Promise<void> {
    const bytes = await make();
    await mkdir(path.dirname(full), { recursive: true });
    await writeFile(full, bytes);
    const written = { bytes: bytes.length, sha256: digest('sha256', bytes) };
    files.set(file, written);
    await appendFile(journal, `${JSON.stringify({ file, ...written })}\n`);
  }

  async function settle(): Promise<Map<string, WrittenFile>> {
    await Promise.allSettled(working);
    if (problem !== undefined) throw problem;
    for (const text of texts) {
      const written = await text.end();
      if (text.file !== null) files.set(text.file, written);
    }
    for (const [file, full] of foreign) files.set(file, await summed(full));
    return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  return {
    has: (file) => there.has(file),
    async put(file, make) {
      if (problem !== undefined) throw problem;
      const full = claim(file);
      const known = there.get(file);
      if (known && (await sizeOf(full)) === known.bytes) {
        files.set(file, { bytes: known.bytes, sha256: known.sha256 });
        return;
      }
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
      const known = there.get(file);
      if (known && 'note' in known && (await sizeOf(full)) === known.bytes) {
        files.set(file, { bytes: known.bytes, sha256: known.sha256 });
        return known.note as Note;
      }
      await mkdir(path.dirname(full), { recursive: true });
      const note = await make(full);
      const written = await summed(full);
      files.set(file, written);
      await appendFile(journal, `${JSON.stringify({ file, ...written, note })}\n`);
      return note;
    },
    text(file) {
      const text = new GrowingText(file, claim(file));
      texts.push(text);
      return text;
    },
    async outside(file) {
      const full = claim(file);
      await mkdir(path.dirname(full), { recursive: true });
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
      await rm(journal);
      for (const text of texts) if (text.file === null) await rm(text.full, { force: true });
      if (existsSync(folder)) await rm(folder, { recursive: true });
      await rename(aside, folder);
    },
    async close() {
      await Promise.allSettled(working);
      for (const text of texts) await text.end();
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

/** A file that a run before has written, and what was told of it. */
interface JournalEntry extends WrittenFile {
  note?: unknown;
}

/** The plan and the files of a run that was cut short; null where there was none. A line that was cut short is left out. */
function readJournal(journal: string): { plan: string; files: Map<string, JournalEntry> } | null {
  if (!existsSync(journal)) return null;
  const lines = readFileSync(journal, 'utf8').split('\n').slice(0, -1);
  try {
    const [head, ...rest] = lines.map((line) => JSON.parse(line) as { plan: string; file: string } & JournalEntry);
    if (!head) return null;
    return { plan: head.plan, files: new Map(rest.map(({ file, ...entry }) => [file, entry])) };
  } catch {
    return null;
  }
}

/** Text gathered in memory and written in pieces, hashed on its way. */
class GrowingText implements TextFile {
  readonly file: string | null;
  readonly full: string;
  #pending: string[] = [];
  #length = 0;
  #bytes = 0;
  #handle: FileHandle | null = null;
  #written: WrittenFile | null = null;
  readonly #hash = createHash('sha256');

  constructor(file: string | null, full: string) {
    this.file = file;
    this.full = full;
  }

  async write(text: string): Promise<void> {
    this.#pending.push(text);
    this.#length += text.length;
    if (this.#length >= PIECE) await this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#handle === null) {
      await mkdir(path.dirname(this.full), { recursive: true });
      this.#handle = await open(this.full, 'w+');
    }
    const piece = Buffer.from(this.#pending.join(''));
    this.#pending = [];
    this.#length = 0;
    this.#hash.update(piece);
    this.#bytes += piece.length;
    await this.#handle.writeFile(piece);
  }

  /** Copies all of it into another text. */
  async into(file: TextFile): Promise<void> {
    await this.#flush();
    const piece = Buffer.alloc(1 << 16);
    const decoder = new TextDecoder();
    for (let at = 0; at < this.#bytes; ) {
      const { bytesRead } = await this.#handle!.read(piece, 0, piece.length, at);
      at += bytesRead;
      await file.write(decoder.decode(piece.subarray(0, bytesRead), { stream: at < this.#bytes }));
    }
  }

  async end(): Promise<WrittenFile> {
    if (this.#written) return this.#written;
    await this.#flush();
    await this.#handle?.close();
    this.#written = { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
    return this.#written;
  }
}
