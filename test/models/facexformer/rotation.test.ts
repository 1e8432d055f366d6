import { describe, expect, it } from 'vitest';
import { nearestRotation } from '../../../models/facexformer/rotation.ts';
import { Scope } from '../../../models/nn/scope.ts';
import { evaluate, largestDifference, numbers } from '../run.ts';

const nearest = async (...matrix: number[]): Promise<number[]> => {
  const { data } = await evaluate([numbers([1, 9], matrix)], (g, x) =>
    nearestRotation(new Scope(g, { compute: 'float32', storage: 'float32' }), x),
  );
  return data;
};

const [c, s] = [Math.cos(0.4), Math.sin(0.4)];

describe('the nearest rotation', () => {
  it('of a rotation is itself', async () => {
    const rotation = [c, -s, 0, s, c, 0, 0, 0, 1];
    expect(largestDifference(await nearest(...rotation), rotation)).toBeLessThan(1e-5);
  });

  it('of a rotation of another size is the rotation', async () => {
    const rotation = [1, 0, 0, 0, c, -s, 0, s, c];
    expect(largestDifference(await nearest(...rotation.map((entry) => entry * 20)), rotation)).toBeLessThan(1e-5);
  });

  it('of a stretched rotation is the rotation', async () => {
    // R times a symmetric positive matrix: the polar decomposition gives R back.
    const rotation = [c, 0, s, 0, 1, 0, -s, 0, c];
    const stretched = [2 * c, 0, 0.5 * s, 0, 3, 0, -2 * s, 0, 0.5 * c];
    expect(largestDifference(await nearest(...stretched), rotation)).toBeLessThan(1e-5);
  });

  it('of a mirror image turns the least certain axis back', async () =>
    expect(largestDifference(await nearest(3, 0, 0, 0, 2, 0, 0, 0, -1), [1, 0, 0, 0, 1, 0, 0, 0, 1])).toBeLessThan(
      1e-4,
    ));

  it('of nothing is a number all the same', async () =>
    expect((await nearest(0, 0, 0, 0, 0, 0, 0, 0, 0)).every(Number.isFinite)).toBe(true));
});
