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

/** As many pairs of one person as of two, dealt to ten folds; the same people give the same pairs. */
export function* pairsOf(people: readonly { files: readonly string[] }[]): Generator<Pair> {
  const same: [string, string][] = people.flatMap(({ files }) =>
    files.slice(1).map((file, at): [string, string] => [files[at]!, file]),
  );
  for (const [at, [a, b]] of same.entries()) {
    const fold = at % FOLDS;
    yield { a, b, same: true, fold };
    if (people.length < 2) continue;
    // Two others, by chance that only the names decide.
    const place = Number.parseInt(hash('sha256', `${a} ${b}`).slice(0, 8), 16);
    const first = people[place % people.length]!;
    const second = people[(place + 1 + (Math.floor(place / people.length) % (people.length - 1))) % people.length]!;
    const [c, d] = [first, second].map(({ files }) => files[place % files.length]!);
    yield { a: c!, b: d!, same: false, fold };
  }
}

/** A table of pairs. */
export function* pairTable(pairs: Iterable<Pair>): Generator<string> {
  yield csvLine(['fold', 'a', 'b', 'same']);
  for (const { fold, a, b, same } of pairs) yield csvLine([fold, a, b, same ? 1 : 0]);
}

/** The name and the number of a picture that is called as in LFW. */
function numberedName(picture: string): [name: string, number: string] {
  const [, name, number] = /^(.+)\/\1_(\d+)\.\w+$/.exec(picture) ?? [];
  if (name === undefined || number === undefined) throw new Error(`not called as in LFW: ${picture}`);
  return [name, String(Number(number))];
}

/**
 * LFW's `pairs.txt`: ten folds of as many pairs of one person as of two, where there are enough for that; else one fold.
 * What is left over when the folds are filled equally is left out, since the list cannot hold it.
 */
export function* lfwPairList(pairs: readonly Pair[]): Generator<string> {
  const lineOf = ({ a, b, same }: Pair): string => {
    const [[name, number], [other, otherNumber]] = [numberedName(a), numberedName(b)];
    return `${(same ? [name, number, otherNumber] : [name, number, other, otherNumber]).join('\t')}\n`;
  };
  const kinds = [true, false].map((same) => pairs.filter((pair) => pair.same === same));
  const fewest = Math.min(...kinds.map(({ length }) => length));
  const folds = fewest < FOLDS ? 1 : FOLDS;
  const each = Math.floor(fewest / folds);
  if (each === 0) return;
  yield folds === 1 ? `${each}\n` : `${folds}\t${each}\n`;
  for (let fold = 0; fold < folds; fold++)
    for (const of of kinds) {
      const own = folds === 1 ? of : of.filter((pair) => pair.fold === fold);
      for (const pair of own.slice(0, each)) yield lineOf(pair);
    }
}
