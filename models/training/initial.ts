/** Weights before any training: what a network that begins from nothing begins with. */
import type { Value } from '../graph/graph.ts';
import { elementCount, float32Tensor, type Tensor } from '../graph/tensor.ts';

/** Parts of names, and the number that every entry of such a weight begins with; the first that fits. */
const CONSTANTS: readonly (readonly [name: RegExp, value: number])[] = [
  [/(^|\.)(bias|running_mean)$/, 0],
  [/(^|\.)(gain|running_var)$/, 1],
  // Residual branches begin small, so that the signal keeps its size however deep the network is.
  [/(^|\.)skip$/, 0.2],
  [/(^|\.)layer_scale$/, 1e-2],
];

/** Random frequencies, tokens and rotations have a size of their own; every other weight keeps the variance of what it is given. */
const DEVIATIONS: readonly (readonly [name: RegExp, deviation: number])[] = [
  [/positional_encoding_gaussian_matrix$/, 1],
  [/relative_position_bias_table$/, 0.02],
  [/_tokens?\.weight$/, 1],
  // Whatever is drawn, a rotation begins near to straight ahead.
  [/pose_prediction_head\.layers\.2\.weight$/, 0.02],
];

/** How many numbers each output is a sum of. */
function fanIn(name: string, shape: readonly number[]): number {
  // A doubling's weight is [in, out, 2, 2], and each of its outputs sees one input pixel.
  return /upscaling\.\d+\.weight$/.test(name) ? shape[0]! : elementCount(shape.slice(1));
}

/** @param normal gives numbers of mean 0 and deviation 1 */
export function initialWeight({ name, shape }: Pick<Value, 'name' | 'shape'>, normal: () => number): Tensor {
  const sizes = shape.map(Number);
  const fixed = CONSTANTS.find(([pattern]) => pattern.test(name))?.[1] ?? (sizes.length === 1 ? 1 : null);
  const data = new Float32Array(elementCount(sizes));
  if (fixed !== null) return float32Tensor(sizes, data.fill(fixed));
  const deviation = DEVIATIONS.find(([pattern]) => pattern.test(name))?.[1] ?? 1 / Math.sqrt(fanIn(name, sizes));
  for (let i = 0; i < data.length; i++) data[i] = deviation * normal();
  return float32Tensor(sizes, data);
}

/** A weight for each parameter of a network, by its name. */
export const initialWeights = (parameters: readonly Value[], normal: () => number): Map<string, Tensor> =>
  new Map(parameters.map((parameter) => [parameter.name, initialWeight(parameter, normal)]));
