/** Convolutions of pictures [batch, channels, height, width]. */
import type { ConvOptions } from '../graph/builder.ts';
import { known, product } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { project } from './linear.ts';
import type { Scope } from './scope.ts';

/** Parameters `weight` [out, in / group, size, size] and `bias` [out]. */
export function conv(
  p: Scope,
  x: Value,
  out: number,
  size: number,
  { bias = true, group = 1, ...options }: ConvOptions & { bias?: boolean } = {},
): Value {
  const weight = p.param('weight', [out, known(x.shape[1]) / group, size, size]);
  return p.graph.conv(x, weight, bias ? p.param('bias', [out]) : null, { group, ...options });
}

/** Of ReLU's output for a normal input: what brings it back to a variance of one. */
const AFTER_RELU = Math.sqrt(2 / (1 - 1 / Math.PI));
const EPSILON = 1e-4;

/**
 * With scaled weight standardisation: the weights of each output are brought to mean zero and to the size that keeps the
 * variance of the picture, then scaled by `gain`. Parameters `weight` [out, in, size, size], `gain` [out], `bias` [out].
 *
 * @param activated whether ReLU comes before it
 */
export function standardConv(
  p: Scope,
  x: Value,
  out: number,
  size: number,
  { activated = false, ...options }: { stride?: number; padding?: number; activated?: boolean } = {},
): Value {
  const g = p.graph;
  const shape = [out, known(x.shape[1]), size, size];
  const weight = g.reshape(p.param('weight', shape), [out, product(shape.slice(1))]);
  const centred = g.sub(weight, g.mean(weight, [1]));
  const length = g.sqrt(g.scale(g.sum(g.mul(centred, centred), [1]), 1, EPSILON));
  const gain = g.scale(g.reshape(p.param('gain', [out]), [out, 1]), activated ? AFTER_RELU : 1);
  const standard = g.reshape(g.mul(centred, g.div(gain, length)), shape);
  return g.conv(activated ? g.relu(x) : x, standard, p.param('bias', [out]), options);
}

/** Parameters `weight` [in, out, 2, 2] and `bias` [out]: every pixel becomes a square of two by two. */
export function doubling(p: Scope, x: Value, out: number): Value {
  const weight = p.param('weight', [known(x.shape[1]), out, 2, 2]);
  return p.graph.convTranspose(x, weight, p.param('bias', [out]), 2);
}

/** The same with the same parameters on tokens [batch, n, in] -> [batch, 4 n, out], each token's four in a row. */
export function doublingOfTokens(p: Scope, x: Value, out: number): Value {
  const g = p.graph;
  const [batch, count, width] = [x.shape[0]!, known(x.shape[1]), known(x.shape[2])];
  const weight = g.reshape(g.transpose(p.param('weight', [width, out, 2, 2]), [2, 3, 1, 0]), [4 * out, width]);
  const bias = p.param('bias', [out]);
  const fourfold = project(p, x, weight, g.concat([bias, bias, bias, bias], 0));
  return g.reshape(fourfold, [batch, 4 * count, out]);
}
