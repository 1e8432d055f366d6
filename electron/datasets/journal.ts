/**
 * The journal of a dataset that grows: its plan, and the files that are whole. A second run reads which ones it need not
 * make. Lines wait for others, so that thousands of small files do not cost as many writes: a killed run makes its last
 * few files again.
 */
import { existsSync, readFileSync, truncateSync } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import type { WrittenFile } from './output.ts';

/** A file that is whole, and what was told of it. */
export interface JournalEntry extends WrittenFile {
  note?: unknown;
}

export interface Journal {
  /** Remembers a file that is whole. */
  add(file: string, entry: JournalEntry): Promise<void>;
  /** Writes the lines that still wait. */
  flush(): Promise<void>;
}

/** Lines are written when there are so many of them, or when the last were written so long ago, in milliseconds. */
const TOGETHER = 64;
const SOON = 250;

export const beginJournal = (journal: string, plan: string): Promise<void> =>
  writeFile(journal, `${JSON.stringify({ plan })}\n`);

export function openJournal(journal: string): Journal {
  let waiting: string[] = [];
  let writing: Promise<void> = Promise.resolve();
  let written = performance.now();

  function flush(): Promise<void> {
    const lines = waiting.join('');
    waiting = [];
    written = performance.now();
    // One after the other: a line is never cut by another.
    if (lines !== '') writing = writing.then(() => appendFile(journal, lines));
    return writing;
  }

  return {
    async add(file, entry) {
      waiting.push(`${JSON.stringify({ file, ...entry })}\n`);
      if (waiting.length >= TOGETHER || performance.now() - written >= SOON) await flush();
    },
    flush,
  };
}

/**
 * The plan and the files of a run that was cut short; null where there was none. A line that was cut short is taken away,
 * so that the next one begins at its own line.
 */
export function readJournal(journal: string): { plan: string; files: Map<string, JournalEntry> } | null {
  if (!existsSync(journal)) return null;
  const text = readFileSync(journal, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(journal, Buffer.byteLength(whole));
  try {
    const [head, ...rest] = whole
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as { plan: string; file: string } & JournalEntry);
    if (!head) return null;
    return { plan: head.plan, files: new Map(rest.map(({ file, ...entry }) => [file, entry])) };
  } catch {
    return null;
  }
}
