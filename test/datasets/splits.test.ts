/** Photos in splits: kin together, shares kept, lists followed. */
import { describe, expect, test } from 'vitest';
import {
  groupKin,
  listedNames,
  namesOfNone,
  type SplitPhoto,
  splitByLists,
  splitByRatio,
} from '../../electron/datasets/splits.ts';
import { SPLITS } from '../../electron/shared/domain/dataset.ts';
import { randomOf } from '../helpers/dataset-faces.ts';

const photoOf = (at: number, group = at): SplitPhoto => ({
  path: `/photos/${at}.jpg`,
  key: `key ${at}`,
  group,
  faces: 1 + (at % 3),
});

test('people and near-duplicates make groups, by way of others too', () => {
  const people = [['Ann'], ['Bob'], ['Ann', 'Cid'], [], ['Cid'], [], []];
  const groups = groupKin(people, [
    [1, 3],
    [3, 5],
  ]);
  const alike = (a: number, b: number) => groups[a] === groups[b];
  expect([alike(0, 2), alike(0, 4), alike(1, 3), alike(1, 5)]).toEqual([true, true, true, true]);
  expect([alike(0, 1), alike(0, 6), alike(1, 6)]).toEqual([false, false, false]);
});

describe('by shares', () => {
  const rule = { by: 'ratio', train: 0.7, val: 0.1, test: 0.2, seed: 1 } as const;

  test.each([1, 2, 3, 4, 5])('no group is parted, and each split has its share of the faces (%i)', (seed) => {
    const random = randomOf(seed);
    const photos = Array.from({ length: 400 }, (_, at) => photoOf(at, Math.floor(random() * 150)));
    const splits = splitByRatio(photos, { ...rule, seed });
    const groups = new Map(photos.map(({ group }, at) => [group, splits[at]]));
    expect(photos.every(({ group }, at) => groups.get(group) === splits[at])).toBe(true);
    const total = photos.reduce((sum, { faces }) => sum + faces, 0);
    for (const split of SPLITS) {
      const faces = photos.reduce((sum, photo, at) => sum + (splits[at] === split ? photo.faces : 0), 0);
      expect(faces / total, split).toBeCloseTo(rule[split], 2);
    }
  });

  test('where a photo goes depends on the seed and not on the order of the photos', () => {
    const photos = Array.from({ length: 100 }, (_, at) => photoOf(at, Math.floor(at / 2)));
    const splits = splitByRatio(photos, rule);
    const turned = photos.toReversed().map((photo) => ({ ...photo, group: 1000 - photo.group }));
    expect(splitByRatio(turned, rule).toReversed()).toEqual(splits);
    expect(splitByRatio(photos, { ...rule, seed: 2 })).not.toEqual(splits);
  });

  test('a share of nothing gets nothing', () => {
    const photos = Array.from({ length: 10 }, (_, at) => photoOf(at));
    expect(splitByRatio(photos, { ...rule, train: 1, val: 0, test: 0 })).toEqual(photos.map(() => 'train'));
  });
});

describe('by lists', () => {
  test('a line is a path or a name; a photo on no list goes nowhere', () => {
    const names = listedNames('\uFEFF/photos/0.jpg\r\n\r\n  1.jpg \n');
    const splits = splitByLists(
      [0, 1, 2, 3].map((at) => photoOf(at)),
      { train: names, val: [], test: ['2.jpg'] },
    );
    expect(splits).toEqual(['train', 'train', 'test', null]);
  });

  test('what names no photo is told', () => {
    const photos = ['/photos/0.jpg', '/photos/1.jpg'];
    expect(namesOfNone(['0.jpg', '/photos/1.jpg', '/other/0.jpg', '2.jpg'], photos)).toEqual(['/other/0.jpg', '2.jpg']);
  });

  test('one name on two lists is refused, and so is a group on two lists', () => {
    expect(() => splitByLists([photoOf(0)], { train: ['0.jpg'], val: ['0.jpg'], test: [] })).toThrow(
      '«0.jpg» is on the lists of train and val',
    );
    const kin = [photoOf(0, 0), photoOf(1, 0)];
    expect(() => splitByLists(kin, { train: ['0.jpg'], val: [], test: ['1.jpg'] })).toThrow(
      '«/photos/0.jpg» is in train and «/photos/1.jpg» in test',
    );
    // A photo on no list is not parted from anybody.
    expect(splitByLists(kin, { train: ['0.jpg'], val: [], test: [] })).toEqual(['train', null]);
  });
});
