/**
 * Trains a graph on batches that stream in: updates, a moving mean of the weights, checkpoints that survive a kill at any
 * point, and a log of everything, one line of JSON an event.
 */
import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Tensor as Fed, openSession } from '../../electron/runtime/session.ts';
import { normal, seededRandom } from '../../electron/shared/domain/random.ts';
import { type Arrays, loadCheckpoint, saveCheckpoint } from '../../electron/training/checkpoint.ts';
import { float32Values } from '../../models/graph/float16.ts';
import type { Value } from '../../models/graph/graph.ts';
import { float32Tensor, type Tensor } from '../../models/graph/tensor.ts';
import { encodeModel } from '../../models/onnx/encode.ts';
import type { TrainingProgram } from '../../models/programs.ts';
import { clipNorm, decaysByShape, followWeights, freshMoments, updateByAdamW } from '../../models/training/adamw.ts';
import { initialWeights } from '../../models/training/initial.ts';
import type { Course } from './recipes.ts';
import type { BatchSupply } from './supply.ts';

export interface Growing {
  program: TrainingProgram;
  course: Course;
  /** Weights to begin with, by name; chance ones where it has none, or another shape. */
  begin: ReadonlyMap<string, Tensor> | null;
  /** Where the checkpoint and the log lie. */
  folder: string;
  /** Batches for a training that has made so many updates. What takes long before the first is given up on the signal. */
  supply(updates: number, signal: AbortSignal): BatchSupply;
  /** Figures of the moving mean on held-out renders. */
  evaluate(weights: ReadonlyMap<string, Tensor>): Promise<object>;
  /** Ends after so much time or, where it says so, when so many updates are made in all; the course goes on another time. */
  until: { minutes: number; updates?: number };
  signal: AbortSignal;
}

interface State {
  step: number;
  /** Seconds of training so far. */
  seconds: number;
}

/** The first updates are told one by one, so that a rerun soon shows that it is one. */
const isToldAt = (step: number): boolean => step <= 5 || step % 25 === 0;
const SAVE_EVERY_MS = 60_000;
/** The learning rate ends at this share of its height. */
const FLOOR = 0.02;

/** Rises over the warm-up, then falls along a cosine. */
const rateAt = (step: number, { rate, warmUp, steps }: Course): number => {
  const fall = 0.5 + 0.5 * Math.cos(Math.PI * Math.min(1, step / steps));
  return rate * Math.min(1, (step + 1) / warmUp) * (FLOOR + (1 - FLOOR) * fall);
};

const floatsOf = (tensor: Tensor): Float32Array => float32Values(tensor).slice();
const sizesOf = ({ shape }: Value): number[] => shape.map(Number);

export const checkpointIn = (folder: string): string => path.join(folder, 'checkpoint.safetensors');

/** @returns the moving mean of every weight, those that are not learned among them */
export async function grow(growing: Growing): Promise<Map<string, Tensor>> {
  const { program, course, begin, folder, signal } = growing;
  mkdirSync(folder, { recursive: true });
  const random = seededRandom(course.seed);
  const parameters = [...program.graph.parameters, ...program.learnt];
  const fresh = initialWeights(parameters, () => normal(random));
  const first = (value: Value): Tensor => {
    const given = begin?.get(value.name);
    return given && given.shape.join() === value.shape.join() ? given : fresh.get(value.name)!;
  };
  const saved = existsSync(checkpointIn(folder)) ? loadCheckpoint<State>(checkpointIn(folder)) : null;
  const group = (name: string, or: () => Arrays): Arrays => saved?.groups[name] ?? or();
  const learnt = group('learnt', () => new Map(program.learnt.map((value) => [value.name, floatsOf(first(value))])));
  const average = group('average', () => new Map([...learnt].map(([name, array]) => [name, array.slice()])));
  const fixed = group(
    'fixed',
    () => new Map(program.graph.parameters.map((value) => [value.name, floatsOf(first(value))])),
  );
  const zeros = freshMoments(learnt);
  const state: State = saved?.state ?? { step: 0, seconds: 0 };
  const moments = {
    updates: state.step,
    first: group('first', () => zeros.first),
    second: group('second', () => zeros.second),
  };
  const shapes = new Map(parameters.map((value) => [value.name, sizesOf(value)]));
  const tensorsOf = (arrays: Arrays): [string, Tensor][] =>
    [...arrays].map(([name, array]) => [name, float32Tensor(shapes.get(name)!, array)]);
  const meanWeights = (): Map<string, Tensor> => new Map([...tensorsOf(fixed), ...tensorsOf(average)]);

  const log = (line: object): void => {
    const text = JSON.stringify({ at: new Date().toISOString(), step: state.step, ...line });
    console.log(text);
    appendFileSync(path.join(folder, 'log.jsonl'), `${text}\n`);
  };
  const save = (): void => {
    const groups = { learnt, average, fixed, first: moments.first, second: moments.second };
    saveCheckpoint(checkpointIn(folder), { state, groups });
  };

  const model = encodeModel(program.graph, new Map(tensorsOf(fixed)));
  const session = await openSession(model, { provider: 'cpu', threads: 1 });
  const supply = growing.supply(state.step, signal);
  const began = performance.now();
  const spent = state.seconds;
  let [saveAt, sums, counted, since] = [
    performance.now() + SAVE_EVERY_MS,
    new Map<string, number>(),
    0,
    performance.now(),
  ];
  log({
    event: saved ? 'resumed' : 'begun',
    weights: [...learnt.values()].reduce((sum, { length }) => sum + length, 0),
    course,
  });

  const steps = Math.min(course.steps, growing.until.updates ?? course.steps);
  const isOver = (): boolean =>
    signal.aborted || state.step >= steps || performance.now() - began > growing.until.minutes * 60_000;
  while (!isOver()) {
    const batch = await supply.next();
    if (!batch) break;
    const feeds = program.feeds.map(({ name, dtype, shape }) => [
      name,
      new Fed(dtype as 'float32', batch[name] as Float32Array, shape),
    ]);
    const weights = [...learnt].map(([name, array]) => [name, new Fed('float32', array, shapes.get(name)!)]);
    const outputs = await session.run(Object.fromEntries([...feeds, ...weights]));
    const numbers = (name: string): Float32Array => outputs[name]!.data as Float32Array;
    const gradients = new Map([...learnt.keys()].map((name) => [name, numbers(`grad.${name}`)]));
    const length = clipNorm(gradients, course.clip);
    if (!Number.isFinite(length)) {
      log({ event: 'skipped', why: 'a gradient is not finite' });
      continue;
    }
    const rate = rateAt(state.step, course);
    const decays = (name: string): boolean => decaysByShape(shapes.get(name)!) && !/_tokens?\.weight$/.test(name);
    updateByAdamW(learnt, gradients, moments, { rate, decay: course.weightDecay, decays, betas: [0.9, 0.99] });
    state.step = moments.updates;
    state.seconds = spent + (performance.now() - began) / 1000;
    // A mean that has seen little forgets quickly, so that its beginning does not stay in it.
    followWeights(average, learnt, Math.min(course.average, (1 + state.step) / (10 + state.step)));

    for (const name of Object.keys(outputs).filter((key) => key.startsWith('loss')))
      sums.set(name, (sums.get(name) ?? 0) + numbers(name)[0]!);
    sums.set('gradient', (sums.get('gradient') ?? 0) + length);
    counted++;
    if (isToldAt(state.step)) {
      const perSecond = (1000 * counted * course.batch) / (performance.now() - since);
      const means = [...sums].map(([name, sum]) => [name, Number((sum / counted).toPrecision(4))]);
      log({ rate: Number(rate.toPrecision(3)), perSecond: Number(perSecond.toFixed(1)), ...Object.fromEntries(means) });
      [sums, counted, since] = [new Map(), 0, performance.now()];
    }
    if (performance.now() > saveAt) {
      save();
      saveAt = performance.now() + SAVE_EVERY_MS;
    }
    if (state.step % course.evaluateEvery === 0) {
      log({ event: 'evaluated', ...(await growing.evaluate(meanWeights())) });
      since = performance.now();
    }
  }
  await supply.close();
  save();
  log({ event: 'ended', seconds: Math.round(state.seconds), ...(await growing.evaluate(meanWeights())) });
  await session.release();
  return meanWeights();
}
