/** A loss as a program for a step of training. */
import { gradients } from '../autodiff/gradients.ts';
import type { Builder } from '../graph/builder.ts';
import type { Graph, Value } from '../graph/graph.ts';
import type { Feed } from './losses/loss.ts';

export interface TrainingProgram {
  /**
   * Inputs are the feeds, the learnt parameters and the running ones. Outputs are `loss` (the weighted sum), `loss.<task>`
   * (unweighted), `grad.<parameter>` and `next.<parameter>`, each float32. The graph's own parameters are those that stay
   * as they are.
   */
  readonly graph: Graph;
  readonly feeds: readonly Feed[];
  /** What is learnt, in the order of its gradients: the parameters that were asked for and a loss depends on. */
  readonly learnt: readonly Value[];
  /** Statistics that are `next.<parameter>` after the step. */
  readonly running: readonly Value[];
}

/**
 * @param outputs `loss`, and whatever is wanted besides
 * @param running what parameters are to be after the step
 * @throws Error where none of the wanted parameters has a part in the loss
 */
export function stepProgram(
  g: Builder,
  feeds: readonly Feed[],
  outputs: Readonly<Record<string, Value>> & { readonly loss: Value },
  wanted: readonly Value[],
  running: ReadonlyMap<Value, Value> = new Map(),
): TrainingProgram {
  const found = gradients(g, outputs.loss, wanted);
  const learnt = wanted.filter((parameter) => found.has(parameter));
  if (learnt.length === 0) throw new Error('no parameter that is to be trained has a part in the losses');
  const graph = g.finish({
    ...outputs,
    ...Object.fromEntries(learnt.map((parameter) => [`grad.${parameter.name}`, found.get(parameter)!])),
    ...Object.fromEntries([...running].map(([parameter, next]) => [`next.${parameter.name}`, next])),
  });
  const fed = new Set<Value>([...learnt, ...running.keys()]);
  return {
    graph: {
      ...graph,
      inputs: [...graph.inputs, ...fed],
      parameters: graph.parameters.filter((parameter) => !fed.has(parameter)),
    },
    feeds,
    learnt,
    running: [...running.keys()],
  };
}
