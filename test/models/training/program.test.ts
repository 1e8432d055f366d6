/** A step of training of the starter network: what it takes, what it gives, and whether its gradients are right. */
import { beforeAll, describe, expect, it } from 'vitest';
import { PRESETS } from '../../../models/facexformer/config.ts';
import { type TrainingProgram, trainingGraph } from '../../../models/programs.ts';
import { initialWeights } from '../../../models/training/initial.ts';
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

describe('a step of training the starter network', () => {
  let program: TrainingProgram;
  let session: TrainingSession;
  beforeAll(async () => {
    program = trainingGraph(starter, { batch: BATCH, from: 'pixels', trains: () => true, losses: everything });
    session = await TrainingSession.open(program);
  }, 60_000);

  it('agrees with small steps along its own gradient', async () => {
    const u = uniform('initial');
    let drawn = 0;
    const weights = initialWeights(program.learnt, () => Math.sqrt(3) * u(drawn++));
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
    expect(Math.abs(slope / length - 1)).toBeLessThan(0.01);
  }, 60_000);
});
