/** Comma-separated values (RFC 4180: quotes around cells with commas, doubled inside; no line breaks in cells). */
import type { Place, Reading, Rejection } from './format.ts';
import { attempt } from './rejections.ts';
import type { Source } from './source.ts';

/** @throws {TypeError} for quotes that do not end */
export function parseCsvLine(line: string): string[] {
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    if (line[at] !== '"') {
      const end = line.indexOf(',', at);
      cells.push(line.slice(at, end < 0 ? line.length : end));
      at = end < 0 ? line.length + 1 : end + 1;
      continue;
    }
    let cell = '';
    for (at++; ; at++) {
      if (at >= line.length) throw new TypeError('quotes that do not end');
      if (line[at] !== '"') cell += line[at];
      else if (line[at + 1] === '"') cell += line[at++];
      else break;
    }
    cells.push(cell);
    at += 2;
  }
  return cells;
}

const cellText = (cell: string | number): string => {
  const text = String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvLine = (cells: readonly (string | number)[]): string => `${cells.map(cellText).join(',')}\n`;

/** A row of a table, by its columns. */
export interface Row<Column extends string> {
  /** Without spaces around it; empty where the table has no such column. */
  cell(column: Column): string;
  /** Tells of a value of the row that is left out. */
  problem(reason: string): void;
  place: Place;
}

/**
 * What the rows of a table give. Its first line names the columns, in any order; those that are missing are told, and so are
 * rows with more or fewer cells than that.
 */
export async function* readTable<Column extends string>(
  source: Source,
  file: string,
  columns: readonly Column[],
  read: (row: Row<Column>) => Reading | Promise<Reading>,
): AsyncGenerator<Reading> {
  let head: string | null = null;
  let names: string[] = [];
  for await (const { text, line } of source.lines(file)) {
    if (text.trim() === '' || text === head) continue;
    const place = { file, line };
    if (head === null) {
      head = text;
      names = parseCsvLine(text).map((name) => name.trim());
      const missing = columns.filter((column) => !names.includes(column));
      if (missing.length > 0) yield { ...place, reason: `the table has no column ${missing.join(', ')}` };
      continue;
    }
    const rejections: Rejection[] = [];
    const problem = (reason: string) => void rejections.push({ ...place, reason });
    const reading = await attempt(place, () => {
      const cells = parseCsvLine(text);
      if (cells.length !== names.length)
        throw new RangeError(`the table has ${names.length} columns, and this row ${cells.length} cells`);
      return read({ cell: (column) => cells[names.indexOf(column)]?.trim() ?? '', problem, place });
    });
    yield* rejections;
    yield reading;
  }
}
