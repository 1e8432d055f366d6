import { expect, test } from 'vitest';
import { ticksOf } from '../../../renderer/components/line-chart.tsx';

test.each([
  [0, 10, [0, 2, 4, 6, 8, 10]],
  [0.3, 2.1, [0.5, 1, 1.5, 2]],
  [0, 27, [0, 10, 20]],
  [5, 5, [5]],
])('between %d and %d the grid has round numbers', (least, most, ticks) => {
  const found = ticksOf(least, most);
  expect(found).toHaveLength(ticks.length);
  for (const [i, tick] of ticks.entries()) expect(found[i]).toBeCloseTo(tick, 9);
});
