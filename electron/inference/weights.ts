/** Which network a file of weights holds, or whether the app's own detector; keeping it for the app, and writing it for others. */

import { detectorParameters } from '../../models/detector/programs.ts';
import { type FaceXFormerConfig, PRESETS, type PresetName, type Task } from '../../models/facexformer/config.ts';
import { castTensor } from '../../models/graph/float16.ts';
import type { Graph, Value } from '../../models/graph/graph.ts';
import { BYTES_PER_ELEMENT } from '../../models/graph/tensor.ts';
import { modelPieces } from '../../models/onnx/encode.ts';
import { inferenceGraph, parametersOf } from '../../models/programs.ts';
import { compareWeights, type Fit, fitWeights } from '../../models/weights/names.ts';
import { safetensorsHeader } from '../../models/weights/safetensors.ts';
import type { TensorEntry, WeightsFile } from '../../models/weights/weights-file.ts';
import { ProblemError } from '../shared/errors.ts';
import { OWN_DETECTOR } from './detectors/own.ts';
import { withWeights, writePieces } from './weights-source.ts';

const presets = Object.keys(PRESETS) as PresetName[];

/** What a file of weights may hold: a network of some preset, or the app's own detector. */
export type WeightsName = PresetName | typeof OWN_DETECTOR;
const holdings: readonly WeightsName[] = [...presets, OWN_DETECTOR];

const parameters = new Map<WeightsName, readonly Value[]>();
/** A network is built once to learn what its weights are called. */
function weightsOf(holding: WeightsName): readonly Value[] {
  const build = () => (holding === OWN_DETECTOR ? detectorParameters() : parametersOf(PRESETS[holding]));
  const known = parameters.get(holding) ?? build();
  parameters.set(holding, known);
  return known;
}

/** The preset of this name. @throws {ProblemError} `unsupported` */
export function configOf(family: string): FaceXFormerConfig {
  if (Object.hasOwn(PRESETS, family)) return PRESETS[family as PresetName];
  throw new ProblemError(
    'unsupported',
    `The network ${family} is not known to this version of the app. It knows ${presets.join(', ')}.`,
  );
}

/** The tasks of a network among those that are asked for, in the network's order. */
export function tasksOf(config: FaceXFormerConfig, asked: 'all' | readonly Task[]): Task[] {
  const own = config.tasks.map(({ task }) => task);
  return asked === 'all' ? own : own.filter((task) => asked.includes(task));
}

const STARTS: readonly (readonly number[])[] = [
  [0x50, 0x4b, 3, 4], // a zip archive, as PyTorch saves since 1.6
  [0x80], // a pickle, as it did before
];
const NAMES = /\.(pt|pth|ckpt|safetensors)$/i;

/** Whether a file is to be read as weights and not as a graph: by its first bytes, else by its name. */
export function looksLikeWeights(start: Uint8Array, name: string): boolean {
  const isSafetensors = start[8] === 0x7b && start.subarray(4, 8).every((byte) => byte === 0);
  return NAMES.test(name) || isSafetensors || STARTS.some((bytes) => bytes.every((byte, i) => start[i] === byte));
}

const SHOWN = 3;
const list = (names: readonly string[]): string =>
  names.length > SHOWN ? `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more` : names.join(', ');

/** What stands between a file and the preset that it comes closest to. */
function misfit(preset: WeightsName, { missing, extra, misshaped }: Fit): string {
  const count = weightsOf(preset).length;
  const shapes = misshaped.map(({ name, found, needed }) => `${name} is ${found} and not ${needed}`);
  return [
    ...(missing.length ? [`${missing.length} of its ${count} weights are missing (${list(missing)})`] : []),
    ...(shapes.length ? [`${shapes.length} have another shape (${list(shapes)})`] : []),
    ...(extra.length ? [`${extra.length} are not its own (${list(extra)})`] : []),
  ].join('; ');
}

/** @throws {ProblemError} `unsupported`, with what is missing, of another shape, or not known */
function recognize({ tensors }: WeightsFile, name: string): WeightsName {
  const fits = holdings.map((preset) => {
    const fit = compareWeights(weightsOf(preset), tensors);
    return { preset, fit, wrong: fit.missing.length + fit.misshaped.length };
  });
  const [closest] = fits.toSorted((a, b) => a.wrong - b.wrong || a.fit.extra.length - b.fit.extra.length);
  if (closest?.wrong === 0) return closest.preset;
  throw new ProblemError(
    'unsupported',
    `${name} holds the weights of no network that the app knows. It comes closest to ${closest!.preset}: ${misfit(closest!.preset, closest!.fit)}.`,
  );
}

export const inspectWeights = (file: string, name: string): WeightsName =>
  withWeights(file, name, (weights) => recognize(weights, name));

/**
 * Writes the weights of any readable file as safetensors: those that its network reads in single precision, the rest as
 * they are. One tensor at a time is in memory.
 */
export function keepWeights(from: string, to: string, name: string): void {
  withWeights(from, name, (weights) => {
    const read = new Set(weightsOf(recognize(weights, name)).map((parameter) => parameter.name));
    const entries = [...weights.tensors].map(([tensor, entry]) => {
      const cast = read.has(tensor) && entry.dtype !== 'float32';
      if (cast && !['float16', 'bfloat16', 'float64'].includes(entry.dtype))
        throw new ProblemError('unsupported', `${name}: weight ${tensor} holds ${entry.dtype} numbers, not floats.`);
      const { shape, dtype } = entry;
      const written: TensorEntry = cast
        ? { shape, dtype: 'float32', read: () => castTensor(entry.read(), 'float32') }
        : { shape, dtype, read: () => entry.read() };
      return [tensor, written] as const;
    });
    // Wide numbers first, so that each begins at a multiple of its own size and can be used where it lies.
    const width = ([, { dtype }]: (typeof entries)[number]) => BYTES_PER_ELEMENT[dtype];
    const kept = new Map(entries.toSorted((a, b) => width(b) - width(a)));
    writePieces(
      to,
      (function* () {
        yield safetensorsHeader(kept, { format: 'pt' });
        for (const entry of kept.values()) yield entry.read().bytes;
      })(),
    );
  });
}

/**
 * How an exported graph computes. `int8` multiplies the encoder's linear maps in bytes, on any processor without
 * overflow: faster on CPUs, and answers that are near. Its file is no smaller: weights become bytes when it is opened.
 */
export type ExportForm = 'float32' | 'float16' | 'int8';

/** A graph that needs nothing beside it: from normalised pixels to the answers, the weights inside. */
export function exportOnnx(
  { file, preset }: { file: string; preset: string },
  to: string,
  { tasks, form }: { tasks: readonly Task[]; form: ExportForm },
): void {
  const config = configOf(preset);
  const graph = form === 'int8' ? graphInBytes(config, tasks) : inferenceGraph(config, { tasks, dtype: form });
  withWeights(file, file, ({ tensors }) => writePieces(to, modelPieces(graph, fitWeights(graph.parameters, tensors))));
}

function graphInBytes(config: FaceXFormerConfig, tasks: readonly Task[]): Graph {
  try {
    return inferenceGraph(config, { tasks, encoder: 'int7' });
  } catch (error) {
    throw new ProblemError(
      'unsupported',
      `${config.name} cannot be exported in bytes: ${(error as Error).message}. Export it as it is, or in half precision.`,
      { cause: error },
    );
  }
}
