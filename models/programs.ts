/** The graphs that the app runs. */

import { WITH_LINEAR_MAPS } from './facexformer/backbones/table.ts';
import type { FaceXFormerConfig, Task } from './facexformer/config.ts';
import { spreads } from './facexformer/heat-maps.ts';
import { faceXFormer } from './facexformer/model.ts';
import { Builder } from './graph/builder.ts';
import type { Dim } from './graph/dims.ts';
import type { Graph, Value } from './graph/graph.ts';
import { type ByteWeights, integerProduct } from './nn/quantised.ts';
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
  /** Multiplies the encoder's linear maps in bytes: faster on processors, and answers that are near. Needs `dtype` float32. */
  readonly encoder?: ByteWeights;
  /** Adds the output `spread` where landmarks are asked for and read from maps: how far each map spreads, [batch, points]. */
  readonly spread?: boolean;
  /** Faces in a run: a number, or a symbol that stays open. */
  readonly batch?: Dim;
}

/**
 * From `pixels` float32[batch, 3, size, size], normalised, to one output a task, by the task's name.
 * @throws Error where no task is named, or one that the network does not know, or an encoder without linear maps is to be
 * in bytes.
 */
export function inferenceGraph(config: FaceXFormerConfig, options: InferenceOptions = {}): Graph {
  const { optimised = true, dtype = 'float32', storage = dtype, encoder, batch = 'batch', spread = false } = options;
  if (encoder && !hasLinearMaps(config))
    throw new Error(`the encoder ${config.backbone} has no linear maps to multiply in ${encoder}`);
  const g = new Builder();
  const pixels = g.input('pixels', 'float32', [batch, 3, config.size, config.size]);
  const scope = new Scope(g, { compute: dtype, storage, ...(encoder && { linear: encoder }) });
  const { answers, heatMaps } = faceXFormer(scope, g.cast(pixels, dtype), config, optimised ? 'folded' : 'plain');
  const tasks = options.tasks ?? [...answers.keys()];
  if (tasks.length === 0) throw new Error('a query names at least one task');
  const outputs = tasks.map((task) => {
    const answer = answers.get(task);
    if (!answer) throw new Error(`${config.name} does not know the task ${task}`);
    return [task, g.cast(answer, 'float32')] as const;
  });
  const maps = spread && tasks.includes('landmarks') ? heatMaps : null;
  return g.finish(Object.fromEntries(maps ? [...outputs, ['spread', spreads(g, maps)]] : outputs));
}

/** Whether a network's encoder can be computed in bytes. */
export const hasLinearMaps = ({ backbone }: FaceXFormerConfig): boolean => WITH_LINEAR_MAPS.includes(backbone);

/** Every weight of a network: its name in a checkpoint, its shape. */
export const parametersOf = (config: FaceXFormerConfig): readonly Value[] =>
  inferenceGraph(config, { optimised: false }).parameters;

/** What `y` of the probe is where the processor sums products of `int8` exactly; where it cuts them off, about half. */
export const PROBE_SUM = 64;

/** From `x` float32[4, 64] of ones to `y`, each the sum of 64 products of the greatest bytes: may a network run in `int8`? */
export function bytesProbe(): Graph {
  const g = new Builder();
  const x = g.input('x', 'float32', [4, PROBE_SUM]);
  const ones = g.floats([16, PROBE_SUM], Array<number>(16 * PROBE_SUM).fill(1), 'float32');
  return g.finish({ y: integerProduct(g, x, ones, null, 'int8') });
}
