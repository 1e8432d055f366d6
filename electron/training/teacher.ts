/** The frozen side of a training: the encoder whose features are kept, and the old network whose opinion is. */

import type { FaceXFormerConfig, Task } from '../../models/facexformer/config.ts';
import { type Graph, prune } from '../../models/graph/graph.ts';
import type { Tensor as Weight } from '../../models/graph/tensor.ts';
import { encodeModel } from '../../models/onnx/encode.ts';
import { answerGraph, featureGraph, inferenceGraph } from '../../models/programs.ts';
import { openSession, type Provider, type Session, Tensor } from '../runtime/session.ts';
import { type FaceAnswers, likeliestClasses } from './answers.ts';

export interface Machine {
  provider: Provider;
  threads: number;
}

export type Weights = ReadonlyMap<string, Weight>;

/** A session of a graph with its parameters inside. */
export function openGraph(graph: Graph, weights: Weights, machine: Machine): Promise<Session> {
  const own = new Map(
    graph.parameters.map(({ name }) => {
      const weight = weights.get(name);
      if (!weight) throw new Error(`there are no numbers for ${name}`);
      return [name, weight];
    }),
  );
  // Optimisations of the highest level depend on the processor; training is to give the same bits wherever it can.
  return openSession(encodeModel(graph, own), { ...machine, optimization: 'extended', yields: true });
}

/** A graph that gives some of its outputs, and takes only what these need. */
export function onlyOutputs(graph: Graph, wanted: (name: string) => boolean): Graph {
  const pruned = prune({ ...graph, outputs: graph.outputs.filter(({ name }) => wanted(name)) });
  const used = new Set(pruned.nodes.flatMap(({ inputs }) => inputs.map((input) => input?.name)));
  return { ...pruned, inputs: pruned.inputs.filter(({ name }) => used.has(name)) };
}

/** What the decoder and the heads are given of a face, by the names of their inputs. */
export type Features = Readonly<Record<string, Float32Array>>;

/** One face at a time: what a face gives then depends on nothing that stands beside it. */
export interface Encoder {
  /** @param pixels [3, size, size], normalised */
  encode(pixels: Float32Array): Promise<Features>;
  close(): Promise<void>;
}

export async function openEncoder(config: FaceXFormerConfig, weights: Weights, machine: Machine): Promise<Encoder> {
  const graph = featureGraph(config, { batch: 1 });
  const session = await openGraph(graph, weights, machine);
  return {
    async encode(pixels) {
      const outputs = await session.run({ pixels: new Tensor('float32', pixels, [1, 3, config.size, config.size]) });
      return Object.fromEntries(graph.outputs.map(({ name }) => [name, outputs[name]!.data as Float32Array]));
    },
    close: () => session.release(),
  };
}

export interface Teacher {
  readonly tasks: readonly Task[];
  /** @param face pixels and, for a teacher of features, what the encoder made of them */
  answer(face: Features): Promise<FaceAnswers>;
  close(): Promise<void>;
}

export async function openTeacher(
  config: FaceXFormerConfig,
  weights: Weights,
  { from, tasks, ...machine }: Machine & { from: 'pixels' | 'features'; tasks: readonly Task[] },
): Promise<Teacher> {
  const graph =
    from === 'pixels' ? inferenceGraph(config, { tasks, batch: 1 }) : answerGraph(config, { tasks, batch: 1 });
  const session = await openGraph(graph, weights, machine);
  return {
    tasks,
    async answer(face) {
      const inputs = graph.inputs.map(
        ({ name, shape }) => [name, new Tensor('float32', face[name]!, shape as readonly number[])] as const,
      );
      const outputs = await session.run(Object.fromEntries(inputs));
      return new Map(
        tasks.map((task) => {
          const data = outputs[task]!.data as Float32Array;
          return [task, task === 'parsing' ? likeliestClasses(data, config.size ** 2) : data];
        }),
      );
    },
    close: () => session.release(),
  };
}
