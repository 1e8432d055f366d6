/** The graphs that the app runs. */

import { WITH_LINEAR_MAPS } from './facexformer/backbones/table.ts';
import { type FaceXFormerConfig, TASKS, type Task } from './facexformer/config.ts';
import { spreads } from './facexformer/heat-maps.ts';
import { answerFace, type EncodedFace, encodeFace, faceXFormer } from './facexformer/model.ts';
import { Builder } from './graph/builder.ts';
import { type Dim, known, type Shape } from './graph/dims.ts';
import type { Graph, Value } from './graph/graph.ts';
import { type ByteWeights, integerProduct } from './nn/quantised.ts';
import { type FloatType, type Precision, Scope } from './nn/scope.ts';
import { type Feed, LossScope } from './training/losses/loss.ts';
import { type TaskLosses, taskLoss } from './training/losses/table.ts';
import { type ModeOptions, trainingMode } from './training/mode.ts';
import { stepProgram, type TrainingProgram } from './training/program.ts';
import { isBuffer } from './weights/names.ts';

const SINGLE: Precision = { compute: 'float32', storage: 'float32' };
const PIXELS = 'pictures of faces, normalised';

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

/**
 * From `pixels` float32[batch, 3, size, size] to what the decoder and the heads see of a face: `fused` float32[batch,
 * cells, width], and `fine` float32[batch, cells, channels] where a network has finer pictures. It stays as it is while
 * only the decoder is trained, so it can be kept.
 */
export function featureGraph(config: FaceXFormerConfig, { batch = 'batch' }: { batch?: Dim } = {}): Graph {
  const g = new Builder();
  const pixels = g.input('pixels', 'float32', [batch, 3, config.size, config.size]);
  const { fused, finer } = encodeFace(new Scope(g, SINGLE), pixels, config, 'folded');
  return g.finish(finer ? { fused, fine: finer.fine } : { fused });
}

/** The names of the encoder's parameters before its last stage. */
export function earlierParameters(config: FaceXFormerConfig): ReadonlySet<string> {
  const g = new Builder();
  const pixels = g.input('pixels', 'float32', [1, 3, config.size, config.size]);
  const { features } = encodeFace(new Scope(g, SINGLE), pixels, config, 'folded');
  const stages = features.slice(0, -1).map((stage, i) => [`stage ${i}`, stage] as const);
  return new Set(g.finish(Object.fromEntries(stages)).parameters.map(({ name }) => name));
}

/** What the decoder and the heads are given, as inputs: the outputs of the feature graph, and pixels where they see finer. */
function keptFace(config: FaceXFormerConfig, batch: Dim, input: (name: string, shape: Shape) => Value): EncodedFace {
  const [fused, fine] = featureGraph(config, { batch }).outputs.map(({ name, shape }) => input(name, shape));
  const pixels = (): Value => input('pixels', [batch, 3, config.size, config.size]);
  return { fused: fused!, finer: fine ? { fine, pixels: pixels() } : null };
}

/** The rest of the network: from the outputs of the feature graph to one output a task, by the task's name. */
export function answerGraph(
  config: FaceXFormerConfig,
  { tasks, batch = 'batch' }: { tasks: readonly Task[]; batch?: Dim },
): Graph {
  const g = new Builder();
  const kept = keptFace(config, batch, (name, shape) => g.input(name, 'float32', shape));
  const { answers } = answerFace(new Scope(g, SINGLE), kept, config, 'folded');
  return g.finish(Object.fromEntries(tasks.map((task) => [task, answers.get(task)!])));
}

export type { TrainingProgram };

export interface TrainingOptions extends ModeOptions {
  /** Faces in a step. */
  readonly batch: number;
  /** What a step begins with: pixels, or what a feature graph gave of them. */
  readonly from: 'pixels' | 'features';
  /** Whether a parameter is learnt, by its name; others are part of the graph. Buffers are never asked for. */
  readonly trains: (parameter: string) => boolean;
  /** The tasks that are taught, and how. */
  readonly losses: { readonly [T in Task]?: TaskLosses[T] };
  /** Tasks whose answers are outputs too, by their names. */
  readonly answers?: readonly Task[];
}

/**
 * One step of training: losses, and how they change with every parameter.
 * @throws Error where nothing is taught or learnt, or a task is unknown to the network.
 */
export function trainingGraph(config: FaceXFormerConfig, options: TrainingOptions): TrainingProgram {
  const { batch, from } = options;
  const g = new Builder();
  const feeds: Feed[] = [];
  const scope = new LossScope(g, batch, feeds);
  const mode = trainingMode(scope, options);
  const p = new Scope(g, SINGLE, '', mode);
  const feed = (name: string, shape: Shape): Value =>
    scope.feed(name, 'float32', shape.map(known), name === 'pixels' ? PIXELS : `output ${name} of the feature graph`);
  const encoded =
    from === 'pixels'
      ? encodeFace(p, feed('pixels', [batch, 3, config.size, config.size]), config, 'folded')
      : keptFace(config, batch, feed);
  const { answers, heatMaps } = answerFace(p, encoded, config, 'folded');
  const answerOf = (task: Task): Value => {
    const answer = answers.get(task);
    if (!answer) throw new Error(`${config.name} does not know the task ${task}`);
    return answer;
  };

  const losses = TASKS.flatMap((task) => {
    const taught = options.losses[task];
    if (!taught) return [];
    const value = taskLoss(scope, task, { answer: answerOf(task), heatMaps }, taught);
    return [{ task, value, weight: taught.weight ?? 1 }];
  });
  if (losses.length === 0) throw new Error('a step of training teaches at least one task');
  const loss = losses.map(({ value, weight }) => g.scale(value, weight)).reduce((sum, term) => g.add(sum, term));

  const wanted = g.parameters.filter(({ name }) => !isBuffer(name) && options.trains(name));
  const keeps = mode.keeps();
  const told = feeds.map((feed) => (keeps.has(feed.name) ? { ...feed, keep: keeps.get(feed.name)! } : feed));
  const outputs = {
    loss,
    ...Object.fromEntries(losses.map(({ task, value }) => [`loss.${task}`, value])),
    ...Object.fromEntries((options.answers ?? []).map((task) => [task, answerOf(task)])),
  };
  return stepProgram(g, told, outputs, wanted, mode.running);
}
