/** Pairs to verify people by, as they are written. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { said, type WriteItem } from '../../electron/datasets/format.ts';
import { FORMATS } from '../../electron/datasets/formats.ts';
import { readLfwPairs } from '../../electron/datasets/pairs.ts';
import { randomItems, readDataset, testHeader, writeDataset } from '../helpers/dataset-faces.ts';

const PEOPLE = ['Ann Lee', 'Bob', 'Çiğdem'];

/** One face each, of these people in turn. */
function itemsOf(count: number): WriteItem[] {
  return randomItems(91, { unit: 'face', count }).map((item, at) => ({
    ...item,
    faces: item.faces.map((face) => ({
      ...face,
      annotations: [said('lfw', 'identity', { label: PEOPLE[at % PEOPLE.length]!, embedding: null })],
    })),
  }));
}

async function written(count: number, names?: string) {
  const header = testHeader(FORMATS.lfw, names === undefined ? {} : { names });
  const folder = await writeDataset(FORMATS.lfw, itemsOf(count), header);
  return { folder, list: path.join(folder, 'pairs.txt') };
}

test("LFW's list names pictures that are there, as many of one person as of two in each fold", async () => {
  const { folder, list } = await written(45);
  const text = readFileSync(list, 'utf8');
  expect(text.split('\n')[0]).toBe('10\t4');
  const pairs = readLfwPairs(text);
  expect(pairs).toHaveLength(80);
  for (const { a, b } of pairs) expect([a, b].filter((file) => !existsSync(path.join(folder, file)))).toEqual([]);
  for (const { a, b, same } of pairs) expect(path.dirname(a) === path.dirname(b)).toBe(same);
  for (let fold = 0; fold < 10; fold++)
    expect(pairs.filter((pair) => pair.fold === fold).map(({ same }) => same)).toEqual([
      ...Array<boolean>(4).fill(true),
      ...Array<boolean>(4).fill(false),
    ]);
  expect((await readDataset(FORMATS.lfw, folder)).rejected).toEqual([]);
});

test('few pairs are one fold, which the head says by one number', async () => {
  const pairs = readFileSync((await written(9)).list, 'utf8');
  expect(pairs.split('\n')[0]).toBe('6');
  expect(new Set(readLfwPairs(pairs).map(({ fold }) => fold))).toEqual(new Set([0]));
});

test('pictures that keep their names have their pairs in a table alone', async () => {
  const { folder, list } = await written(9, 'own');
  expect(existsSync(list)).toBe(false);
  expect(readFileSync(path.join(folder, 'pairs.csv'), 'utf8').split('\n')[0]).toBe('fold,a,b,same');
});
