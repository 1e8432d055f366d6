/**
 * Pairs of pictures for verification: of one person and of two, in ten folds. Readers for the lists that are in use: LFW's
 * (people and numbers), and CALFW's and CPLFW's (two lines a pair), whose numbers are folds and not answers.
 */
import { hash } from 'node:crypto';
import { csvLine } from './csv.ts';
import { listedNames } from './splits.ts';

export interface Pair {
  /** Pictures by path or name. */
  a: string;
  b: string;
  same: boolean;
  /** From 0. */
  fold: number;
}

export const FOLDS = 10;

const numbered = (person: string, number: string): string => `${person}/${person}_${number.padStart(4, '0')}.jpg`;

/**
 * LFW's `pairs.txt`: folds and pairs a fold in the head, then in every fold the pairs of one person (three words) and of two
 * (four). Lists for development have one number in the head and one fold.
 * @throws {RangeError} with the line that is none
 */
export function readLfwPairs(text: string): Pair[] {
  const [head = '', ...rest] = listedNames(text);
  const counts = head.split(/\s+/).map(Number);
  const each = counts.at(-1)!;
  if (!(counts.length <= 2 && counts.every((count) => Number.isInteger(count) && count > 0)))
    throw new RangeError(`line 1 is the number of folds and of pairs, not «${head}»`);
  return rest.map((row, at) => {
    // Names hold spaces in some copies: tabs part the words there.
    const cells = row.includes('\t') ? row.split('\t') : row.split(/\s+/);
    const fold = Math.floor(at / (2 * each));
    const [first = '', second = '', third = '', fourth = ''] = cells;
    if (cells.length === 3) return { a: numbered(first, second), b: numbered(first, third), same: true, fold };
    if (cells.length === 4) return { a: numbered(first, second), b: numbered(third, fourth), same: false, fold };
    throw new RangeError(`line ${at + 2} has ${cells.length} words, and a pair has three or four`);
  });
}

/**
 * CALFW's and CPLFW's lists: two lines a pair, `Name_0001.jpg number`. The number is the fold from 1 of a pair of one person, and
 * 0 for a pair of two, all of which come after; those are dealt to the folds in blocks.
 * @throws {RangeError} with the line that is none
 */
export function readFoldedPairs(text: string): Pair[] {
  const rows = listedNames(text).map((row, at) => {
    const found = /^(.+\.\w+)\s+(\d+)$/.exec(row);
    if (!found) throw new RangeError(`line ${at + 1} is not a picture and a number`);
    return { picture: found[1]!, number: Number(found[2]) };
  });
  if (rows.length % 2 !== 0) throw new RangeError(`there are ${rows.length} lines, and a pair has two`);
  const pairs = Array.from({ length: rows.length / 2 }, (_, at) => {
    const [first, second] = [rows[2 * at]!, rows[2 * at + 1]!];
    if (first.number !== second.number) throw new RangeError(`lines ${2 * at + 1} and ${2 * at + 2} are of two pairs`);
    return { a: first.picture, b: second.picture, number: first.number };
  });
  const others = pairs.filter(({ number }) => number === 0).length;
  let dealt = 0;
  return pairs.map(({ a, b, number }) => {
    const same = number !== 0;
    return { a, b, same, fold: same ? number - 1 : Math.floor((dealt++ * FOLDS) / others) };
  });
}

/**
 * CFP-FP's pairs: a line `i,j` of numbers from 1 in two lists of pictures, the first of the frontal ones and the second of the
 * profiles, whose lines are `number path`.
 * @throws {RangeError} with the line that is none
 */
export function readCfpPairs(text: string, frontal: string, profile: string): [string, string][] {
  const [of, and] = [frontal, profile].map((list) =>
    listedNames(list).map((row) => row.replace(/^\d+\s+/, '').replace(/^(\.\.?\/)+/, '')),
  ) as [string[], string[]];
  return listedNames(text).map((row, at) => {
    const [i = 0, j = 0] = row.split(',').map(Number);
    const [a, b] = [of[i - 1], and[j - 1]];
    if (a === undefined || b === undefined)
      throw new RangeError(
        `line ${at + 1}, «${row}», is not a frontal picture of ${of.length} and a profile of ${and.length}`,
      );
    return [a, b];
  });
}

/** Lines of csv: as many pairs of one person as of two, dealt to ten folds; the same people give the same pairs. */
export function* pairList(people: readonly { person: string; files: readonly string[] }[]): Generator<string> {
  yield csvLine(['fold', 'a', 'b', 'same']);
  const same: [string, string][] = people.flatMap(({ files }) =>
    files.slice(1).map((file, at): [string, string] => [files[at]!, file]),
  );
  for (const [at, [a, b]] of same.entries()) {
    const fold = at % FOLDS;
    yield csvLine([fold, a, b, 1]);
    if (people.length < 2) continue;
    // Two others, by chance that only the names decide.
    const place = Number.parseInt(hash('sha256', `${a} ${b}`).slice(0, 8), 16);
    const first = people[place % people.length]!;
    const second = people[(place + 1 + (Math.floor(place / people.length) % (people.length - 1))) % people.length]!;
    const [c, d] = [first, second].map(({ files }) => files[place % files.length]!);
    yield csvLine([fold, c!, d!, 0]);
  }
}
