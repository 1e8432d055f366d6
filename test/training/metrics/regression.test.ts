/** Landmarks, pose and age: how far off. */
import { expect, test } from 'vitest';
import { anglesToQuaternion } from '../../../electron/shared/domain/pose.ts';
import { METRICS } from '../../../electron/training/metrics/table.ts';
import { figuresOf, pointsAt } from './sample.ts';

/** Eye corners 100 apart; every eye point of a side at its own corner but for two, so the pupils are 60 apart. */
const eyes = {
  36: [0, 50],
  45: [100, 50],
  ...Object.fromEntries([37, 38, 39, 40, 41].map((i) => [i, [24, 50]])),
  ...Object.fromEntries([42, 43, 44, 46, 47].map((i) => [i, [76, 50]])),
  8: [50, 130],
  27: [50, 5],
} as const;

test('the error of points is taken over each of three lengths of the truth', () => {
  const truth = pointsAt([50, 50], eyes);
  const said = { points: truth.points.map(([x, y]): [number, number] => [x + 3, y + 4]), spread: null };
  // Every point is 5 off. Corners: |100 - 0| = 100: 5 %. Pupils: right (0 + 5 * 24) / 6 = 20, left (100 + 5 * 76) / 6 = 80:
  // 60 apart: 8.3333 %. Box: 100 wide, 130 - 5 = 125 high, sqrt(12500) = 111.8034: 4.47214 %.
  const [ocular, pupil, box] = figuresOf('landmarks', [[truth, said]]);
  expect(ocular).toBeCloseTo(5, 10);
  expect(pupil).toBeCloseTo(8.3333, 3);
  expect(box).toBeCloseTo(4.47214, 4);
});

test('the figure is the mean over faces', () => {
  const truth = pointsAt([50, 50], eyes);
  const off = (by: number) => ({ points: truth.points.map(([x, y]): [number, number] => [x + by, y]), spread: null });
  // 3 % and 1 %.
  expect(
    figuresOf('landmarks', [
      [truth, off(3)],
      [truth, off(1)],
    ])[0],
  ).toBeCloseTo(2, 10);
});

test('a face whose eye corners fall together is left out of that figure alone', () => {
  const profile = pointsAt([0, 0], { 8: [30, 40] });
  const good = pointsAt([50, 50], eyes);
  const [ocular, pupil, box] = figuresOf('landmarks', [
    [profile, pointsAt([0, 0], { 8: [30, 40] })],
    [good, good],
  ]);
  expect([ocular, pupil, box]).toEqual([0, 0, 0]);
  expect(figuresOf('landmarks', [[profile, profile]])).toEqual([Number.NaN, Number.NaN, 0]);
});

test('points that are not numbers are refused', () => {
  const truth = pointsAt([50, 50], eyes);
  expect(() => METRICS.landmarks.compare(truth, pointsAt([Number.NaN, 0]))).toThrow('the proposed landmarks');
});

const turned = (pitch: number, yaw: number, roll: number) => {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  return { quaternion: anglesToQuaternion({ pitch: radians(pitch), yaw: radians(yaw), roll: radians(roll) }) };
};

test('pose errors are told by angle, as their mean, and as one rotation', () => {
  // Yaw 6 off, pitch 3, roll 0: mean 3. Second face: 0, 0, 12 of roll alone, so the rotation between them is 12.
  const [mean, yaw, pitch, roll] = figuresOf('pose', [
    [turned(10, 20, 5), turned(13, 26, 5)],
    [turned(0, 0, 0), turned(0, 0, 12)],
  ]);
  expect(yaw).toBeCloseTo(3, 8);
  expect(pitch).toBeCloseTo(1.5, 8);
  expect(roll).toBeCloseTo(6, 8);
  expect(mean).toBeCloseTo(3.5, 8);
  expect(figuresOf('pose', [[turned(0, 0, 0), turned(0, 0, 12)]])[4]).toBeCloseTo(12, 6);
});

test('angles meet on the short way round', () => {
  // Roll 175 and -175 are 10 apart, not 350.
  expect(figuresOf('pose', [[turned(0, 0, 175), turned(0, 0, -175)]])[3]).toBeCloseTo(10, 8);
});

test('age errors are told by expectation and by bin', () => {
  // True 30 (bin 30-39). Said 33 years and bin 20-29, whose middle is 24.5: off by 3 and by 5.5, the bin is wrong.
  // True 72 (70+). Said 70 years and bin 70+, for which 75 stands: off by 2 and by 3, the bin is right.
  const figures = figuresOf('age', [
    [
      { years: 30, bin: '30-39' },
      { years: 33, bin: '20-29' },
    ],
    [
      { years: 72, bin: '70+' },
      { years: 70, bin: '70+' },
    ],
  ]);
  expect(figures).toEqual([2.5, 4.25, 50]);
});

test('an age that is not a number is refused', () => {
  const truth = { years: 30, bin: '30-39' } as const;
  expect(() => METRICS.age.compare(truth, { years: Number.NaN, bin: '30-39' })).toThrow('the proposed age');
});
