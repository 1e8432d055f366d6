/** The encoders besides Swin against torchvision 0.28 (torch 2.13, float32), for weights and a picture by the recipe. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BackboneName } from '../../../models/facexformer/backbones/table.ts';
import { BACKBONES } from '../../../models/facexformer/backbones/table.ts';
import { Builder } from '../../../models/graph/builder.ts';
import { Scope } from '../../../models/nn/scope.ts';
import { recipeImage, recipeWeights } from '../recipe.ts';
import { largestDifference, numbers, Session } from '../run.ts';

/** Of each encoder, the features in their order. */
const reference: Partial<Record<BackboneName, { shape: [number, number, number, number]; samples: number[] }[]>> =
  JSON.parse(readFileSync(path.join(import.meta.dirname, 'torchvision.json'), 'utf8'));

const SIZE = 224;
/** Between the samples of a feature [1, channels, side, side], laid out flat. */
const STEP = 7919;

describe('features as torchvision finds them', () => {
  it.each(Object.keys(reference) as BackboneName[])('%s', async (name) => {
    const g = new Builder();
    const p = new Scope(g, { compute: 'float32', storage: 'float32' });
    const features = BACKBONES[name](p.at('backbone'), g.input('pixels', 'float32', ['batch', 3, SIZE, SIZE]), 'plain');
    const graph = g.finish(Object.fromEntries(features.map((feature, i) => [`feature${i}`, feature])));
    const session = await Session.open(graph, recipeWeights(graph.parameters));
    const found = await session.run({ pixels: numbers([1, 3, SIZE, SIZE], recipeImage(1, SIZE)) });
    await session.close();
    for (const [i, { shape, samples }] of reference[name]!.entries()) {
      const { data } = found[`feature${i}`]!;
      const [, channels, side] = shape;
      const mine = samples.map((_, sample) => {
        const flat = (sample * STEP) % data.length;
        return data[(flat % side ** 2) * channels + Math.floor(flat / side ** 2)]!;
      });
      expect(largestDifference(mine, samples), `feature ${i}`).toBeLessThan(1e-4);
    }
  });
});
