import { expect, test } from 'vitest';
import { classesOf, mergeClasses } from '../../electron/datasets/masks.ts';
import { CLASS_LISTS } from '../../electron/shared/domain/dataset.ts';

const from = classesOf('celebamask-19');
const mask = {
  profile: 'celebamask-19' as const,
  frame: { x: 0, y: 0, width: from.length, height: 1 },
  width: from.length,
  height: 1,
  labels: Uint8Array.from(from, (_, label) => label),
};

test.each(CLASS_LISTS.filter((list) => list !== 'as-is'))('the nineteen become eleven by name: %s', (list) => {
  const merged = mergeClasses(mask, list);
  expect(merged.profile).toBe('facexformer-11');
  const become = new Map(from.map((name, at) => [name, classesOf('facexformer-11')[merged.labels[at]!]]));
  for (const name of classesOf('facexformer-11')) expect(become.get(name)).toBe(name);
  const ears = list === 'eleven-ears' || list === 'eleven-both' ? 'skin' : 'background';
  const glasses = list === 'eleven-glasses' || list === 'eleven-both' ? 'skin' : 'background';
  expect([become.get('left_ear'), become.get('right_ear'), become.get('eyeglasses')]).toEqual([ears, ears, glasses]);
  for (const name of ['hat', 'earring', 'necklace', 'neck', 'cloth'] as const)
    expect(become.get(name)).toBe('background');
});

test('masks stay as they are where nothing was asked or nothing is to merge', () => {
  expect(mergeClasses(mask, 'as-is')).toBe(mask);
  const eleven = { ...mask, profile: 'facexformer-11' as const };
  expect(mergeClasses(eleven, 'eleven')).toBe(eleven);
});
