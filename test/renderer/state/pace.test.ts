import { expect, test } from 'vitest';
import { paceOf } from '../../../renderer/state/pace.ts';

const minutes = (...at: number[]) => at.map((minute) => minute * 60_000);

test('a face a minute is sixty an hour', () => {
  expect(paceOf(minutes(0, 1, 2, 3, 4))).toBeCloseTo(60);
});

test('a pause is not work', () => {
  expect(paceOf(minutes(0, 1, 2, 3, 63, 64))).toBeCloseTo(60);
});

test('from a few faces nothing is told', () => {
  expect(paceOf(minutes(0, 1, 2))).toBeNull();
});
