/**
 * A step of training, losses and gradients, as the app makes it: the released decoder on kept features, the whole released
 * network, the starter. The reference is PyTorch on the same numbers and threads where LINEAMENT_TORCH_PYTHON names one,
 * else the same network's losses without gradients. Both take turns, so that other work on the machine weighs on both.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cpuThreads } from '../../electron/runtime/provider.ts';
import { PRESETS } from '../../models/facexformer/config.ts';
import { trainingGraph } from '../../models/programs.ts';
import { hasTorch } from '../helpers/torch.ts';
import { torchSteps, writeStep } from '../helpers/torch-step.ts';
import { recipeWeights } from '../models/recipe.ts';
import { drawnFeeds } from '../models/training/step.ts';
import { type Bench, type Measurement, measurement, median } from './bench.ts';
import { type Stepping, startStepping } from './training/stepping.ts';
import { STEPS, type Step } from './training/steps.ts';

/** Runs before the first one that is timed. */
const WARM = 2;
const MEBIBYTE = 2 ** 20;

function writeNumbers(folder: string, { preset, batch, from, losses }: Step): void {
  const program = trainingGraph(PRESETS[preset], { batch, from, losses, trains: () => true });
  writeStep(folder, program, recipeWeights([...program.learnt, ...program.graph.parameters]), drawnFeeds(program));
}

const least = (times: readonly number[]): number => Math.min(...times);

async function measureStep(step: Step): Promise<Measurement[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lineament-bench-'));
  try {
    writeNumbers(folder, step);
    const script = path.join(import.meta.dirname, 'training', 'step-process.ts');
    const ours = startStepping(process.execPath, [script, folder, step.name]);
    const torch = step.preset === 'facexformer-released' && hasTorch() ? torchSteps(folder, cpuThreads()) : null;
    return torch ? await againstTorch(step, ours, torch) : await againstLosses(step, ours);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const circumstances = ({ batch, runs }: Step, time: number): string =>
  `least of ${runs}, ${(batch / time).toFixed(1)} faces a second, ${cpuThreads()} threads, load ${os.loadavg()[0]!.toFixed(1)}`;

/** Runs of both in turn, without those that warm up. */
async function inTurn({ runs }: Step, one: () => Promise<number>, other: () => Promise<number>) {
  const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let i = -WARM; i < runs; i++) {
    const [ours, theirs] = [await one(), await other()];
    if (i < 0) continue;
    times.ours.push(ours);
    times.theirs.push(theirs);
  }
  return times;
}

async function againstTorch(step: Step, own: Stepping, torch: Stepping): Promise<Measurement[]> {
  const { ours, theirs } = await inTurn(
    step,
    () => own.step('step'),
    () => torch.step('step'),
  );
  const [time, reference] = [least(ours), least(theirs)];
  const medians = `medians ${median(ours).toFixed(3)} s and ${median(theirs).toFixed(3)} s`;
  const [memory, torchMemory] = [await own.end(), await torch.end()];
  return [
    measurement(
      `${step.name}: losses and gradients`,
      time,
      's',
      { what: 'PyTorch', value: reference },
      `${circumstances(step, time)}, ${medians}`,
    ),
    measurement(
      `${step.name}: most memory`,
      memory / MEBIBYTE,
      'MiB',
      { what: 'PyTorch', value: torchMemory / MEBIBYTE },
      'of the whole process, from opening the session on',
    ),
  ];
}

async function againstLosses(step: Step, own: Stepping): Promise<Measurement[]> {
  const { ours, theirs } = await inTurn(
    step,
    () => own.step('step'),
    () => own.step('losses'),
  );
  await own.end();
  const time = least(ours);
  const reference = { what: 'losses alone', value: least(theirs) };
  return [measurement(`${step.name}: losses and gradients`, time, 's', reference, circumstances(step, time))];
}

export const bench: Bench = {
  name: 'training',
  about: 'a step of training, on kept features and from pixels; LINEAMENT_TORCH_PYTHON names a Python with PyTorch',
  run: async () => {
    const results: Measurement[] = [];
    for (const step of STEPS) {
      console.error(`training: ${step.name}`);
      results.push(...(await measureStep(step)));
    }
    return results;
  },
};
