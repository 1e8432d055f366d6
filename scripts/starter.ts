/**
 * Grows the networks that the app brings along, from renders alone: `npm run starter -- network|detector`. Can be ended at
 * any point and goes on from its checkpoint when it is asked again; a result is written at the end of every run. The same
 * command in an empty folder makes the same weights.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { withWeights } from '../electron/inference/weights-source.ts';
import type { Tensor } from '../models/graph/tensor.ts';
import { calibrate, withSecondLook } from './starter/calibrate.ts';
import { GROWING } from './starter/growing.ts';
import { heldOutScenes } from './starter/held-out.ts';
import { grow } from './starter/loop.ts';
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
if (what !== 'network' && what !== 'detector') {
  console.error(
    'npm run starter -- network|detector [--folder DIR] [--minutes N] [--updates N] [--steps N] [--rate N] [--threads N] [--begin FILE] [--publish]',
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
const grown = GROWING[what]({
  course: { ...(values.steps && { steps: Number(values.steps) }), ...(values.rate && { rate: Number(values.rate) }) },
  supply: { threads: Number(values.threads) },
});
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

const trained = await grow({ ...grown, folder, begin, until, signal: end.signal });
const weights = what === 'detector' ? await calibrated(trained) : trained;
const file = values.publish ? publishStarter(what, weights, brought) : writeStarter(what, weights, folder);
console.error(`Wrote ${file}.`);
process.exit(0);
