/**
 * Grows the networks that the app brings along, from renders alone: `npm run starter -- network|pairs|detector`, where
 * `pairs` fits the embedding of a network that is grown. Can be ended at any point and goes on from its checkpoint when it
 * is asked again; a result is written at the end of every run. The same command in an empty folder makes the same weights.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { withWeights } from '../electron/inference/weights-source.ts';
import type { Tensor } from '../models/graph/tensor.ts';
import { calibrate, withSecondLook } from './starter/calibrate.ts';
import { GROWING } from './starter/growing.ts';
import { heldOutScenes } from './starter/held-out.ts';
import { grow } from './starter/loop.ts';
import { pairsOf } from './starter/pairs.ts';
import { publishStarter, STARTER_FILES, writeStarter } from './starter/weights.ts';
import { root } from './steps.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string' },
    minutes: { type: 'string', default: '480' },
    steps: { type: 'string' },
    rate: { type: 'string' },
    updates: { type: 'string' },
    threads: { type: 'string', default: '1' },
    begin: { type: 'string' },
    publish: { type: 'boolean', default: false },
  },
});
const [what = ''] = positionals;
if (what !== 'network' && what !== 'pairs' && what !== 'detector') {
  console.error(
    'npm run starter -- network|pairs|detector [--folder DIR] [--minutes N] [--updates N] [--steps N] [--rate N] [--threads N] [--begin FILE] [--publish]',
  );
  process.exit(2);
}
const folder = path.resolve(values.folder ?? path.join(root, 'out', 'starter', what));
const end = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end.abort());

const weightsIn = (file: string): Map<string, Tensor> =>
  withWeights(
    file,
    file,
    ({ tensors }) => new Map([...tensors].map(([name, entry]): [string, Tensor] => [name, entry.read()])),
  );
const begin = values.begin ? weightsIn(values.begin) : null;
const brought = path.join(root, 'resources', 'models');
const wish = {
  course: { ...(values.steps && { steps: Number(values.steps) }), ...(values.rate && { rate: Number(values.rate) }) },
  supply: { threads: Number(values.threads) },
};
const until = { minutes: Number(values.minutes), ...(values.updates && { updates: Number(values.updates) }) };

/** Scenes that decide what a detector's score stands for. */
const CALIBRATION = 48;

/**
 * A detector takes the brought network's points along for its second look; its scores are given their meaning at the end,
 * on scenes that judge nothing else.
 */
async function calibrated(weights: ReadonlyMap<string, Tensor>): Promise<ReadonlyMap<string, Tensor>> {
  const twice = withSecondLook(weights, weightsIn(path.join(brought, STARTER_FILES.network)));
  const found = await calibrate(twice, heldOutScenes(CALIBRATION, { width: 640, height: 480 }, 1000));
  console.error(`Logits of first scores are moved by ${found.shift.toFixed(2)}.`);
  return found.weights;
}

/** The network with its embedding fitted to pairs; it begins with the one that is brought along. */
async function fitted(): Promise<ReadonlyMap<string, Tensor>> {
  const pairs = pairsOf(begin ?? weightsIn(path.join(brought, STARTER_FILES.network)), wish.course);
  return pairs.into(await grow({ ...pairs.grown, begin: pairs.begin, folder, until, signal: end.signal }));
}

async function grownOf(kind: keyof typeof GROWING): Promise<ReadonlyMap<string, Tensor>> {
  const trained = await grow({ ...GROWING[kind](wish), folder, begin, until, signal: end.signal });
  return kind === 'detector' ? calibrated(trained) : trained;
}

const weights = what === 'pairs' ? await fitted() : await grownOf(what);
const kind = what === 'detector' ? 'detector' : 'network';
const file = values.publish ? publishStarter(kind, weights, brought) : writeStarter(kind, weights, folder);
console.error(`Wrote ${file}.`);
process.exit(0);
