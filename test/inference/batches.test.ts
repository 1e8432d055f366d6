import { beforeEach, expect, test } from 'vitest';
import { Batches } from '../../electron/inference/batches.ts';

const never = new AbortController().signal;
let worked: number[][];
let batches: Batches<number, number>;
beforeEach(() => {
  worked = [];
  batches = new Batches(3, async (items) => {
    worked.push(items);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return items.map((item) => item * 10);
  });
});

/** A caller that takes a while and then brings its items. */
const bring = (items: number[], after = 0, signal = never) =>
  batches.join(() => new Promise((resolve) => setTimeout(resolve, after, items)), signal);

test('everyone gets what became of their own items', async () => {
  expect(await Promise.all([bring([1, 2]), bring([3]), bring([4, 5, 6])])).toEqual([[10, 20], [30], [40, 50, 60]]);
});

test('items of several callers share a batch', async () => {
  await Promise.all([bring([1]), bring([2], 10), bring([3], 20)]);
  expect(worked).toEqual([[1, 2, 3]]);
});

test('a batch that nobody can fill is begun', async () => {
  await bring([1, 2]);
  expect(worked).toEqual([[1, 2]]);
});

test('many items of one caller are cut into batches', async () => {
  await bring([1, 2, 3, 4, 5, 6, 7]);
  expect(worked.map((items) => items.length)).toEqual([3, 3, 1]);
});

test('a caller that fails to prepare does not keep the others waiting', async () => {
  const failing = batches.join(async () => {
    throw new Error('no photo');
  }, never);
  const others = bring([1]);
  await expect(failing).rejects.toThrow('no photo');
  expect(await others).toEqual([10]);
});

test('what is cancelled before its batch is begun is never worked on', async () => {
  const controller = new AbortController();
  const first = bring([1, 2, 3]);
  const second = bring([4], 1, controller.signal);
  setTimeout(() => controller.abort(), 3);
  await expect(second).rejects.toThrow('abort');
  expect(await first).toEqual([10, 20, 30]);
  expect(worked).toEqual([[1, 2, 3]]);
});

test('a batch that fails is told to those in it, and the next one is worked on', async () => {
  let broken = true;
  const shaky = new Batches<number, number>(1, async (items) => {
    if (broken) throw new Error('out of memory');
    return items;
  });
  await expect(shaky.join(async () => [1], never)).rejects.toThrow('out of memory');
  broken = false;
  expect(await shaky.join(async () => [2], never)).toEqual([2]);
});
