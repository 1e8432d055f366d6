/**
 * Class centres of people, where an update is compared with some of them (PartialFC, An et al. 2022): those of its own
 * faces, and others by chance. Only these rows are moved.
 */
import type { Random } from '../shared/domain/random.ts';
import type { Arrays } from './checkpoint.ts';

/** So many different rows of `people`: the own ones first, then others by chance. In order, so that sums keep theirs. */
export function chooseRows(own: Iterable<number>, people: number, count: number, random: Random): number[] {
  const rows = new Set(own);
  if (rows.size > count) throw new Error(`${rows.size} people do not fit into ${count} rows`);
  if (count > people) throw new Error(`${count} rows are more than ${people} people`);
  while (rows.size < count) rows.add(Math.floor(random() * people));
  return [...rows].sort((a, b) => a - b);
}

/** Some rows of a table, one after the other. */
export function gatherRows(table: Float32Array, rows: readonly number[], width: number): Float32Array {
  const out = new Float32Array(rows.length * width);
  for (const [i, row] of rows.entries()) out.set(table.subarray(row * width, (row + 1) * width), i * width);
  return out;
}

/** Puts rows back where they came from. */
export function scatterRows(table: Float32Array, rows: readonly number[], part: Float32Array, width: number): void {
  for (const [i, row] of rows.entries()) table.set(part.subarray(i * width, (i + 1) * width), row * width);
}

/** A table of so many rows: these, and nothing in the others. */
export function spreadRows(count: number, rows: readonly number[], part: Float32Array, width: number): Float32Array {
  const table = new Float32Array(count * width);
  scatterRows(table, rows, part, width);
  return table;
}

/**
 * Does something to arrays of which one, by its name, has only these rows; what has become of them is put back.
 * @param work changes the arrays in place
 */
export function withRows<Result>(
  groups: readonly Arrays[],
  name: string,
  rows: readonly number[],
  width: number,
  work: (...groups: Arrays[]) => Result,
): Result {
  const narrow = groups.map((arrays) => new Map([...arrays, [name, gatherRows(arrays.get(name)!, rows, width)]]));
  const result = work(...narrow);
  for (const [i, arrays] of groups.entries()) scatterRows(arrays.get(name)!, rows, narrow[i]!.get(name)!, width);
  return result;
}
