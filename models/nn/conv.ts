/** Convolutions of pictures [batch, channels, height, width]. */
import type { ConvOptions } from '../graph/builder.ts';
import { known } from '../graph/dims.ts';
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
