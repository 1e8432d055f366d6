import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BACKBONE_NAMES } from '../../models/facexformer/backbones/table.ts';
import { type FaceXFormerConfig, PRESETS, TASKS, type Task } from '../../models/facexformer/config.ts';
import { castTensor } from '../../models/graph/float16.ts';
import type { Graph } from '../../models/graph/graph.ts';
import type { Tensor } from '../../models/graph/tensor.ts';
import {
  bytesProbe,
  hasLinearMaps,
  type InferenceOptions,
  inferenceGraph,
  PROBE_SUM,
  parametersOf,
} from '../../models/programs.ts';
import { recipeImage, recipeWeights } from './recipe.ts';
import { largestDifference, type Numbers, numbers, Session } from './run.ts';

const starter = PRESETS['facexformer-starter'];

const faces = (config: FaceXFormerConfig, batch: number): Numbers =>
  numbers([batch, 3, config.size, config.size], recipeImage(batch, config.size));

async function runOnce(graph: Graph, weights: ReadonlyMap<string, Tensor>, pixels: Numbers) {
  const session = await Session.open(graph, weights);
  const answers = await session.run({ pixels });
  await session.close();
  return answers;
}

const shapes = (answers: Record<string, Numbers>) =>
  Object.fromEntries(Object.entries(answers).map(([task, { shape }]) => [task, shape]));

const areFinite = (answers: Record<string, Numbers>): boolean =>
  Object.values(answers).every(({ data }) => data.every(Number.isFinite));

describe('the ten-task networks', () => {
  const ten = PRESETS['facexformer-ten'];

  it('ask with 95 tokens', () => expect(ten.tasks.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(95));

  it('know every task', () => expect(ten.tasks.map(({ task }) => task).toSorted()).toEqual(TASKS.toSorted()));

  it.each(BACKBONE_NAMES)('are a graph on %s', (backbone) =>
    expect(inferenceGraph({ ...ten, backbone }).outputs).toHaveLength(10),
  );

  it.each(BACKBONE_NAMES)('on %s can be computed in bytes where that encoder has linear maps', (backbone) => {
    const config = { ...ten, backbone };
    if (hasLinearMaps(config))
      expect(inferenceGraph(config, { encoder: 'int8' }).nodes.some(({ op }) => op === 'MatMulInteger')).toBe(true);
    else expect(() => inferenceGraph(config, { encoder: 'int8' })).toThrow('has no linear maps');
  });

  it.each(['swin-b', 'mobilenet', 'starter'] as const)('run on %s', async (backbone) => {
    const config = { ...ten, backbone };
    const graph = inferenceGraph(config);
    const answers = await runOnce(graph, recipeWeights(graph.parameters), faces(config, 1));
    expect(shapes(answers)).toEqual({
      parsing: [1, 11, 224, 224],
      landmarks: [1, 136],
      visibility: [1, 29],
      pose: [1, 3, 3],
      attributes: [1, 40],
      age: [1, 8],
      gender: [1, 2],
      race: [1, 5],
      expression: [1, 8],
      identity: [1, 512],
    });
    expect(areFinite(answers)).toBe(true);
  });
});

describe('one network in several ways', () => {
  const weights = recipeWeights(parametersOf(starter));
  let whole: Record<string, Numbers>;
  const run = (options: InferenceOptions, batch = 2) => {
    const graph = inferenceGraph(starter, options);
    const kept = graph.parameters.map(({ name, dtype }) => {
      return [name, castTensor(weights.get(name)!, dtype as 'float32' | 'float16')] as const;
    });
    return runOnce(graph, new Map(kept), faces(starter, batch));
  };
  const furthest = (answers: Record<string, Numbers>): number =>
    Math.max(...Object.entries(answers).map(([task, { data }]) => largestDifference(data, whole[task]!.data)));

  beforeAll(async () => {
    whole = await run({});
  });
  afterAll(() => {
    whole = {};
  });

  it('answers the same when written step by step', async () =>
    expect(furthest(await run({ optimised: false }))).toBeLessThan(1e-4));

  it('answers the same for a fixed batch', async () => expect(furthest(await run({ batch: 2 }))).toBeLessThan(1e-4));

  it('answers the same for a face alone', async () => {
    const alone = await run({}, 1);
    for (const [task, { data }] of Object.entries(alone))
      expect(largestDifference(data, whole[task]!.data.subarray(0, data.length))).toBeLessThan(1e-4);
  });

  it('answers a query as it answers everything', async () => {
    const some = await run({ tasks: ['age', 'landmarks'] });
    expect(Object.keys(some)).toEqual(['age', 'landmarks']);
    expect(furthest(some)).toBeLessThan(1e-4);
  });

  it('answers nearly the same with weights of half the size', async () =>
    expect(furthest(await run({ storage: 'float16' }))).toBeLessThan(0.1));

  it('answers nearly the same in half precision', async () =>
    expect(furthest(await run({ dtype: 'float16' }))).toBeLessThan(0.2));

  it('takes and gives single precision even then', () => {
    const graph = inferenceGraph(starter, { dtype: 'float16' });
    expect(new Set([...graph.inputs, ...graph.outputs].map(({ dtype }) => dtype))).toEqual(new Set(['float32']));
  });

  it('gives rotations for poses', () => {
    const { data } = whole['pose']!;
    const row = (i: number) => [...data.subarray(3 * i, 3 * i + 3)] as [number, number, number];
    const [a, b, c] = [row(0), row(1), row(2)];
    const dot = (u: number[], v: number[]) => u.reduce((sum, value, i) => sum + value * v[i]!, 0);
    const cross = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
    expect(dot(a, a)).toBeCloseTo(1, 4);
    expect(dot(a, b)).toBeCloseTo(0, 4);
    expect(dot(cross, c)).toBeCloseTo(1, 4);
  });

  it('gives landmarks inside the picture', () =>
    expect(whole['landmarks']!.data.every((value) => Math.abs(value) < 1)).toBe(true));

  it('gives identities of length one', () => {
    const first = whole['identity']!.data.subarray(0, 512);
    expect(Math.hypot(...first)).toBeCloseTo(1, 4);
  });
});

describe('an encoder in bytes', () => {
  const onLinearMaps = { ...starter, backbone: 'convnext-b' } as const;
  const weights = recipeWeights(parametersOf(onLinearMaps));
  let whole: Record<string, Numbers>;
  const run = (options: InferenceOptions) => {
    const graph = inferenceGraph(onLinearMaps, options);
    const kept = graph.parameters.map(({ name, dtype }) => {
      return [name, castTensor(weights.get(name)!, dtype as 'float32' | 'float16')] as const;
    });
    return runOnce(graph, new Map(kept), faces(onLinearMaps, 2));
  };
  const furthest = (answers: Record<string, Numbers>): number =>
    Math.max(...Object.entries(answers).map(([task, { data }]) => largestDifference(data, whole[task]!.data)));

  beforeAll(async () => {
    whole = await run({});
  });
  afterAll(() => {
    whole = {};
    weights.clear();
  });

  it('answers nearly the same with an encoder in bytes', async () =>
    expect(furthest(await run({ encoder: 'int7' }))).toBeLessThan(0.5));

  it('answers the same step by step with an encoder in bytes', async () => {
    const [folded, plain] = [await run({ encoder: 'int7' }), await run({ encoder: 'int7', optimised: false })];
    for (const [task, { data }] of Object.entries(plain))
      expect(largestDifference(data, folded[task]!.data)).toBeLessThan(0.1);
  });

  it('keeps weights of half the size for an encoder in bytes', async () =>
    expect(furthest(await run({ encoder: 'int7', storage: 'float16' }))).toBeLessThan(0.5));

  it('multiplies only the encoder in bytes', () => {
    const { nodes } = inferenceGraph(onLinearMaps, { encoder: 'int8' });
    expect(nodes.filter(({ op }) => op === 'MatMulInteger')).toHaveLength(72);
  });

  it('refuses bytes beside half precision', () =>
    expect(() => inferenceGraph(onLinearMaps, { encoder: 'int8', dtype: 'float16' })).toThrow(
      'needs single precision',
    ));

  it('refuses bytes for an encoder of convolutions alone', () =>
    expect(() => inferenceGraph({ ...starter, backbone: 'mobilenet' }, { encoder: 'int8' })).toThrow(
      'the encoder mobilenet has no linear maps to multiply in int8',
    ));
});

describe('a query', () => {
  const parameters = (tasks: readonly Task[]) => inferenceGraph(starter, { tasks }).parameters.map(({ name }) => name);

  it('without masks does not enlarge the face', () =>
    expect(parameters(['age', 'pose']).filter((name) => name.includes('upscaling'))).toEqual([]));

  it('reads only the heads that it needs', () =>
    expect(
      new Set(
        parameters(['age'])
          .filter((name) => name.includes('_head'))
          .map((name) => name.split('.')[1]),
      ),
    ).toEqual(new Set(['age_prediction_head'])));

  it('still lets every token take part', () =>
    expect(parameters(['age']).filter((name) => name.endsWith('_token.weight'))).toHaveLength(9));

  it('for nothing is refused', () =>
    expect(() => inferenceGraph(starter, { tasks: [] })).toThrow('a query names at least one task'));

  it('refuses a task that the network does not know', () =>
    expect(() => inferenceGraph(PRESETS['facexformer-released'], { tasks: ['expression'] })).toThrow(
      'facexformer-released does not know the task expression',
    ));
});

describe('the probe of products in bytes', () => {
  it('tells exact sums from ones that are cut off', async () => {
    const session = await Session.open(bytesProbe());
    const { y } = await session.run({ x: numbers([4, PROBE_SUM], Array(4 * PROBE_SUM).fill(1)) });
    await session.close();
    const sums = new Set(y!.data);
    expect(sums.size).toBe(1);
    expect(sums.has(PROBE_SUM) || y!.data[0]! < 0.6 * PROBE_SUM).toBe(true);
  });
});
