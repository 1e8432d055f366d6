/** The graphs that the app runs. */

import type { FaceXFormerConfig, Task } from './facexformer/config.ts';
import { faceXFormer } from './facexformer/model.ts';
import { Builder } from './graph/builder.ts';
import type { Dim } from './graph/dims.ts';
import type { Graph, Value } from './graph/graph.ts';
import { type FloatType, Scope } from './nn/scope.ts';

export interface InferenceOptions {
  /** What is asked for; what only other tasks need is left out. All that the network knows where not said. */
  readonly tasks?: readonly Task[];
  /** False writes the network step by step as the paper has it, for comparison. */
  readonly optimised?: boolean;
  /** What the network computes in. Input and answers are float32 either way. */
  readonly dtype?: FloatType;
  /** What the weights are kept in; `dtype` where not said. */
  readonly storage?: FloatType;
  /** Faces in a run: a number, or a symbol that stays open. */
  readonly batch?: Dim;
}

/**
 * From `pixels` float32[batch, 3, size, size], normalised, to one output a task, by the task's name.
 * @throws Error where no task is named, or one that the network does not know.
 */
export function inferenceGraph(config: FaceXFormerConfig, options: InferenceOptions = {}): Graph {
  const { optimised = true, dtype = 'float32', storage = dtype, batch = 'batch' } = options;
  const g = new Builder();
  const pixels = g.input('pixels', 'float32', [batch, 3, config.size, config.size]);
  const scope = new Scope(g, { compute: dtype, storage });
  const { answers } = faceXFormer(scope, g.cast(pixels, dtype), config, optimised ? 'folded' : 'plain');
  const tasks = options.tasks ?? [...answers.keys()];
  if (tasks.length === 0) throw new Error('a query names at least one task');
  const outputs = tasks.map((task) => {
    const answer = answers.get(task);
    if (!answer) throw new Error(`${config.name} does not know the task ${task}`);
    return [task, g.cast(answer, 'float32')] as const;
  });
  return g.finish(Object.fromEntries(outputs));
}

/** Every weight of a network: its name in a checkpoint, its shape. */
export const parametersOf = (config: FaceXFormerConfig): readonly Value[] =>
  inferenceGraph(config, { optimised: false }).parameters;
