/** Bilinear resampling as products with constant matrices, for tokens that lie row by row. */
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import type { Scope } from './scope.ts';

/**
 * The matrix [to, from] of linear resampling along one axis: cell centres keep their place (align_corners = false),
 * beyond the outermost centres their value is held. Every row sums to one.
 */
export function linearWeights(from: number, to: number): Float32Array {
  const weights = new Float32Array(to * from);
  for (let row = 0; row < to; row++) {
    const place = Math.min(Math.max(((row + 0.5) * from) / to - 0.5, 0), from - 1);
    const low = Math.min(Math.floor(place), Math.max(from - 2, 0));
    const fraction = place - low;
    weights[row * from + low]! += 1 - fraction;
    if (fraction > 0) weights[row * from + low + 1]! += fraction;
  }
  return weights;
}

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
