/** The starter's training: the same from the same seed, to the bit, cut or not, and never the same renders twice. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { loadCheckpoint } from '../../electron/training/checkpoint.ts';
import { GROWING, type Wish } from '../../scripts/starter/growing.ts';
import { checkpointIn, grow } from '../../scripts/starter/loop.ts';
import { NETWORK } from '../../scripts/starter/recipes.ts';
import { openSupply, seedsAfter } from '../../scripts/starter/supply.ts';
import { testFolder } from '../helpers/core.ts';

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
});

const SMALL: Wish = { course: { batch: 2, warmUp: 2 }, supply: { warm: 3, uses: 2 }, heldOut: 1 };

/** Goes on with the training of this folder until so many updates are made in all. @returns what its checkpoint holds */
async function train(folder: string, updates: number) {
  const { signal } = new AbortController();
  await grow({ ...GROWING.network(SMALL), folder, begin: null, until: { minutes: 60, updates }, signal });
  return loadCheckpoint<{ step: number }>(checkpointIn(folder))!;
}

/** The losses that a log tells. */
const lossesIn = (folder: string) =>
  readFileSync(path.join(folder, 'log.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, number>)
    .filter((line) => 'loss' in line)
    .map(({ at: _, perSecond: __, ...figures }) => figures);

test('a training is repeated to the bit, and so is one that is cut', async () => {
  const [one, other] = [testFolder(), testFolder()];
  for (const folder of [one, other]) {
    await train(folder, 2);
    const { state, groups } = await train(folder, 3);
    expect(state.step).toBe(3);
    expect(groups['learnt']!.size).toBeGreaterThan(100);
  }
  expect(lossesIn(one)).toHaveLength(3);
  expect(lossesIn(one)).toEqual(lossesIn(other));
  const [first, second] = [one, other].map((folder) => loadCheckpoint(checkpointIn(folder))!.groups);
  expect(first).toEqual(second);
}, 600_000);

const drawn = async (threads: number, updates: number, wait: number): Promise<number[]> => {
  const { program } = GROWING.network(SMALL);
  const request = { ...NETWORK.supply, warm: 3, uses: 2, batch: 2, side: 64, seed: 1, threads } as const;
  const supply = openSupply({ ...request, ...seedsAfter(updates, request), what: 'faces', feeds: program.feeds });
  const firsts: number[] = [];
  for (let i = 0; i < 6; i++) {
    const { pixels } = (await supply.next())!;
    firsts.push((pixels as Float32Array).reduce((sum, value) => sum + value, 0));
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  await supply.close();
  return firsts;
};

test('batches do not depend on when they are asked for', async () => {
  expect(await drawn(2, 0, 0)).toEqual(await drawn(2, 0, 60));
}, 300_000);

test('a training that goes on sees other renders', async () => {
  const seen = new Set(await drawn(1, 0, 0));
  expect((await drawn(1, 1, 0)).filter((batch) => seen.has(batch))).toEqual([]);
  // And has room for all of them before those of the next place.
  const request = { seed: 1, batch: 32, firstSeed: 0, warm: 256, uses: 7 };
  expect(seedsAfter(10, request).firstSeed - seedsAfter(9, request).firstSeed).toBeGreaterThanOrEqual(256 + 5);
}, 300_000);
