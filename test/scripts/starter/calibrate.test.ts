/** What a detector's score stands for. */
import { expect, test } from 'vitest';
import { detectorParameters } from '../../../models/detector/programs.ts';
import { float32Values } from '../../../models/graph/float16.ts';
import { float32Tensor, type Tensor } from '../../../models/graph/tensor.ts';
import { initialWeights } from '../../../models/training/initial.ts';
import { calibrate, shiftScores } from '../../../scripts/starter/calibrate.ts';

const biasOf = (weights: ReadonlyMap<string, Tensor>, answer: number): number[] => [
  ...float32Values(weights.get(`detector.answers.${answer}.say.bias`)!),
];

test('all scores move alike, and no box', () => {
  const weights = initialWeights(detectorParameters(), () => 0);
  weights.set('detector.answers.1.say.bias', float32Tensor([5], [2, 0.5, 0.25, 1, -1]));
  const shifted = shiftScores(weights, -1.5);
  expect(biasOf(shifted, 1)).toEqual([0.5, 0.5, 0.25, 1, -1]);
  expect(biasOf(shifted, 0)).toEqual([-1.5, 0, 0, 0, 0]);
  expect(biasOf(weights, 0)[0]).toBe(0);
});

test('a detector that sees a face everywhere is brought down until its score says so', async () => {
  const weights = initialWeights(detectorParameters(), () => 0);
  for (const answer of [0, 1, 2])
    weights.set(`detector.answers.${answer}.say.bias`, float32Tensor([5], [answer === 1 ? 3 : -9, 0, 0, 0, 0]));
  const grey = { width: 160, height: 160, channels: 3 as const, data: new Uint8Array(3 * 160 * 160).fill(90) };
  const { shift, weights: fixed } = await calibrate(weights, [{ photo: grey, faces: [] }]);
  // Scores are looked at in hundredths: just below the least that the app asks for.
  expect(biasOf(fixed, 1)[0]).toBeCloseTo(3 + shift, 4);
  expect(3 + shift).toBeLessThan(Math.log(0.6 / 0.4));
  expect(3 + shift).toBeGreaterThan(Math.log(0.55 / 0.45));
});
