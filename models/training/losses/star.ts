/**
 * STAR (Zhou et al. 2023): an error counts less along the direction in which a heat map is stretched, and stretched maps
 * cost by themselves.
 *
 * With the map's covariance C = V L Vᵀ the error in its own axes is Vᵀ e / sqrt(L + eps), whose squared length is
 * eᵀ (C + eps)⁻¹ e; and the sum of the eigenvalues is the trace. So no decomposition is needed.
 */
import { cellCentres } from '../../facexformer/heat-maps.ts';
import type { Builder } from '../../graph/builder.ts';
import type { Value } from '../../graph/graph.ts';
import { smoothL1 } from './distances.ts';

const EPSILON = 1e-5;

/** How much the eigenvalues themselves count. */
const SPREAD_WEIGHT = 1;

/**
 * @param maps logits [batch, count, side²]
 * @param truth points [batch, count, 2]
 * @returns [batch, count]
 */
export function starLoss(g: Builder, maps: Value, truth: Value): Value {
  const [batch, count, cells] = maps.shape as [number, number, number];
  const shares = g.softmax(maps);
  const places = cellCentres(Math.sqrt(cells));
  const column = (of: (place: readonly [number, number]) => number): number[] => places.map(of);
  // Moments of each map: x, y, x², y², xy.
  const moments = [
    column(([x]) => x),
    column(([, y]) => y),
    column(([x]) => x * x),
    column(([, y]) => y * y),
    column(([x, y]) => x * y),
  ];
  const table = places.flatMap((_, i) => moments.map((moment) => moment[i]!));
  const sums = g.matmul(shares, g.floats([cells, moments.length], table, 'float32'));
  const [mx, my, mxx, myy, mxy] = g.split(sums, [1, 1, 1, 1, 1], 2) as [Value, Value, Value, Value, Value];

  // Unbiased for weighted samples: divided by V1 - V2 / V1, of the sums of the weights and of their squares.
  const squares = g.scale(g.sum(g.mul(shares, shares), [2]), 1, EPSILON);
  const free = g.scale(squares, -1 / (1 + EPSILON), 1 + EPSILON);
  const a = g.scale(g.div(g.sub(mxx, g.mul(mx, mx)), free), 1, EPSILON);
  const c = g.scale(g.div(g.sub(myy, g.mul(my, my)), free), 1, EPSILON);
  const b = g.div(g.sub(mxy, g.mul(mx, my)), free);

  const [tx, ty] = g.split(truth, [1, 1], 2) as [Value, Value];
  const [ex, ey] = [g.sub(tx, mx), g.sub(ty, my)];
  const cross = g.scale(g.mul(g.mul(ex, ey), b), -2);
  const numerator = g.add(g.add(g.mul(g.mul(ex, ex), c), g.mul(g.mul(ey, ey), a)), cross);
  const determinant = g.clip(g.sub(g.mul(a, c), g.mul(b, b)), EPSILON ** 2, 1e30);
  const spread = g.scale(g.add(a, c), SPREAD_WEIGHT, -2 * EPSILON * SPREAD_WEIGHT);
  return g.reshape(g.add(smoothL1(g, g.div(numerator, determinant)), spread), [batch, count]);
}
