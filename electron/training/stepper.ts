/** One step of training: faces in, losses and a change of the weights out. */
import type { FaceXFormerConfig, Task } from '../../models/facexformer/config.ts';
import { type TrainingProgram, trainingGraph } from '../../models/programs.ts';
import { type Session, Tensor } from '../runtime/session.ts';
import type { Arrays } from './checkpoint.ts';
import { feedsOf } from './feeds.ts';
import type { Losses } from './losses.ts';
import type { FaceFeeds } from './targets.ts';
import { type Machine, onlyOutputs, openGraph, type Weights } from './teacher.ts';

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
}

export interface Stepper {
  /** The feeds and learnt parameters, in the order of the graph. */
  readonly program: TrainingProgram;
  /** Losses, and how each changes with the weights: added to `gradients`. */
  differentiate(faces: readonly (FaceFeeds | null)[], learnt: Arrays, gradients: Arrays): Promise<Judged>;
  /** Losses alone. */
  judge(faces: readonly (FaceFeeds | null)[], learnt: Arrays): Promise<Judged>;
  close(): Promise<void>;
}

export async function openStepper(
  config: FaceXFormerConfig,
  weights: Weights,
  { from, trains, losses, together, ...machine }: StepperOptions,
): Promise<Stepper> {
  const program = trainingGraph(config, { batch: together, from, trains, losses });
  const { graph, feeds, learnt: parameters } = program;
  const judging = onlyOutputs(graph, (name) => !name.startsWith('grad.'));
  const tasks = Object.keys(losses) as Task[];
  const session = await openGraph(graph, weights, machine);
  let judge: Promise<Session> | null = null;

  const inputsOf = (faces: readonly (FaceFeeds | null)[], learnt: Arrays, taken: readonly { name: string }[]) => {
    const names = new Set(taken.map(({ name }) => name));
    const own = parameters.map(
      ({ name, shape }) => [name, new Tensor('float32', learnt.get(name)!, shape as readonly number[])] as const,
    );
    const all = {
      ...feedsOf(
        feeds.filter(({ name }) => names.has(name)),
        faces,
      ),
      ...Object.fromEntries(own),
    };
    return Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
  };
  const lossesIn = (outputs: Awaited<ReturnType<Session['run']>>): Judged => {
    const number = (name: string): number => (outputs[name]!.data as Float32Array)[0]!;
    return { total: number('loss'), tasks: Object.fromEntries(tasks.map((task) => [task, number(`loss.${task}`)])) };
  };

  return {
    program,
    async differentiate(faces, learnt, gradients) {
      const outputs = await session.run(inputsOf(faces, learnt, graph.inputs));
      for (const { name } of parameters) {
        const [sum, part] = [gradients.get(name)!, outputs[`grad.${name}`]!.data as Float32Array];
        for (let i = 0; i < sum.length; i++) sum[i]! += part[i]!;
      }
      return lossesIn(outputs);
    },
    async judge(faces, learnt) {
      judge ??= openGraph(judging, weights, machine);
      return lossesIn(await (await judge).run(inputsOf(faces, learnt, judging.inputs)));
    },
    async close() {
      await session.release();
      await (await judge)?.release();
    },
  };
}
