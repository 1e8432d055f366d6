/** Where cells lie, and where the keyboard goes. */
import { expect, test } from 'vitest';
import { GAP, layOut, moveTo } from '../../../renderer/gallery/layout.ts';
import { PAGE_ROWS, pagesFor } from '../../../renderer/gallery/paging.ts';

test('cells fill the width', () => {
  const { columns, width } = layOut(1000, 168, 500, 22);
  expect(columns * width + (columns - 1) * GAP).toBeCloseTo(1000);
});

test('a cell has room for its caption', () => {
  const { width, height } = layOut(1000, 168, 500, 22);
  expect(height - width).toBe(22);
});

test('a narrow window still has a column', () => {
  expect(layOut(60, 320, 500, 22).columns).toBe(1);
});

test('a list that would be too tall to scroll gets more columns', () => {
  const total = 1_000_000;
  const { columns, height } = layOut(1400, 320, total, 22);
  expect(Math.ceil(total / columns) * (height + GAP)).toBeLessThan(30_000_000);
});

// Ten items in rows of four:  0 1 2 3 / 4 5 6 7 / 8 9
const go = (move: Parameters<typeof moveTo>[0], at: number) => moveTo(move, at, 10, 4, 2);

test.each([
  ['left', 0, 0],
  ['left', 4, 3],
  ['right', 9, 9],
  ['up', 2, 2],
  ['up', 6, 2],
  ['down', 1, 5],
  ['down', 7, 9],
  ['down', 8, 8],
  ['home', 7, 0],
  ['end', 0, 9],
  ['pageDown', 0, 8],
  ['pageUp', 9, 1],
  ['pageUp', 6, 2],
] as const)('%s leads from %d to %d', (move, from, to) => {
  expect(go(move, from)).toBe(to);
});

test('an empty list keeps the cursor at its beginning', () => {
  expect(moveTo('end', 0, 0, 4, 2)).toBe(0);
});

test('rows are asked for by the pages that hold them', () => {
  expect(pagesFor(PAGE_ROWS - 1, 2 * PAGE_ROWS)).toEqual([0, 1, 2]);
});
