import { expect, test } from 'vitest';
import { inParallel } from '../../electron/jobs/in-parallel.ts';

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

test('every item is worked on once, and never more at a time than allowed', async () => {
  let working = 0;
  let most = 0;
  const results = await collect(
    inParallel([5, 1, 4, 2, 3], 2, async (item) => {
      most = Math.max(most, ++working);
      await new Promise((resolve) => setTimeout(resolve, item));
      working--;
      return item * 10;
    }),
  );
  expect(results.toSorted((a, b) => a - b)).toEqual([10, 20, 30, 40, 50]);
  expect(most).toBe(2);
});

test('a step that fails ends the walk with its error', async () => {
  const walk = collect(
    inParallel([1, 2, 3], 2, async (item) => {
      if (item === 2) throw new Error('no');
      return item;
    }),
  );
  await expect(walk).rejects.toThrow('no');
});
