/** Landmarks as heat maps: where each point's token agrees with the face, refined; its mean place, and how sure that is. */

import type { Builder } from '../graph/builder.ts';
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { conv } from '../nn/conv.ts';
import { mlp } from '../nn/mlp.ts';
import type { Scope } from '../nn/scope.ts';
import type { HeadInput } from './heads.ts';

export interface HeatMapHead {
  readonly kind: 'points';
  readonly hypernetwork: string;
  /** Refines the maps; null where they are taken as they come. */
  readonly hourglass: string | null;
}

/** Halvings on the way down. */
const DEPTH = 2;

/** How likely each point is at each place: logits [batch, points, side²]. */
export function heatMaps(p: Scope, config: HeatMapHead, { tokens, face: seen, detail }: HeadInput): Value {
  const g = p.graph;
  const face = detail?.quarter ?? seen;
  const batch = face.shape[0]!;
  const side = Math.sqrt(known(face.shape[1]));
  const width = known(face.shape[2]);
  const points = known(tokens.shape[1]);
  const asked = known(tokens.shape[2]);
  const wanted = mlp(p.at(config.hypernetwork), tokens, [asked, asked, width]);
  const agreement = g.reshape(g.matmul(wanted, g.turn(face)), [batch, points, side, side]);
  const scaled = g.scale(agreement, 1 / Math.sqrt(width));
  const maps = config.hourglass === null ? scaled : hourglass(p.at(config.hourglass), scaled, DEPTH);
  return g.reshape(maps, [batch, points, side * side]);
}

/** x and y of the cells of a map of side² cells, where -1 and 1 are the edges of the picture. */
export function cellCentres(side: number): [x: number, y: number][] {
  const centre = (i: number): number => (2 * (i + 0.5)) / side - 1;
  return Array.from({ length: side * side }, (_, i) => [centre(i % side), centre(Math.floor(i / side))]);
}

const sideOf = (maps: Value): number => Math.sqrt(known(maps.shape[2]));

/** The mean place of each map: [batch, 2 points], x and y in turn. */
export function meanPlaces(p: Scope, maps: Value): Value {
  const g = p.graph;
  const [batch, points, area] = maps.shape;
  const places = p.constant([known(area), 2], cellCentres(sideOf(maps)).flat());
  return g.reshape(g.matmul(g.softmax(maps), places), [batch!, 2 * known(points)]);
}

/**
 * How far each map spreads about its mean place: [batch, points], the root of the mean squared distance. In single
 * precision, since it is the difference of two means that are near to each other.
 */
export function spreads(g: Builder, maps: Value): Value {
  const [batch, points, area] = maps.shape;
  const centres = cellCentres(sideOf(maps));
  const shares = g.softmax(g.cast(maps, 'float32'));
  const moments = g.matmul(
    shares,
    g.floats(
      [known(area), 3],
      centres.flatMap(([x, y]) => [x, y, x * x + y * y]),
      'float32',
    ),
  );
  const [mean, square] = g.split(moments, [2, 1], 2);
  const variance = g.sub(g.sum(square!, [2]), g.sum(g.mul(mean!, mean!), [2]));
  return g.reshape(g.sqrt(g.relu(variance)), [batch!, known(points)]);
}

/** Down to half the size, through the next hourglass, back up, and added to what was kept at this size. */
function hourglass(p: Scope, x: Value, depth: number): Value {
  const g = p.graph;
  const channels = known(x.shape[1]);
  const kept = conv(p.at('keep'), x, channels, 3, { padding: 1 });
  if (depth === 0) return kept;
  const low = g.relu(conv(p.at('down'), x, channels, 3, { stride: 2, padding: 1 }));
  const refined = hourglass(p.at('inner'), low, depth - 1);
  return g.add(kept, g.resize(refined, known(x.shape[2]), known(x.shape[3])));
}
