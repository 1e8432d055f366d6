/**
 * Cross attention between few tokens and many cells of the face, with the face's own projections moved to the tokens.
 * (f Wqᵀ)(t Wkᵀ)ᵀ = f (t Wkᵀ Wq)ᵀ: the small side takes both matrices, so the large side is read as it lies, without
 * being projected, split into heads or reordered.
 */
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { type AttentionOptions, joinHeads, splitHeads } from '../nn/attention.ts';
import { linear } from '../nn/linear.ts';
import type { Scope } from '../nn/scope.ts';

interface Sides {
  queries: Value;
  keys: Value;
  values: Value;
}

/** A projection's weight [inner, width] by heads: [heads, size, width]. */
const byHeads = (p: Scope, name: string, width: number, { heads, inner }: AttentionOptions): Value =>
  p.graph.reshape(p.at(name).param('weight', [inner, width]), [heads, inner / heads, width]);

/** Queries are tokens [batch, n, width]; keys and values are the face [batch, cells, width]. */
export function absorbedTasksToFace(p: Scope, { queries, keys, values }: Sides, options: AttentionOptions): Value {
  const g = p.graph;
  const { heads, inner } = options;
  const [batch, width] = [keys.shape[0]!, known(keys.shape[2])];
  const count = known(queries.shape[1]);
  const q = g.scale(splitHeads(p, linear(p.at('q_proj'), queries, inner), heads), 1 / Math.sqrt(inner / heads));
  // The bias of the keys adds the same to every score of a query, and softmax does not see it.
  const reach = g.matmul(q, byHeads(p, 'k_proj', width, options));
  const rows = g.reshape(reach, [q.shape[0]!, heads * count, width]);
  const seen = g.matmul(g.softmax(g.matmul(rows, g.turn(keys))), values);
  // Attention sums to one, so the bias of the values passes through it unchanged.
  const perHead = g.matmul(g.reshape(seen, [batch, heads, count, width]), g.turn(byHeads(p, 'v_proj', width, options)));
  const mixed = g.add(joinHeads(p, perHead), p.at('v_proj').param('bias', [inner]));
  return linear(p.at('out_proj'), mixed, width);
}

/** Queries are the face [batch, cells, width]; keys and values are tokens [batch, n, width]. */
export function absorbedFaceToTasks(p: Scope, { queries, keys, values }: Sides, options: AttentionOptions): Value {
  const g = p.graph;
  const { heads, inner } = options;
  const [batch, cells, width] = [queries.shape[0]!, known(queries.shape[1]), known(queries.shape[2])];
  const count = known(keys.shape[1]);
  const k = g.scale(splitHeads(p, linear(p.at('k_proj'), keys, inner), heads), 1 / Math.sqrt(inner / heads));
  const reach = g.reshape(g.matmul(k, byHeads(p, 'q_proj', width, options)), [batch, heads * count, width]);
  const queryBias = g.reshape(p.at('q_proj').param('bias', [inner]), [heads, inner / heads, 1]);
  const offset = g.reshape(g.matmul(k, queryBias), [batch, 1, heads * count]);
  const scores = g.add(g.matmul(queries, g.turn(reach)), offset);
  const shares = g.reshape(g.softmax(g.reshape(scores, [batch, cells, heads, count])), [batch, cells, heads * count]);
  const v = splitHeads(p, linear(p.at('v_proj'), values, inner), heads);
  // [width, inner] by heads: [heads, size, width]
  const out = g.reshape(g.turn(p.at('out_proj').param('weight', [width, inner])), [heads, inner / heads, width]);
  const told = g.reshape(g.matmul(v, out), [batch, heads * count, width]);
  // Each head's shares sum to one, so every row may carry its head's part of the bias.
  const bias = g.scale(p.at('out_proj').param('bias', [width]), 1 / heads);
  return g.matmul(shares, g.add(told, bias));
}
