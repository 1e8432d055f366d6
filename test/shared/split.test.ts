import { expect, test } from 'vitest';
import type { ContentHash } from '../../electron/shared/domain/ids.ts';
import { splitGroup, splitOf } from '../../electron/shared/domain/split.ts';

const hash = (n: number) => n.toString(16).padStart(64, '0') as ContentHash;
const photos = Array.from({ length: 5000 }, (_, n) => splitGroup(null, hash(n)));

test('the parts have their shares', () => {
  const parts = photos.map((group) => splitOf(group));
  const share = (part: string) => parts.filter((other) => other === part).length / parts.length;
  expect(share('test')).toBeCloseTo(0.2, 1);
  expect(share('validation')).toBeCloseTo(0.1, 1);
});

test('all faces of a person are in one part, in whichever photo', () => {
  expect(splitGroup('Anna', hash(1))).toBe(splitGroup('Anna', hash(2)));
  expect(splitGroup(null, hash(1))).not.toBe(splitGroup(null, hash(2)));
});

test('another share of validation moves nothing out of the test part', () => {
  for (const group of photos)
    expect(splitOf(group, { validation: 0.3, test: 0.2 }) === 'test').toBe(splitOf(group) === 'test');
});

test('a person called like a photo is not that photo', () => {
  expect(splitGroup(hash(1), hash(2))).not.toBe(splitGroup(null, hash(1)));
});
