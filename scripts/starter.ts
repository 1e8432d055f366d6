/**
 * Grows the networks that the app brings along, from renders alone: `npm run starter -- network|detector`. Can be ended at
 * any point and goes on from its checkpoint when it is asked again; a result is written at the end of every run.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { withWeights } from '../electron/inference/weights-source.ts';
import { detectorTraining } from '../models/detector/programs.ts';
import { PRESETS } from '../models/facexformer/config.ts';
import type { Tensor } from '../models/graph/tensor.ts';
import { trainingGraph } from '../models/programs.ts';
import { calibrate } from './starter/calibrate.ts';
import { evaluateDetector, evaluateNetwork } from './starter/evaluate.ts';
import { type HeldOutScene, heldOutFaces, heldOutScenes } from './starter/held-out.ts';
import { grow } from './starter/loop.ts';
import { DETECTOR, NETWORK } from './starter/recipes.ts';
import { openSupply } from './starter/supply.ts';
import { publishStarter, writeStarter } from './starter/weights.ts';
import { root } from './steps.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string' },
    minutes: { type: 'string', default: '480' },
    steps: { type: 'string' },
    threads: { type: 'string', default: '1' },
    begin: { type: 'string' },
    publish: { type: 'boolean', default: false },
  },
});
const [what = ''] = positionals;
if (what !== 'network' && what !== 'detector') {
  console.error(
    'npm run starter -- network|detector [--folder DIR] [--minutes N] [--steps N] [--threads N] [--begin FILE] [--publish]',
  );
  process.exit(2);
}
const folder = path.resolve(values.folder ?? path.join(root, 'out', 'starter', what));
const end = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end.abort());

const begin = values.begin
  ? withWeights(
      values.begin,
      values.begin,
      ({ tensors }) => new Map([...tensors].map(([name, entry]): [string, Tensor] => [name, entry.read()])),
    )
  : null;
const common = { folder, begin, until: { minutes: Number(values.minutes) }, signal: end.signal };
const changed = { ...(values.steps && { steps: Number(values.steps) }) };
/** Scenes that decide what a detector's score stands for. */
const CALIBRATION = 48;
/** Renders of a training that goes on are new ones. */
const fresh = Math.floor(Date.now() / 1000) % 1_000_000;

async function growNetwork(): Promise<ReadonlyMap<string, Tensor>> {
  const config = PRESETS['facexformer-starter'];
  const course = { ...NETWORK.course, ...changed };
  const trains = (name: string): boolean => !name.endsWith('gaussian_matrix');
  const program = trainingGraph(config, { batch: course.batch, from: 'pixels', trains, losses: NETWORK.losses });
  const supply = openSupply({
    ...NETWORK.supply,
    threads: Number(values.threads),
    what: 'faces',
    batch: course.batch,
    side: NETWORK.side,
    feeds: program.feeds,
    seed: course.seed + fresh,
    firstSeed: NETWORK.supply.firstSeed + 64 * fresh,
  });
  const faces = heldOutFaces(64, 2, NETWORK.side);
  const evaluate = async (weights: ReadonlyMap<string, Tensor>) => {
    const { tasks, medianNme } = await evaluateNetwork(weights, faces, 20);
    const first = Object.entries(tasks).map(([task, figures]) => [task, Number(figures[0]!.value?.toFixed(2))]);
    return { medianNme: Number(medianNme.toFixed(2)), ...Object.fromEntries(first) };
  };
  return grow({ ...common, program, course, next: () => supply.next(), evaluate });
}

async function growDetector(): Promise<ReadonlyMap<string, Tensor>> {
  const course = { ...DETECTOR.course, ...changed };
  const program = detectorTraining({ batch: course.batch, size: DETECTOR.side, boxWeight: DETECTOR.boxWeight });
  const supply = openSupply({
    ...DETECTOR.supply,
    threads: Number(values.threads),
    what: 'scenes',
    batch: course.batch,
    side: DETECTOR.side,
    feeds: program.feeds,
    seed: course.seed + fresh,
    firstSeed: DETECTOR.supply.firstSeed + 64 * fresh,
  });
  // Drawn when they are first needed: a training that goes on is soon under way.
  let scenes: readonly HeldOutScene[] | null = null;
  const evaluate = (weights: ReadonlyMap<string, Tensor>) => {
    scenes ??= heldOutScenes(24, { width: 640, height: 480 });
    return evaluateDetector(weights, scenes, { score: 0.6, smallest: 24 });
  };
  return grow({ ...common, program, course, next: () => supply.next(), evaluate });
}

/** A detector's score is given its meaning at the end, on scenes that judge nothing else. */
async function calibrated(weights: ReadonlyMap<string, Tensor>): Promise<ReadonlyMap<string, Tensor>> {
  const found = await calibrate(weights, heldOutScenes(CALIBRATION, { width: 640, height: 480 }, 1000));
  console.error(`Logits of scores are moved by ${found.shift.toFixed(2)}.`);
  return found.weights;
}

const weights = await (what === 'network' ? growNetwork() : growDetector().then(calibrated));
const file = values.publish
  ? publishStarter(what, weights, path.join(root, 'resources', 'models'))
  : writeStarter(what, weights, folder);
console.error(`Wrote ${file}.`);
process.exit(0);
