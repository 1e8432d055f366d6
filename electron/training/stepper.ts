/** One step of training: faces in, losses and a change of the weights out. What is drawn for it follows from a seed. */
import type { FaceXFormerConfig, Task } from '../../models/facexformer/config.ts';
import type { Graph } from '../../models/graph/graph.ts';
import { type TrainingOptions, type TrainingProgram, trainingGraph } from '../../models/programs.ts';
import { CENTRES } from '../../models/training/losses/identity.ts';
import { drawKeeps } from '../../models/training/mode.ts';
import { type Session, Tensor } from '../runtime/session.ts';
import type { Random } from '../shared/domain/random.ts';
import { chooseRows, gatherRows, spreadRows } from './centres.ts';
import type { Arrays } from './checkpoint.ts';
import { feedsOf } from './feeds.ts';
import type { Losses } from './losses.ts';
import type { FaceFeeds } from './targets.ts';
import { type Machine, onlyOutputs, openGraph, type Weights } from './teacher.ts';

/** What a face is fed of who it is. */
const IDENTITY = 'target.identity';

/** Losses of faces that were looked at together. */
export interface Judged {
  total: number;
  tasks: Partial<Record<Task, number>>;
}

export interface StepperOptions extends Machine {
  from: 'pixels' | 'features';
  trains: (parameter: string) => boolean;
  losses: Losses;
  /** Faces in a run. */
  together: number;
  /** How many people there are, and how many of them a run is compared with is for the losses to say. */
  people: number;
  stochasticDepth: number;
  /** Whether normalisations that are learnt go by their batch. */
  batchStatistics: boolean;
}

/** Losses of a run, its gradients, and whose centres it was compared with. */
interface Differentiated extends Judged {
  gradients: Arrays;
  /** Rows of the class centres that were compared, where these are not all. */
  rows: readonly number[];
}

export interface Stepper {
  /** The feeds and learnt parameters, in the order of the graph. */
  readonly program: TrainingProgram;
  /** Rows of class centres that a run is compared with, and how long each is; null where it is compared with all. */
  readonly partly: { count: number; width: number } | null;
  /**
   * Losses, and how each changes with the weights, in arrays that nobody else has. `state` has what is learnt and the
   * running statistics, which this moves on.
   */
  differentiate(faces: readonly (FaceFeeds | null)[], state: Arrays, random: Random): Promise<Differentiated>;
  /** Losses alone, as the network answers: every branch is seen, and statistics are the running ones. */
  judge(faces: readonly (FaceFeeds | null)[], state: Arrays, random: Random): Promise<Judged>;
  close(): Promise<void>;
}

/** The graph that judges: what the step has, without gradients and without what is otherwise while it learns. */
function judgingGraph(config: FaceXFormerConfig, program: TrainingProgram, options: TrainingOptions): Graph {
  const isLoss = (name: string): boolean => !name.startsWith('grad.') && !name.startsWith('next.');
  if (!options.stochasticDepth && !options.batchStatistics) return onlyOutputs(program.graph, isLoss);
  const { graph } = trainingGraph(config, { ...options, stochasticDepth: 0, batchStatistics: false });
  const running = new Set(program.running.map(({ name }) => name));
  const fed = graph.parameters.filter(({ name }) => running.has(name));
  const parameters = graph.parameters.filter(({ name }) => !running.has(name));
  return onlyOutputs({ ...graph, inputs: [...graph.inputs, ...fed], parameters }, isLoss);
}

export async function openStepper(
  config: FaceXFormerConfig,
  weights: Weights,
  { from, trains, losses, together, people, stochasticDepth, batchStatistics, ...machine }: StepperOptions,
): Promise<Stepper> {
  const options: TrainingOptions = { batch: together, from, trains, losses, stochasticDepth, batchStatistics };
  const program = trainingGraph(config, options);
  const { graph, feeds, learnt, running } = program;
  const judging = judgingGraph(config, program, options);
  const tasks = Object.keys(losses) as Task[];
  const session = await openGraph(graph, weights, machine);
  let judge: Promise<Session> | null = null;
  const [count = 0, width = 0] = (learnt.find(({ name }) => name === CENTRES)?.shape ?? []) as readonly number[];
  const partly = count > 0 && count < people ? { count, width } : null;

  /** The centres that a run is compared with: those of its own faces, and others by chance. */
  const rowsOf = (faces: readonly (FaceFeeds | null)[], random: Random): number[] =>
    partly
      ? chooseRows(
          faces.flatMap((face) => [...Array.from(face?.[IDENTITY] ?? [])]),
          people,
          count,
          random,
        )
      : [];
  /** The same faces, their people named by the places of their centres. */
  const amongRows = (faces: readonly (FaceFeeds | null)[], rows: readonly number[]): (FaceFeeds | null)[] => {
    const places = new Map(rows.map((row, place) => [row, place]));
    return faces.map((face) => {
      const own = face?.[IDENTITY]?.[0];
      return face && own !== undefined ? { ...face, [IDENTITY]: [places.get(own)!] } : face;
    });
  };

  const inputsOf = (
    faces: readonly (FaceFeeds | null)[],
    state: Arrays,
    { inputs }: Graph,
    rows: readonly number[],
    random: Random,
  ): Record<string, Tensor> => {
    const wanted = new Set(inputs.map(({ name }) => name));
    const drawn = feeds.filter(({ name, keep }) => keep !== undefined && wanted.has(name));
    const told = feeds.filter(({ name, keep }) => keep === undefined && wanted.has(name));
    const fed = [...learnt, ...running].filter(({ name }) => wanted.has(name));
    const numbersOf = (name: string): Float32Array =>
      partly && name === CENTRES ? gatherRows(state.get(name)!, rows, width) : state.get(name)!;
    return {
      ...feedsOf(told, partly ? amongRows(faces, rows) : faces),
      ...Object.fromEntries(
        drawn.map((feed) => [feed.name, new Tensor('float32', drawKeeps(feed, random), feed.shape)]),
      ),
      ...Object.fromEntries(
        fed.map(({ name, shape }) => [name, new Tensor('float32', numbersOf(name), shape as readonly number[])]),
      ),
    };
  };
  const lossesIn = (outputs: Awaited<ReturnType<Session['run']>>): Judged => {
    const number = (name: string): number => (outputs[name]!.data as Float32Array)[0]!;
    return { total: number('loss'), tasks: Object.fromEntries(tasks.map((task) => [task, number(`loss.${task}`)])) };
  };

  return {
    program,
    partly,
    async differentiate(faces, state, random) {
      const rows = rowsOf(faces, random);
      const outputs = await session.run(inputsOf(faces, state, graph, rows, random));
      const changeOf = (name: string): Float32Array => {
        const own = outputs[`grad.${name}`]!.data as Float32Array;
        return partly && name === CENTRES ? spreadRows(people, rows, own, width) : own;
      };
      const gradients = new Map(learnt.map(({ name }) => [name, changeOf(name)]));
      for (const { name } of running) state.get(name)!.set(outputs[`next.${name}`]!.data as Float32Array);
      return { ...lossesIn(outputs), gradients, rows };
    },
    async judge(faces, state, random) {
      judge ??= openGraph(judging, weights, machine);
      const rows = rowsOf(faces, random);
      return lossesIn(await (await judge).run(inputsOf(faces, state, judging, rows, random)));
    },
    async close() {
      await session.release();
      await (await judge)?.release();
    },
  };
}
