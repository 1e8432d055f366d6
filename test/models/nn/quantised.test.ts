import { describe, expect, it } from 'vitest';
import { integerProduct } from '../../../models/nn/quantised.ts';
import { evaluate, numbers } from '../run.ts';

describe('a product in bytes', () => {
  it('is exact for numbers that bytes can say', async () => {
    // Steps of 1 from 0 to 255, and of 1/64 and 1/2 from the rows' greatest weights, 1 and 32.
    const x = numbers([2, 2], [255, 1, 0, 2]);
    const y = await evaluate([x], (g, rows) => {
      const [weight, bias] = [g.floats([2, 2], [1, -0.5, 32, 8], 'float32'), g.floats([2], [10, 20], 'float32')];
      return integerProduct(g, rows, weight, bias, 'int7');
    });
    expect(y).toEqual({ shape: [2, 2], data: [264.5, 8188, 9, 36] });
  });

  it('does not cut off sums of the greatest bytes', async () => {
    const x = numbers([3, 8], Array(24).fill(1));
    const y = await evaluate([x], (g, rows) => {
      const weight = g.floats([1, 8], Array(8).fill(1), 'float32');
      return integerProduct(g, rows, weight, null, 'int7');
    });
    expect(y.data).toEqual([8, 8, 8]);
  });

  it('gives zero for weights of zero', async () => {
    const y = await evaluate([numbers([1, 2], [1, 2])], (g, rows) =>
      integerProduct(g, rows, g.floats([1, 2], [0, 0], 'float32'), null, 'int8'),
    );
    expect(y.data).toEqual([0]);
  });

  it('leaves the number of rows open', async () => {
    const y = await evaluate(
      [numbers([3, 2], [255, 0, 0, 255, 255, 255])],
      (g, rows) => integerProduct(g, rows, g.floats([1, 2], [64, 1], 'float32'), null, 'int7'),
      { openBatch: true },
    );
    expect(y).toEqual({ shape: [3, 1], data: [16320, 255, 16575] });
  });
});
