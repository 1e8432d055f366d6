/** Differences of label maps, read forwards and backwards. */
import { describe, expect, test } from 'vitest';
import { changeCells, diffCells } from '../../electron/shared/domain/cells.ts';

const map = (text: string) => Uint8Array.from(text.replace(/\s/g, ''), Number);
const before = map('0000 1111 0000 2222');
const after = map('0033 1333 0000 2225');

describe('a difference', () => {
  const runs = diffCells(before, after)!;

  test('leads from the one map to the other', () => {
    expect(changeCells(before, runs)).toEqual(after);
  });

  test('leads back when read backwards', () => {
    expect(changeCells(after, { ...runs, before: runs.after, after: runs.before })).toEqual(before);
  });

  test('leaves the map that it is applied to as it was', () => {
    const own = before.slice();
    changeCells(own, runs);
    expect(own).toEqual(before);
  });

  test('does not fit a map that has another class there', () => {
    expect(changeCells(map('0000 1211 0000 2222'), runs)).toBeNull();
  });

  test('fits any map of its size if asked to', () => {
    expect(changeCells(map('4444 4444 4444 4444'), runs, true)).toEqual(map('4433 4333 4444 4445'));
  });

  test('does not reach past the end of a smaller map', () => {
    expect(changeCells(map('0000 1111'), runs, true)).toBeNull();
  });

  test('with a cut number fits nothing', () => {
    expect(changeCells(before, { ...runs, runs: runs.runs.slice(0, -1) })).toBeNull();
  });
});

test('equal maps have no difference', () => {
  expect(diffCells(before, before.slice())).toBeNull();
});

test('a run longer than one byte of a number is one run', () => {
  const large = new Uint8Array(100_000);
  const painted = large.slice().fill(7, 300, 70_000);
  const runs = diffCells(large, painted)!;
  expect(runs.after).toEqual(Uint8Array.of(7));
  expect(changeCells(large, runs)).toEqual(painted);
});
