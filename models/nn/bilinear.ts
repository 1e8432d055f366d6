/** Bilinear resampling as products with constant matrices, for tokens that lie row by row. */
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { linearWeights } from '../ops/linear-weights.ts';
import type { Scope } from './scope.ts';

/** Tokens [batch, from², width] of a square picture -> [batch, to², width]. */
export function resizeTokens(p: Scope, x: Value, from: number, to: number): Value {
  if (from === to) return x;
  const g = p.graph;
  const batch = x.shape[0]!;
  const width = known(x.shape[2]);
  const weights = p.constant([to, from], linearWeights(from, to));
  const tall = g.matmul(weights, g.reshape(x, [batch, from, from * width]));
  return g.reshape(g.matmul(weights, g.reshape(tall, [batch, to, from, width])), [batch, to * to, width]);
}
