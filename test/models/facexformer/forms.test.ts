/** Each part that is written in two forms gives the same numbers in both, on a small scale. */
import { describe, expect, it } from 'vitest';
import { absorbedFaceToTasks, absorbedTasksToFace } from '../../../models/facexformer/absorbed.ts';
import { swin } from '../../../models/facexformer/backbones/swin.ts';
import { fuse } from '../../../models/facexformer/fusion.ts';
import { masks } from '../../../models/facexformer/masks.ts';
import { Builder } from '../../../models/graph/builder.ts';
import type { Value } from '../../../models/graph/graph.ts';
import { attention } from '../../../models/nn/attention.ts';
import { Scope } from '../../../models/nn/scope.ts';
import { recipeTensor, uniform } from '../recipe.ts';
import { largestDifference, type Numbers, numbers, Session } from '../run.ts';

const random = (...shape: number[]): Numbers =>
  numbers(
    shape,
    Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => uniform(`input ${shape}`)(i)),
  );

async function furthest(
  inputs: readonly Numbers[],
  one: (p: Scope, ...inputs: Value[]) => readonly Value[],
  other: (p: Scope, ...inputs: Value[]) => readonly Value[],
): Promise<number> {
  const g = new Builder();
  const p = new Scope(g, { compute: 'float32', storage: 'float32' });
  const values = inputs.map(({ shape }, i) => g.input(`x${i}`, 'float32', ['batch', ...shape.slice(1)]));
  const pairs = { a: one(p, ...values), b: other(p, ...values) };
  const outputs = Object.entries(pairs).flatMap(([form, all]) =>
    all.map((value, i) => [`${form}${i}`, value] as const),
  );
  const graph = g.finish(Object.fromEntries(outputs));
  const weights = graph.parameters.map(({ name, shape }) => {
    return [name, recipeTensor(name, shape as readonly number[])] as const;
  });
  const session = await Session.open(graph, new Map(weights));
  const found = await session.run(Object.fromEntries(inputs.map((input, i) => [`x${i}`, input])));
  await session.close();
  return Math.max(...pairs.a.map((_, i) => largestDifference(found[`a${i}`]!.data, found[`b${i}`]!.data)));
}

const NEAR = 1e-5;

describe('plain and folded agree on', () => {
  const options = { heads: 2, inner: 8 };

  it('attention of the tasks to the face', async () => {
    const distance = await furthest(
      [random(2, 3, 16), random(2, 9, 16), numbers([2, 9, 16], random(2, 144).data)],
      (p, queries, keys, values) => [attention(p, { queries, keys: keys!, values: values! }, options)],
      (p, queries, keys, values) => [absorbedTasksToFace(p, { queries, keys: keys!, values: values! }, options)],
    );
    expect(distance).toBeLessThan(NEAR);
  });

  it('attention of the face to the tasks', async () => {
    const distance = await furthest(
      [random(2, 9, 16), random(2, 3, 16), numbers([2, 3, 16], random(2, 48).data)],
      (p, queries, keys, values) => [attention(p, { queries, keys: keys!, values: values! }, options)],
      (p, queries, keys, values) => [absorbedFaceToTasks(p, { queries, keys: keys!, values: values! }, options)],
    );
    expect(distance).toBeLessThan(NEAR);
  });

  it('fusion', async () => {
    const distance = await furthest(
      [random(2, 64, 4), random(2, 16, 6), random(2, 4, 8)],
      (p, ...features) => [fuse(p, features, 5, 'plain')],
      (p, ...features) => [fuse(p, features, 5, 'folded')],
    );
    expect(distance).toBeLessThan(NEAR);
  });

  it('masks', async () => {
    const head = { kind: 'masks', hypernetwork: 'hyper', upscaling: 'up' } as const;
    const distance = await furthest(
      [random(2, 3, 16), random(2, 9, 16)],
      (p, tokens, face) => [masks(p, head, { tokens, face: face!, form: 'plain' }).logits],
      (p, tokens, face) => [masks(p, head, { tokens, face: face!, form: 'folded' }).logits],
    );
    expect(distance).toBeLessThan(NEAR);
  });

  it('shifted windows and the scales after them', async () => {
    const encoder = swin({ patch: 2, embed: 8, depths: [2, 2, 1], heads: [2, 2, 4], window: 3, mlpRatio: 2 });
    const distance = await furthest(
      [random(2, 3, 24, 24)],
      (p, pixels) => encoder(p, pixels, 'plain'),
      (p, pixels) => encoder(p, pixels, 'folded'),
    );
    expect(distance).toBeLessThan(NEAR);
  });
});
