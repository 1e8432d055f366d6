/**
 * A process of its own that makes steps of training as the app makes them: a step for each line that it reads, with
 * gradients («step») or losses alone («losses»). It answers each with its seconds, and at the end with its most memory.
 */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { cpuThreads } from '../../../electron/runtime/provider.ts';
import { seededRandom } from '../../../electron/shared/domain/random.ts';
import type { Arrays } from '../../../electron/training/checkpoint.ts';
import { openStepper } from '../../../electron/training/stepper.ts';
import type { FaceFeeds } from '../../../electron/training/targets.ts';
import { PRESETS } from '../../../models/facexformer/config.ts';
import { elementCount, type Tensor } from '../../../models/graph/tensor.ts';
import type { StepTensor } from '../../helpers/torch-step.ts';
import { forgetPeak, peakMemory } from './peak.ts';
import { STEPS } from './steps.ts';

const [folder = '', name = ''] = process.argv.slice(2);
const { preset, batch, from, losses } = STEPS.find((step) => step.name === name)!;

const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as StepTensor[];
const file = openSync(path.join(folder, 'tensors.bin'), 'r');
const tensors = new Map(
  manifest.map(({ name: key, dtype, shape, offset }): [string, Tensor] => {
    const bytes = new Uint8Array(4 * elementCount(shape));
    readSync(file, bytes, 0, bytes.length, offset);
    return [key, { dtype, shape, bytes }];
  }),
);
closeSync(file);

forgetPeak();
const stepper = await openStepper(PRESETS[preset], tensors, {
  from,
  trains: () => true,
  losses,
  together: batch,
  people: losses.identity && 'classes' in losses.identity ? losses.identity.classes : 0,
  stochasticDepth: 0,
  batchStatistics: false,
  provider: 'cpu',
  threads: cpuThreads(),
});
const { program } = stepper;
const arrayOf = (key: string): Float32Array => new Float32Array(tensors.get(key)!.bytes.buffer as ArrayBuffer);
const learnt: Arrays = new Map(program.learnt.map((each) => [each.name, arrayOf(each.name)]));
/** What each face is fed: its part of what the whole batch is. */
const faces = Array.from(
  { length: batch },
  (_, i): FaceFeeds =>
    Object.fromEntries(
      program.feeds.map(({ name: key, dtype, shape }) => {
        const { buffer } = tensors.get(key)!.bytes;
        const all = dtype === 'int32' ? new Int32Array(buffer) : new Float32Array(buffer);
        const each = elementCount(shape) / batch;
        return [key, all.subarray(i * each, (i + 1) * each)];
      }),
    ),
);

for await (const line of createInterface({ input: process.stdin })) {
  const start = performance.now();
  const work = line === 'losses' ? stepper.judge : stepper.differentiate;
  const { total } = await work(faces, learnt, seededRandom(1));
  if (!Number.isFinite(total)) throw new Error(`the loss is ${total}`);
  console.log((performance.now() - start) / 1e3);
}
console.log(peakMemory());
await stepper.close();
