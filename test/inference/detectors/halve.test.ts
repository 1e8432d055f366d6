import { expect, test } from 'vitest';
import { halve } from '../../../electron/inference/detectors/halve.ts';

const picture = (width: number, height: number, values: number[]) => ({
  width,
  height,
  channels: 3 as const,
  data: Uint8Array.from(values.flatMap((value) => [value, value + 1, value + 2])),
});

test('four pixels become their mean, channel by channel', () => {
  expect(halve(picture(2, 2, [10, 20, 30, 41]))).toEqual(picture(1, 1, [25]));
});

test('the last column and row of odd sides are kept', () => {
  expect(halve(picture(3, 3, [0, 0, 9, 0, 0, 9, 7, 7, 5]))).toEqual(picture(2, 2, [0, 9, 7, 5]));
});
