/** The whole network against the figures of the official one, for the same weights and pictures. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRESETS } from '../../../models/facexformer/config.ts';
import type { Form } from '../../../models/facexformer/form.ts';
import { masks } from '../../../models/facexformer/masks.ts';
import { faceXFormer } from '../../../models/facexformer/model.ts';
import { Builder } from '../../../models/graph/builder.ts';
import type { Graph, Value } from '../../../models/graph/graph.ts';
import type { Tensor } from '../../../models/graph/tensor.ts';
import { Scope } from '../../../models/nn/scope.ts';
import { parametersOf } from '../../../models/programs.ts';
import { describeWithFixtures } from '../../helpers/shared.ts';
import { recipeImage, recipeWeights } from '../recipe.ts';
import { largestDifference, type Numbers, numbers, Session } from '../run.ts';

const config = PRESETS['facexformer-released'];
const BATCH = 2;
const SIDE = 56;

/** The network with everything that the reference figures look at as an output. */
function tappedGraph(form: Form): Graph {
  const g = new Builder();
  const p = new Scope(g, { compute: 'float32', storage: 'float32' });
  const network = faceXFormer(p, g.input('pixels', 'float32', ['batch', 3, config.size, config.size]), config, form);
  const parsing = config.tasks.find(({ task }) => task === 'parsing')!.head;
  if (parsing.kind !== 'masks') throw new Error('parsing is not read as masks');
  const tokens = network.tokens.get('parsing')!;
  const { hyper, upscaled } = masks(p.at('face_decoder'), parsing, { tokens, face: network.decoded.face, form });
  const taps: Record<string, Value> = {
    ...Object.fromEntries(network.answers),
    fused: network.fused,
    position: network.position,
    tokens: network.decoded.tokens,
    face: network.decoded.face,
    hyper,
    upscaled,
  };
  for (const [i, feature] of network.features.entries()) taps[`feature${i}`] = feature;
  for (const [i, layer] of network.decoded.layers.entries()) taps[`layer${i}`] = layer;
  return g.finish(taps);
}

/** Calls with every index below `shape`, row by row. */
function pick(shape: readonly number[], at: (...index: number[]) => number): Float32Array {
  const index = shape.map(() => 0);
  return Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => {
    const value = at(...index);
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
    return value;
  });
}

/** Element [b, channel, y, x] of tokens [batch, side², channels]. */
const ofTokens =
  ({ shape, data }: Numbers) =>
  (b: number, channel: number, y: number, x: number): number => {
    const [, count, channels] = shape as [number, number, number];
    return data[(b * count + y * Math.sqrt(count) + x) * channels + channel]!;
  };
const ofPicture =
  ({ shape, data }: Numbers) =>
  (b: number, channel: number, y: number, x: number): number => {
    const [, channels, height, width] = shape as [number, number, number, number];
    return data[((b * channels + channel) * height + y) * width + x]!;
  };

const TOLERANCES = { heads: 5e-5, masks: 1e-4, features: 5e-5 };

describeWithFixtures('the released network', (fixtures) => {
  const folder = path.join(fixtures, 'parity/seed1');
  const reference = (name: string): Float32Array => {
    const bytes = fs.readFileSync(path.join(folder, `${name}.f32`));
    return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  };
  let weights: Map<string, Tensor>;
  beforeAll(() => {
    weights = recipeWeights(parametersOf(config));
  });

  it('has the parameters of the released checkpoint', () => {
    const manifest: { tensors: { name: string; dtype: string; shape: number[] }[] } = JSON.parse(
      fs.readFileSync(path.join(fixtures, 'parity/state_dict_manifest.json'), 'utf8'),
    );
    const read = manifest.tensors.filter(
      // Index tables are computed, and nobody reads the encoder's last normalisation.
      ({ name }) => !name.endsWith('relative_position_index') && !name.startsWith('backbone.1.'),
    );
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(
      parametersOf(config)
        .map(({ name, dtype, shape }) => ({ name, dtype, shape }))
        .toSorted(byName),
    ).toEqual(read.map(({ name, dtype, shape }) => ({ name, dtype, shape })).toSorted(byName));
  });

  describe.each(['plain', 'folded'] as const)('%s', (form) => {
    let out: Record<string, Numbers>;
    beforeAll(async () => {
      const session = await Session.open(tappedGraph(form), weights);
      const shape = [BATCH, 3, config.size, config.size];
      out = await session.run({ pixels: numbers(shape, recipeImage(BATCH, config.size)) });
      await session.close();
    }, 120_000);
    afterAll(() => {
      out = {};
    });

    it.each([
      ['landmarks', 'landmarks'],
      ['pose', 'headpose'],
      ['attributes', 'attributes'],
      ['visibility', 'visibility'],
      ['age', 'age'],
      ['gender', 'gender'],
      ['race', 'race'],
    ])('answers %s as the reference', (task, file) =>
      expect(largestDifference(out[task]!.data, reference(file))).toBeLessThan(TOLERANCES.heads),
    );

    it.each([0, 1, 2, 3])('finds features of scale %i as the reference', (i) => {
      const feature = out[`feature${i}`]!;
      const step = 8 >> i;
      const channels = feature.shape[2]! / 16;
      const at = ofTokens(feature);
      const found = pick([BATCH, channels, 7, 7], (b, c, y, x) => at(b!, c! * 16, y! * step, x! * step));
      expect(largestDifference(found, reference(`backbone_feature${i}_sub`))).toBeLessThan(TOLERANCES.features);
      const side = SIDE >> i;
      const first = pick([64], (k) => at(0, Math.floor(k! / side ** 2), Math.floor(k! / side) % side, k! % side));
      expect(largestDifference(first, reference(`backbone_feature${i}_first64`))).toBeLessThan(TOLERANCES.features);
    });

    it('fuses them as the reference', () => {
      const at = ofTokens(out['fused']!);
      const found = pick([BATCH, 256, 8, 8], (b, c, y, x) => at(b!, c!, y! * 7, x! * 7));
      expect(largestDifference(found, reference('fused_stride7'))).toBeLessThan(TOLERANCES.features);
    });

    it('encodes positions as the reference', () => {
      const at = ofTokens(out['position']!);
      const found = pick([64, 8, 8], (c, y, x) => at(0, c! * 4, y! * 7, x! * 7));
      expect(largestDifference(found, reference('image_pe_stride7'))).toBeLessThan(TOLERANCES.features);
    });

    it.each([
      ['layer0', 'decoder_layer0_tokens'],
      ['layer1', 'decoder_layer1_tokens'],
      ['tokens', 'tokens_out'],
      ['hyper', 'hyper_in'],
    ])('has %s as the reference', (tap, file) =>
      expect(largestDifference(out[tap]!.data, reference(file))).toBeLessThan(TOLERANCES.features),
    );

    it('refines the face as the reference', () => {
      const at = ofTokens(out['face']!);
      const found = pick([BATCH, 4, 4, 256], (b, y, x, c) => at(b!, c!, y! * 14, x! * 14));
      expect(largestDifference(found, reference('keys_out_stride14'))).toBeLessThan(TOLERANCES.features);
    });

    it('enlarges the face as the reference', () => {
      const upscaled = out['upscaled']!;
      const squares = (b: number, c: number, y: number, x: number): number => {
        const square = (y >> 1) * 2 * SIDE + (x >> 1);
        return upscaled.data[(b * 16 * SIDE ** 2 + square * 4 + (y & 1) * 2 + (x & 1)) * 32 + c]!;
      };
      const at = form === 'plain' ? ofPicture(upscaled) : squares;
      const found = pick([BATCH, 32, 8, 8], (b, c, y, x) => at(b!, c!, y! + 96, x! + 80));
      expect(largestDifference(found, reference('upscaled_crop'))).toBeLessThan(TOLERANCES.features);
    });

    it('draws mask logits as the reference', () => {
      const at = ofPicture(out['parsing']!);
      const sparse = pick([BATCH, 11, 28, 28], (b, c, y, x) => at(b!, c!, y! * 8, x! * 8));
      expect(largestDifference(sparse, reference('seg_stride8'))).toBeLessThan(TOLERANCES.masks);
      const phase = pick([BATCH, 11, 28, 28], (b, c, y, x) => at(b!, c!, y! * 8 + 3, x! * 8 + 5));
      expect(largestDifference(phase, reference('seg_stride8_y3x5'))).toBeLessThan(TOLERANCES.masks);
      const crop = pick([BATCH, 11, 24, 24], (b, c, y, x) => at(b!, c!, y! + 96, x! + 80));
      expect(largestDifference(crop, reference('seg_crop'))).toBeLessThan(TOLERANCES.masks);
    });

    it('names the same class at every pixel where two are not a hair apart', () => {
      const at = ofPicture(out['parsing']!);
      const classes = fs.readFileSync(path.join(folder, 'seg_argmax.u8'));
      const wrong = [...classes].filter((expected, i) => {
        const [b, y, x] = [Math.floor(i / 224 ** 2), Math.floor(i / 224) % 224, i % 224];
        const best = Math.max(...Array.from({ length: 11 }, (_, c) => at(b, c, y, x)));
        return best - at(b, expected, y, x) > 1e-3;
      });
      expect(wrong).toHaveLength(0);
    });
  });
});
