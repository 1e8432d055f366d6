/** A step of training of the starter network: what it takes, what it gives, and whether its gradients are right. */
import { describe, expect, it } from 'vitest';
import { type FaceXFormerConfig, PRESETS } from '../../../models/facexformer/config.ts';
import { type TrainingOptions, trainingGraph } from '../../../models/programs.ts';
import { initialWeights } from '../../../models/training/initial.ts';
import { drawKeeps } from '../../../models/training/mode.ts';
import { uniform } from '../recipe.ts';
import { drawnFeeds, TrainingSession } from './step.ts';

const starter = PRESETS['facexformer-starter'];
const BATCH = 2;

const everything = {
  parsing: {},
  landmarks: { heatMaps: 0.25 },
  visibility: {},
  pose: {},
  attributes: {},
  age: { values: [4.5, 14.5, 24.5, 34.5, 44.5, 54.5, 64.5, 75] },
  gender: {},
  race: {},
  expression: {},
  identity: { classes: 5 },
} as const;

const small = { ...starter, size: 96 };
/** What is told in words and numbers is read from where landmarks lie, and does not move them: there, a loss has no slope. */
const { parsing, landmarks, pose, ...words } = everything;
const parts: [what: string, config: FaceXFormerConfig, options: Pick<TrainingOptions, 'losses' | 'trains'>][] = [
  ['all of it without descriptors', { ...small, detail: null }, { losses: everything, trains: () => true }],
  ['what draws masks and points', small, { losses: { parsing, landmarks, pose }, trains: () => true }],
  [
    'what describes landmarks',
    small,
    { losses: words, trains: (name) => /descriptors|prediction_head|centres/.test(name) },
  ],
];

describe('a step of training the starter network', () => {
  it.each(parts)(
    'agrees with small steps along its own gradient: %s',
    async (_, config, options) => {
      const program = trainingGraph(config, { batch: BATCH, from: 'pixels', ...options });
      const u = uniform('initial');
      let drawn = 0;
      const normal = (): number => Math.sqrt(3) * u(drawn++);
      const session = await TrainingSession.open(program, initialWeights(program.graph.parameters, normal));
      const weights = initialWeights(program.learnt, normal);
      const feeds = drawnFeeds(program);
      const out = await session.run(weights, feeds);
      const gradient = program.learnt.map(({ name }) => ({ name, data: out[`grad.${name}`]!.data }));
      const square = gradient.reduce((sum, { data }) => sum + data.reduce((own, g) => own + g * g, 0), 0);
      const length = Math.sqrt(square);
      const moved = async (by: number): Promise<number> => {
        const there = session.moved(weights, new Map(gradient.map(({ name, data }) => [name, data])), by / length);
        return (await session.run(there, feeds))['loss']!.data[0]!;
      };
      const slopeOver = async (step: number): Promise<number> =>
        ((await moved(step)) - (await moved(-step))) / (2 * step);
      // Two steps of different length: their mixture is exact for cubes.
      const slope = (4 * (await slopeOver(1e-3)) - (await slopeOver(2e-3))) / 3;
      await session.close();
      expect(Math.abs(slope / length - 1)).toBeLessThan(0.01);
    },
    60_000,
  );
});

const names = (values: readonly { name: string }[]): string[] => values.map(({ name }) => name);

describe('what a step of training takes and gives', () => {
  it('is nothing of the encoder where its features are kept', () => {
    const options = { batch: 2, trains: () => true, losses: { gender: {} } } as const;
    const { graph, feeds, learnt } = trainingGraph(PRESETS['facexformer-released'], { ...options, from: 'features' });
    expect(names(feeds)).toEqual(['fused', 'target.gender', 'weight.gender']);
    expect(learnt.every(({ name }) => name.startsWith('face_decoder.'))).toBe(true);
    // Buffers stay inside.
    expect(names(graph.parameters)).toEqual(['pe_layer.positional_encoding_gaussian_matrix']);
  });

  it('keeps what is not learnt inside', () => {
    const trains = (name: string): boolean => name.startsWith('face_decoder.gender_prediction_head.');
    const { graph, learnt } = trainingGraph(starter, { batch: 2, from: 'pixels', trains, losses: { gender: {} } });
    // Its three layers, and the map from what landmarks look like.
    expect(learnt).toHaveLength(8);
    expect(graph.outputs.map(({ name }) => name)).toEqual([
      'loss',
      'loss.gender',
      ...learnt.map(({ name }) => `grad.${name}`),
    ]);
    expect(graph.parameters.some(({ name }) => name.startsWith('backbone.'))).toBe(true);
    // No gradient goes further than what is learnt.
    expect(graph.nodes.some(({ op }) => op === 'ConvTranspose')).toBe(false);
  });

  it('gives no loss where no face has a label', async () => {
    const options = { batch: 2, from: 'features', trains: () => true, losses: everything } as const;
    const blank = trainingGraph(starter, options);
    const open = await TrainingSession.open(blank);
    const weights = initialWeights(blank.learnt, () => 0.5);
    const fed = drawnFeeds(blank);
    for (const { name, shape } of blank.feeds)
      if (name.startsWith('weight.')) fed[name] = new Float32Array(shape.reduce((a, b) => a * b));
    const out = await open.run(weights, fed);
    await open.close();
    for (const { data } of Object.values(out)) expect(data.every((value) => value === 0)).toBe(true);
  });

  it('refuses a task that a network does not know, and a step that teaches nothing', () => {
    const options = { batch: 2, from: 'features', trains: () => true } as const;
    const released = PRESETS['facexformer-released'];
    expect(() => trainingGraph(released, { ...options, losses: { expression: {} } })).toThrow('expression');
    expect(() => trainingGraph(released, { ...options, losses: {} })).toThrow('at least one task');
    expect(() =>
      trainingGraph(released, {
        ...options,
        trains: () => false,
        losses: { age: { values: [1, 2, 3, 4, 5, 6, 7, 8] } },
      }),
    ).toThrow('no parameter');
  });
});

describe('training with chance', () => {
  const options = { batch: 2, from: 'pixels', losses: { gender: {} }, trains: () => true } as const;

  it('asks which faces see which residual branch, later ones less often', () => {
    const { feeds } = trainingGraph(starter, { ...options, stochasticDepth: 0.2 });
    const keeps = feeds.flatMap(({ name, keep }) => (name.startsWith('keep.') ? [keep] : []));
    expect(keeps[0]).toBe(1);
    expect(keeps.at(-1)).toBeCloseTo(0.8);
    expect(keeps).toEqual(keeps.toSorted((a, b) => b! - a!));
  });

  it('does not leave out branches of an encoder that stays as it is', () => {
    const trains = (name: string): boolean => !name.startsWith('backbone.');
    const { feeds } = trainingGraph(starter, { ...options, trains, stochasticDepth: 0.2 });
    expect(names(feeds).filter((name) => name.startsWith('keep.'))).toEqual([]);
  });

  it('draws branches so that their mean stays', () => {
    const feed = { name: 'keep.x', dtype: 'float32', shape: [4], about: '', keep: 0.8 } as const;
    const draws = [0.1, 0.79, 0.81, 0.5];
    expect([...drawKeeps(feed, () => draws.shift()!)]).toEqual([1.25, 1.25, 0, 1.25]);
  });

  it('follows the statistics of batches where the normalisation is learnt', () => {
    const mobile = PRESETS['facexformer-ten-mobilenet'];
    const by = trainingGraph(mobile, { ...options, batchStatistics: true });
    expect(by.running.length).toBeGreaterThan(50);
    expect(by.graph.nodes.some(({ op }) => op === 'BatchNormalization')).toBe(false);
    const without = trainingGraph(mobile, options);
    expect(without.running).toEqual([]);
    expect(without.graph.nodes.some(({ op }) => op === 'BatchNormalization')).toBe(true);
  });
});
