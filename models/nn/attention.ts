/** Scaled dot-product attention with several heads. */
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { linear } from './linear.ts';
import type { Scope } from './scope.ts';

export interface AttentionOptions {
  heads: number;
  /** The width that queries, keys and values are projected to, all heads together. */
  inner: number;
}

/** [batch, n, heads * size] -> [batch, heads, n, size] */
export function splitHeads(p: Scope, x: Value, heads: number): Value {
  const [batch, count, width] = x.shape;
  return p.graph.transpose(p.graph.reshape(x, [batch!, count!, heads, known(width) / heads]), [0, 2, 1, 3]);
}

/** The inverse of `splitHeads`. */
export function joinHeads(p: Scope, x: Value): Value {
  const [batch, heads, count, size] = x.shape;
  return p.graph.reshape(p.graph.transpose(x, [0, 2, 1, 3]), [batch!, count!, known(heads) * known(size)]);
}

/** softmax(q kᵀ / sqrt(size)) v with parameters `q_proj`, `k_proj`, `v_proj` and `out_proj`; tokens are [batch, n, width]. */
export function attention(
  p: Scope,
  { queries, keys, values }: { queries: Value; keys: Value; values: Value },
  { heads, inner }: AttentionOptions,
): Value {
  const g = p.graph;
  const q = splitHeads(p, linear(p.at('q_proj'), queries, inner), heads);
  const k = splitHeads(p, linear(p.at('k_proj'), keys, inner), heads);
  const v = splitHeads(p, linear(p.at('v_proj'), values, inner), heads);
  const scores = g.scale(g.matmul(q, g.turn(k)), 1 / Math.sqrt(inner / heads));
  const mixed = joinHeads(p, g.matmul(g.softmax(scores), v));
  return linear(p.at('out_proj'), mixed, known(queries.shape.at(-1)));
}
