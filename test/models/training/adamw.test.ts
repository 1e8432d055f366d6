/** The optimiser against PyTorch's, step by step. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  clipNorm,
  decaysByShape,
  followWeights,
  freshMoments,
  normOf,
  updateByAdamW,
} from '../../../models/training/adamw.ts';
import { largestDifference } from '../run.ts';

type Golden = Record<string, number[]>;
interface Reference {
  rate: number;
  limit: number;
  decay: { matrix: number; bias: number };
  start: Golden;
  gradients: Golden[];
  norms: number[];
  weights: Golden[];
}
/** Its own `origin` says where it comes from. */
const golden: Reference = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'adamw.json'), 'utf8'));
const arrays = (values: Golden): Map<string, Float32Array> =>
  new Map(Object.entries(values).map(([name, numbers]) => [name, Float32Array.from(numbers)]));

describe('AdamW', () => {
  it('moves weights as PyTorch does, clipped, decaying by group', () => {
    const weights = arrays(golden.start);
    const moments = freshMoments(weights);
    for (const [step, own] of golden.gradients.entries()) {
      const gradients = arrays(own);
      expect(clipNorm(gradients, golden.limit)).toBeCloseTo(golden.norms[step]!, 5);
      updateByAdamW(weights, gradients, moments, {
        rate: golden.rate,
        decay: golden.decay.matrix,
        decays: (name) => name === 'matrix',
      });
      for (const [name, numbers] of Object.entries(golden.weights[step]!))
        expect(largestDifference(weights.get(name)!, numbers)).toBeLessThan(3e-7);
    }
  });

  it('leaves short gradients as they are', () => {
    const gradients = arrays({ a: [3], b: [4] });
    expect(clipNorm(gradients, 6)).toBe(5);
    expect([...gradients.get('b')!]).toEqual([4]);
  });

  it('tells a gradient that is not a number by its norm', () =>
    expect(normOf(arrays({ a: [1, Number.NaN] }))).toBeNaN());

  it('refuses a gradient of another weight', () => {
    const weights = arrays({ a: [1] });
    expect(() => updateByAdamW(weights, arrays({ b: [1] }), freshMoments(weights), { rate: 1, decay: 0 })).toThrow(
      'b and its gradient',
    );
  });

  it('keeps a running mean of weights', () => {
    const mean = arrays({ a: [0, 8] });
    followWeights(mean, arrays({ a: [4, 0] }), 0.75);
    expect([...mean.get('a')!]).toEqual([1, 6]);
  });

  it('lets matrices decay and vectors not', () => expect([[2, 3], [3]].map(decaysByShape)).toEqual([true, false]));
});
