/** The released network's step of training in PyTorch (test/peers/facexformer.py), given the same numbers. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { bytesOf, type Tensor } from '../../models/graph/tensor.ts';
import type { TrainingProgram } from '../../models/programs.ts';
import { type Stepping, startStepping } from '../bench/training/stepping.ts';
import { python } from './torch.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../peers/facexformer.py');

/** A tensor of `tensors.bin`. */
export interface StepTensor {
  name: string;
  dtype: Tensor['dtype'];
  shape: readonly number[];
  offset: number;
  learnt: boolean;
}

/** Writes what a step is given: weights, learnt or not, and feeds. */
export function writeStep(
  folder: string,
  { learnt, feeds: declared }: TrainingProgram,
  weights: ReadonlyMap<string, Tensor>,
  feeds: Readonly<Record<string, Float32Array | Int32Array>>,
): void {
  const own = new Set(learnt.map(({ name }) => name));
  const tensors = [
    // Learnt ones first and in their order: that of the gradients.
    ...learnt.map(({ name }) => ({ name, ...weights.get(name)! })),
    ...[...weights].filter(([name]) => !own.has(name)).map(([name, tensor]) => ({ name, ...tensor })),
    ...declared.map((feed) => ({ ...feed, bytes: bytesOf(feeds[feed.name]!) })),
  ];
  const file = fs.openSync(path.join(folder, 'tensors.bin'), 'w');
  let offset = 0;
  const manifest = tensors.map(({ name, dtype, shape, bytes }): StepTensor => {
    fs.writeSync(file, bytes);
    offset += bytes.length;
    return { name, dtype, shape, offset: offset - bytes.length, learnt: own.has(name) };
  });
  fs.closeSync(file);
  fs.writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
}

const run = <Result>(...args: string[]): Result =>
  JSON.parse(execFileSync(python, [SCRIPT, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));

/** Gradients of the learnt weights in double precision, by their names. */
export function torchGradients(
  folder: string,
  { learnt }: TrainingProgram,
): { loss: number; gradients: Map<string, Float64Array> } {
  const { loss } = run<{ loss: number }>('gradients', folder);
  const bytes = fs.readFileSync(path.join(folder, 'gradients.bin'));
  let offset = 0;
  const gradients = new Map(
    learnt.map(({ name, shape }) => {
      const count = (shape as number[]).reduce((a, b) => a * b, 1);
      const own = new Float64Array(
        bytes.buffer.slice(bytes.byteOffset + offset, bytes.byteOffset + offset + 8 * count),
      );
      offset += 8 * count;
      return [name, own] as const;
    }),
  );
  return { loss, gradients };
}

/** A process that makes a step for each line that it is sent. */
export const torchSteps = (folder: string, threads: number): Stepping =>
  startStepping(python, [SCRIPT, 'steps', folder, String(threads)]);
