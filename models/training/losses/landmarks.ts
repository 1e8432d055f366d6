/** Landmarks: STAR on heat maps (Zhou et al. 2023), or a distance of points, and the heat maps' own cross entropy. */

import { cellCentres } from '../../facexformer/heat-maps.ts';
import { known } from '../../graph/dims.ts';
import type { Value } from '../../graph/graph.ts';
import { DISTANCES, type Distance } from './distances.ts';
import { type LossScope, logShares } from './loss.ts';
import { starLoss } from './star.ts';

export interface LandmarkLoss {
  readonly weight?: number;
  /** STAR needs heat maps. Distances are in half sides of the picture, as coordinates are: -1 and 1 are its edges. */
  readonly kind?: 'star' | Distance;
  /** How much the cross entropy of heat maps counts besides; 0 where not said. */
  readonly heatMaps?: number;
  /** Width of a true heat map, in its cells; 1 where not said. */
  readonly sigma?: number;
}

/** @param points [batch, 2 count]: x, y pairs */
export function landmarkLoss(
  scope: LossScope,
  points: Value,
  { kind, heatMaps: share = 0, sigma = 1 }: LandmarkLoss,
  maps: Value | null,
): Value {
  const { g, batch } = scope;
  const count = known(points.shape[1]) / 2;
  const target = scope.feed('target.landmarks', 'float32', [batch, 2 * count], 'x, y pairs; -1 and 1 are the edges');
  const single = scope.feed('weight.landmarks.points', 'float32', [batch, count], '0 where a point is unknown, else 1');
  const weights = g.mul(g.reshape(scope.faceWeights('landmarks'), [batch, 1]), single);
  const truth = g.reshape(target, [batch, count, 2]);
  const chosen = kind ?? (maps ? 'star' : 'smooth-l1');
  if (chosen === 'star' && !maps) throw new Error('STAR needs heat maps, and this network answers with points alone');
  const losses =
    chosen === 'star'
      ? starLoss(g, maps!, truth)
      : DISTANCES[chosen](g, g.sub(g.reshape(points, [batch, count, 2]), truth));
  const loss = scope.mean(losses, weights);
  if (share === 0) return loss;
  if (!maps) throw new Error('this network has no heat maps to compare');
  return g.add(loss, g.scale(scope.mean(mapEntropy(scope, maps, truth, sigma), weights), share));
}

/** [batch, count]: cross entropy of each heat map and a bell about the true point. */
function mapEntropy({ g }: LossScope, maps: Value, truth: Value, sigma: number): Value {
  const side = Math.sqrt(known(maps.shape[2]));
  const cells = cellCentres(side);
  // A cell is 2 / side wide. Of -|t - c|² / 2w² the term |t|² is the same in every cell, and softmax does not see it.
  const sharpness = 1 / ((2 * sigma) / side) ** 2;
  const along = [cells.map(([x]) => x * sharpness), cells.map(([, y]) => y * sharpness)].flat();
  const own = cells.map(([x, y]) => -0.5 * sharpness * (x * x + y * y));
  const exponents = g.add(
    g.matmul(truth, g.floats([2, cells.length], along, 'float32')),
    g.floats([cells.length], own, 'float32'),
  );
  return g.neg(g.sum(g.mul(g.softmax(exponents), logShares(g, maps, 2)), [2], false));
}
