import { expect, test } from 'vitest';
import { freshWatch, hasRunAway } from '../../electron/training/divergence.ts';

/** The update at which losses end a training, or null. */
function endsAt(losses: readonly number[]): number | null {
  const watch = freshWatch();
  const at = losses.findIndex((loss) => hasRunAway(watch, loss));
  return at < 0 ? null : at;
}
const times = (count: number, loss: number): number[] => Array<number>(count).fill(loss);

test('losses that fall, or stay, or jump once, are no reason to end', () => {
  expect(endsAt(Array.from({ length: 300 }, (_, i) => 3 / (1 + i)))).toBeNull();
  expect(endsAt(times(300, 2))).toBeNull();
  expect(endsAt([...times(50, 2), 100, ...times(50, 2)])).toBeNull();
});

test('losses that stay ten times too high end it within a few updates', () => {
  const at = endsAt([...times(50, 2), ...times(50, 20)])!;
  expect(at).toBeGreaterThan(52);
  expect(at).toBeLessThan(62);
});

test('a loss that is no number ends it at once', () => {
  expect(endsAt([1, 1, Number.NaN])).toBe(2);
  expect(endsAt([Number.POSITIVE_INFINITY])).toBe(0);
});

test('a first update that goes too far does not pass for normal', () => {
  expect(endsAt([0.7, ...times(60, 500)])).toBeLessThan(10);
  // A lucky first face is no measure for the others.
  expect(endsAt([0.001, ...times(60, 0.7)])).toBeNull();
});
