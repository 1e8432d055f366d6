import { expect, test } from 'vitest';
import type { LossPoint } from '../../../electron/shared/domain/round.ts';
import { joinCurves, smoothed } from '../../../renderer/rounds/curves.ts';

const point = (step: number, part: LossPoint['part'], total: number): LossPoint => ({
  step,
  epoch: step / 10,
  part,
  total,
  tasks: {},
});

test('a step that is stored and told stands there once, as it was told last', () => {
  const stored = [point(1, 'train', 5), point(2, 'train', 4)];
  const live = [point(2, 'train', 3), point(2, 'validation', 6), point(3, 'train', 2)];
  expect(joinCurves(stored, live)).toEqual([
    point(1, 'train', 5),
    point(2, 'train', 3),
    point(2, 'validation', 6),
    point(3, 'train', 2),
  ]);
});

test('a long curve is drawn through means of neighbours, to its last step', () => {
  const points = Array.from({ length: 1000 }, (_, x) => ({ x, y: x % 2 }));
  const drawn = smoothed(points);
  expect(drawn.length).toBeLessThanOrEqual(160);
  expect(drawn.at(-1)!.x).toBe(999);
  // Seven in a row hold three or four ones.
  for (const { y } of drawn) expect(Math.abs(y - 0.5)).toBeLessThan(0.2);
});

test('a short curve is drawn as it is', () => {
  const points = [
    { x: 1, y: 3 },
    { x: 2, y: 1 },
  ];
  expect(smoothed(points)).toEqual(points);
});
