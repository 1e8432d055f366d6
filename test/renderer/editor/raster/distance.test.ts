/** Distances against every pair of cells. */
import { expect, test } from 'vitest';
import { namedRandom } from '../../../../electron/shared/domain/random.ts';
import { distancesTo } from '../../../../renderer/editor/raster/distance.ts';

const size = { width: 23, height: 17 };
const area = { left: 3, top: 2, right: 21, bottom: 15 };
const cellsOf = () =>
  Array.from({ length: size.width * size.height }, (_, cell) => cell).filter((cell) => {
    const [x, y] = [cell % size.width, Math.floor(cell / size.width)];
    return x >= area.left && x < area.right && y >= area.top && y < area.bottom;
  });
const apart = (a: number, b: number): number =>
  ((a % size.width) - (b % size.width)) ** 2 + (Math.floor(a / size.width) - Math.floor(b / size.width)) ** 2;

test.each([0.02, 0.1, 0.6])('every cell knows the nearest that belongs, where %d of them do', (share) => {
  const random = namedRandom(1, `distances ${share}`);
  const belongs = new Set(cellsOf().filter(() => random() < share));
  const { squared, nearest } = distancesTo(size, area, (cell) => belongs.has(cell));
  for (const [at, cell] of cellsOf().entries()) {
    const least = Math.min(...[...belongs].map((other) => apart(cell, other)));
    expect(squared[at]).toBe(least);
    expect(apart(cell, nearest[at]!)).toBe(least);
    expect(belongs.has(nearest[at]!)).toBe(true);
  }
});

test('nothing is near where nothing belongs', () => {
  const { squared, nearest } = distancesTo(size, area, () => false);
  expect(new Set(squared)).toEqual(new Set([Infinity]));
  expect(new Set(nearest)).toEqual(new Set([-1]));
});
