import { describe, expect, it } from 'vitest';
import { resizeTokens } from '../../../models/nn/bilinear.ts';
import { Scope } from '../../../models/nn/scope.ts';
import { linearWeights } from '../../../models/ops/linear-weights.ts';
import { evaluate, largestDifference, numbers } from '../run.ts';

describe('bilinear resampling', () => {
  it('weighs two cells for four', () => expect([...linearWeights(2, 4)]).toEqual([1, 0, 0.75, 0.25, 0.25, 0.75, 0, 1]));

  it('holds a single cell', () => expect([...linearWeights(1, 3)]).toEqual([1, 1, 1]));

  it('is what Resize does, on tokens', async () => {
    const values = Array.from({ length: 2 * 9 * 2 }, (_, i) => Math.sin(i));
    const tokens = await evaluate([numbers([2, 9, 2], values)], (g, x) =>
      resizeTokens(new Scope(g, { compute: 'float32', storage: 'float32' }), x, 3, 7),
    );
    const pictures = await evaluate([numbers([2, 9, 2], values)], (g, x) =>
      g.turn(g.reshape(g.resize(g.reshape(g.turn(x), [2, 2, 3, 3]), 7, 7), [2, 2, 49])),
    );
    expect(largestDifference(tokens.data, pictures.data)).toBeLessThan(1e-5);
  });
});
