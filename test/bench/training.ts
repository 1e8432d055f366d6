/**
 * A step of training, losses and gradients: the released decoder on kept features, the whole starter network, and on
 * request the whole released one. The reference is PyTorch on the same numbers and threads where LINEAMENT_TORCH_PYTHON
 * names one, else the same network's losses without gradients.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PRESETS, type PresetName } from '../../models/facexformer/config.ts';
import { type TrainingOptions, type TrainingProgram, trainingGraph } from '../../models/programs.ts';
import { hasTorch } from '../helpers/torch.ts';
import { torchTimes, writeStep } from '../helpers/torch-step.ts';
import { recipeWeights } from '../models/recipe.ts';
import { drawnFeeds, RELEASED_LOSSES, TrainingSession } from '../models/training/step.ts';
import { type Bench, type Measurement, measurement, median } from './bench.ts';

const RUNS = 7;
const THREADS = os.availableParallelism();

const STARTER_LOSSES: TrainingOptions['losses'] = {
  ...RELEASED_LOSSES,
  landmarks: { kind: 'smooth-l1', heatMaps: 0.25 },
  expression: {},
  identity: { classes: 100 },
};

interface Step {
  readonly name: string;
  readonly preset: PresetName;
  readonly batch: number;
  readonly from: 'pixels' | 'features';
  readonly losses: TrainingOptions['losses'];
}

const STEPS: readonly Step[] = [
  ...[1, 4, 8].map(
    (batch): Step => ({
      name: `decoder, ${batch} at once`,
      preset: 'facexformer-released',
      batch,
      from: 'features',
      losses: RELEASED_LOSSES,
    }),
  ),
  ...[8, 32].map(
    (batch): Step => ({
      name: `starter, ${batch} at once`,
      preset: 'facexformer-starter',
      batch,
      from: 'pixels',
      losses: STARTER_LOSSES,
    }),
  ),
  ...(process.env['LINEAMENT_BENCH_FULL']
    ? [
        {
          name: 'whole released network, 1 at once',
          preset: 'facexformer-released',
          batch: 1,
          from: 'pixels',
          losses: RELEASED_LOSSES,
        } as const,
      ]
    : []),
];

/** Seconds of the median run, after one that warms up. */
async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i <= RUNS; i++) {
    const start = performance.now();
    await run();
    if (i > 0) times.push((performance.now() - start) / 1e3);
  }
  return median(times);
}

/** The same program without gradients: what a step costs to look at faces alone. */
const lossesAlone = (program: TrainingProgram): TrainingProgram => ({
  ...program,
  graph: { ...program.graph, outputs: program.graph.outputs.filter(({ name }) => !name.startsWith('grad.')) },
});

async function measureStep({ name, preset, batch, from, losses }: Step): Promise<Measurement[]> {
  const program = trainingGraph(PRESETS[preset], { batch, from, losses, trains: () => true });
  const weights = recipeWeights([...program.learnt, ...program.graph.parameters]);
  const feeds = drawnFeeds(program);
  const session = await TrainingSession.open(program, undefined, THREADS);
  const step = await secondsOf(() => session.run(weights, feeds));
  await session.close();
  const reference = await referenceOf(program, preset, weights, feeds);
  const note = `${(batch / step).toFixed(1)} faces a second, ${THREADS} threads, load ${os.loadavg()[0]!.toFixed(1)}`;
  return [measurement(`${name}: losses and gradients`, step, 's', reference, note)];
}

async function referenceOf(
  program: TrainingProgram,
  preset: PresetName,
  weights: ReturnType<typeof recipeWeights>,
  feeds: ReturnType<typeof drawnFeeds>,
): Promise<Measurement['reference']> {
  if (preset === 'facexformer-released' && hasTorch()) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lineament-bench-'));
    try {
      writeStep(folder, program, weights, feeds);
      const times = torchTimes(folder, THREADS, RUNS);
      return { what: `PyTorch ${times.torch}`, value: median(times.step) };
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  }
  const alone = await TrainingSession.open(lossesAlone(program), undefined, THREADS);
  const value = await secondsOf(() => alone.run(weights, feeds));
  await alone.close();
  return { what: 'losses alone', value };
}

export const bench: Bench = {
  name: 'training',
  about: 'a step of training, on kept features and from pixels',
  run: async () => {
    const results: Measurement[] = [];
    for (const step of STEPS) results.push(...(await measureStep(step)));
    return results;
  },
};
