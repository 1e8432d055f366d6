/**
 * The training of a network, a little at a time: features that are kept, updates, and a judgement after every epoch. What
 * it does follows from the recipe, the examples and the weights alone, so one that was killed goes on from its checkpoint
 * to the very same bits.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { FaceXFormerConfig, Task } from '../../models/facexformer/config.ts';
import { float32Tensor, type Tensor } from '../../models/graph/tensor.ts';
import { clipNorm, decaysByShape, followWeights, freshMoments, updateByAdamW } from '../../models/training/adamw.ts';
import { CENTRES } from '../../models/training/losses/identity.ts';
import { namedRandom } from '../shared/domain/random.ts';
import type { Recipe } from '../shared/domain/recipe.ts';
import type { LossPoint, RoundProgress } from '../shared/domain/round.ts';
import { ProblemError } from '../shared/errors.ts';
import { withRows } from './centres.ts';
import { type Arrays, loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { type Desk, openDesk } from './desk.ts';
import { freshWatch, hasRunAway, type LossWatch } from './divergence.ts';
import type { ExampleSource } from './examples.ts';
import { type Course, courseOf, rateAt } from './schedule.ts';
import type { Judged } from './stepper.ts';
import type { FaceFeeds } from './targets.ts';
import type { Machine, Weights } from './teacher.ts';

export interface TrainerSetup extends Machine {
  config: FaceXFormerConfig;
  recipe: Recipe;
  /** A number for every parameter of the network; those that are learned begin here. */
  weights: Weights;
  /** The old network, where what it says is to be kept; it may know fewer tasks. */
  old: { config: FaceXFormerConfig; weights: Weights } | null;
  /** The tasks to learn from labels. */
  tasks: readonly Task[];
  /** The names of the people that identity is learned of. */
  people: readonly string[];
  train: ExampleSource;
  /** Faces that tell when to stop; none lets it run to the end. */
  validation: ExampleSource;
  /** Where the checkpoint and kept features lie; made where it is not there. */
  folder: string;
  /** Seconds between checkpoints at least; more where one takes long to write. 10 where not said. */
  saveEvery?: number;
}

/** Why a training ended. */
export type Ending = 'finished' | 'stopped-early' | 'diverged';

export interface Standing extends Pick<RoundProgress, 'phase' | 'step' | 'steps' | 'points'> {
  /** Work done in the phase, of how much: faces for features and judging, else updates. */
  done: number;
  of: number;
  ending: Ending | null;
  /** Faces that could not be read since the last time. */
  skipped: { path: string; reason: string }[];
}

export interface Trained {
  /** Every weight of the network. */
  weights: Map<string, Tensor>;
  ending: Ending;
  /** The loss of the validation part before and at its best; null without one. */
  before: number | null;
  best: number | null;
  bestStep: number;
}

export interface Trainer {
  readonly course: Course;
  /** Goes on for about so long, and tells what is new. */
  advance(milliseconds: number): Promise<Standing>;
  /** @throws Error before the end */
  result(): Trained;
  /** Writes the checkpoint now. */
  save(): void;
  close(): Promise<void>;
}

/** What JSON keeps of a training. */
interface State {
  step: number;
  watch: LossWatch;
  before: number | null;
  best: number | null;
  bestStep: number;
  /** Epochs since the best one. */
  worse: number;
  /** Updates at whose end the validation part was judged last. */
  judged: number | null;
  ending: Ending | null;
}

const BEGINNING: State = {
  step: 0,
  watch: freshWatch(),
  before: null,
  best: null,
  bestStep: 0,
  worse: 0,
  judged: null,
  ending: null,
};

/** So many times as long as a checkpoint takes to write, none is written. */
const SAVING_SHARE = 20;

const copyOf = (arrays: Arrays): Arrays => new Map([...arrays].map(([name, array]) => [name, array.slice()]));

function addTo(sums: Arrays, others: Arrays): void {
  for (const [name, sum] of sums) {
    const other = others.get(name)!;
    for (let i = 0; i < sum.length; i++) sum[i]! += other[i]!;
  }
}

function divide(arrays: Arrays, by: number): void {
  for (const array of arrays.values()) for (let i = 0; i < array.length; i++) array[i]! /= by;
}

function meanOf(all: readonly { judged: Judged; faces: number }[]): Judged {
  const faces = all.reduce((sum, each) => sum + each.faces, 0);
  const mean = (of: (judged: Judged) => number) =>
    all.reduce((sum, each) => sum + of(each.judged) * each.faces, 0) / faces;
  const tasks = Object.keys(all[0]!.judged.tasks) as Task[];
  return {
    total: mean(({ total }) => total),
    tasks: Object.fromEntries(tasks.map((task) => [task, mean((judged) => judged.tasks[task]!)])),
  };
}

export async function openTrainer(setup: TrainerSetup): Promise<Trainer> {
  const { recipe, train, validation, saveEvery = 10 } = setup;
  mkdirSync(setup.folder, { recursive: true });
  const checkpointFile = path.join(setup.folder, 'checkpoint.safetensors');
  const course = courseOf(train.tasks.length, recipe);
  let skipped: Standing['skipped'] = [];
  let points: LossPoint[] = [];
  const desk: Desk = await openDesk(setup, (file, reason) => skipped.push({ path: file, reason }));
  const { stepper, sampler } = desk;

  const saved = loadCheckpoint<State>(checkpointFile);
  const state: State = saved?.state ?? structuredClone(BEGINNING);
  const learnt = saved?.groups['learnt'] ?? desk.begin;
  const statistics = saved?.groups['running'] ?? desk.running;
  const fresh = freshMoments(learnt);
  const moments = {
    updates: state.step,
    first: saved?.groups['first'] ?? fresh.first,
    second: saved?.groups['second'] ?? fresh.second,
  };
  const shapes = new Map(stepper.program.learnt.map(({ name, shape }) => [name, shape]));
  const decays = (name: string): boolean => decaysByShape(shapes.get(name)!);
  const average = recipe.average > 0 ? (saved?.groups['average'] ?? copyOf(learnt)) : learnt;
  const best = saved?.groups['best'] ?? copyOf(new Map([...learnt, ...statistics]));
  const learning = new Map([...learnt, ...statistics]);
  /** What is judged and kept: the moving mean, with the statistics that go with it. */
  const judged = new Map([...average, ...statistics]);
  for (let step = 0; step < state.step; step++) sampler.next();
  let savedAt = performance.now();
  let saving = 0;

  const save = (): void => {
    const { first, second } = moments;
    const more = {
      ...(average === learnt ? {} : { average }),
      ...(statistics.size > 0 ? { running: statistics } : {}),
    };
    const groups = { learnt, first, second, best, ...more };
    const began = performance.now();
    saveCheckpoint(checkpointFile, { state, groups });
    savedAt = performance.now();
    saving = savedAt - began;
  };
  const keepBest = (): void => {
    for (const [name, array] of judged) best.get(name)!.set(array);
    state.bestStep = state.step;
  };
  const point = (part: LossPoint['part'], { total, tasks }: Judged): void => {
    points.push({ step: state.step, epoch: state.step / course.stepsPerEpoch, part, total, tasks });
  };

  /** One update: gradients of as many runs as it takes, and one step against them. */
  async function update(): Promise<Judged> {
    const drawn = sampler.next();
    let gradients: Arrays | null = null;
    const parts: { judged: Judged; faces: number }[] = [];
    const compared = new Set<number>();
    for (let from = 0; from < drawn.length; from += recipe.together) {
      const faces: (FaceFeeds | null)[] = [];
      for (const each of drawn.slice(from, from + recipe.together)) faces.push(await desk.trainFaces(each));
      if (faces.every((face) => face === null)) continue;
      const random = namedRandom(recipe.seed, `run ${state.step} ${from}`);
      const { rows, gradients: found, ...told } = await stepper.differentiate(faces, learning, random);
      for (const row of rows) compared.add(row);
      parts.push({ judged: told, faces: faces.length });
      // Those of the first run become the sum: most updates are one run, and then there is nothing to add.
      if (gradients) addTo(gradients, found);
      else gradients = found;
    }
    if (gradients === null)
      throw new ProblemError(
        'not-found',
        'None of the photos that are learned from can be read any more. Put them back and resume.',
      );
    const told = meanOf(parts);
    if (!Number.isFinite(told.total)) return told;
    if (parts.length > 1) divide(gradients, parts.length);
    if (!move([...compared], gradients)) return { ...told, total: Number.NaN };
    state.step = moments.updates;
    // A mean that has seen little forgets quickly, so that its beginning does not stay in it.
    const keep = Math.min(recipe.average, (1 + state.step) / (10 + state.step));
    if (average !== learnt) followWeights(average, learnt, keep);
    return told;
  }

  /** Moves the weights against their gradients: of class centres those that were compared. False where these are no numbers. */
  function move(compared: number[], gradients: Arrays): boolean {
    const step = (weights: Arrays, against: Arrays, first: Arrays, second: Arrays): boolean => {
      if (!Number.isFinite(clipNorm(against, recipe.clip ?? Number.POSITIVE_INFINITY))) return false;
      const some = { updates: moments.updates, first, second };
      updateByAdamW(weights, against, some, {
        rate: rateAt(state.step, course, recipe),
        decay: recipe.weightDecay,
        decays,
      });
      moments.updates = some.updates;
      return true;
    };
    const { first, second } = moments;
    const { partly } = stepper;
    if (partly === null) return step(learnt, gradients, first, second);
    const rows = compared.sort((a, b) => a - b);
    return withRows([learnt, gradients, first, second], CENTRES, rows, partly.width, step);
  }

  /** Judges the validation part as it is, a run at a time. */
  async function* judge(): AsyncGenerator<Pick<Standing, 'phase' | 'done' | 'of'>> {
    const parts: { judged: Judged; faces: number }[] = [];
    const count = validation.tasks.length;
    for (let from = 0; from < count; from += recipe.together) {
      const faces: (FaceFeeds | null)[] = [];
      for (let index = from; index < Math.min(count, from + recipe.together); index++)
        faces.push(await desk.validationFaces({ index, times: 0 }));
      const read = faces.filter((face) => face !== null).length;
      const random = namedRandom(recipe.seed, `judging ${from}`);
      if (read > 0) parts.push({ judged: await stepper.judge(faces, judged, random), faces: read });
      yield { phase: 'judging', done: Math.min(count, from + recipe.together), of: count };
    }
    state.judged = state.step;
    // None of them can be read: there is nobody to judge, so the latest is the best.
    if (parts.length === 0) return keepBest();
    const found = meanOf(parts);
    point('validation', found);
    if (state.step === 0) state.before = found.total;
    if (state.best === null || found.total < state.best) {
      state.best = found.total;
      state.worse = 0;
      keepBest();
    } else state.worse++;
  }

  const isEpochEnd = (): boolean => state.step % course.stepsPerEpoch === 0 || state.step === course.steps;

  async function* run(): AsyncGenerator<Pick<Standing, 'phase' | 'done' | 'of'>> {
    for await (const { done, of } of desk.keep()) yield { phase: 'features', done, of };
    while (state.ending === null) {
      if (validation.tasks.length > 0 && isEpochEnd() && state.judged !== state.step) {
        yield* judge();
        if (recipe.patience !== null && state.worse >= recipe.patience && state.step < course.steps)
          state.ending = 'stopped-early';
      }
      if (state.ending !== null) break;
      if (state.step >= course.steps) {
        state.ending = 'finished';
        break;
      }
      const told = await update();
      if (hasRunAway(state.watch, told.total)) {
        state.ending = 'diverged';
        // Nobody can say which of the weights were good before it ran away.
        if (state.best === null) state.bestStep = 0;
        break;
      }
      point('train', told);
      // Without anybody to judge, the latest is the best.
      if (validation.tasks.length === 0) keepBest();
      if (performance.now() - savedAt > Math.max(saveEvery * 1000, SAVING_SHARE * saving)) save();
      yield { phase: 'steps', done: state.step, of: course.steps };
    }
    save();
  }

  const running = run();
  let latest: Pick<Standing, 'phase' | 'done' | 'of'> = { phase: 'steps', done: state.step, of: course.steps };

  return {
    course,
    async advance(milliseconds) {
      const until = performance.now() + milliseconds;
      while (performance.now() < until) {
        const { value, done } = await running.next();
        if (done) break;
        latest = value;
        // Other work of this thread, such as a wish to stop, is heard in between.
        await new Promise((resolve) => setImmediate(resolve));
      }
      const news = { ...latest, step: state.step, steps: course.steps, ending: state.ending, points, skipped };
      points = [];
      skipped = [];
      return news;
    },
    result() {
      if (state.ending === null) throw new Error('the training has not ended');
      const { before, best: loss, bestStep, ending } = state;
      const weights = new Map(
        [...setup.weights].map(([name, tensor]): [string, Tensor] => {
          const array = best.get(name);
          return [name, array && bestStep > 0 ? float32Tensor(tensor.shape, array) : tensor];
        }),
      );
      return { weights, ending, before, best: loss, bestStep };
    },
    save,
    async close() {
      await running.return(undefined);
      await desk.close();
    },
  };
}
