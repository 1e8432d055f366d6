/** Landmarks as heat maps: where each point's token agrees with the face, refined, and its mean place. */
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { conv } from '../nn/conv.ts';
import { mlp } from '../nn/mlp.ts';
import type { Scope } from '../nn/scope.ts';
import type { HeadInput } from './heads.ts';

export interface HeatMapHead {
  readonly kind: 'points';
  readonly hypernetwork: string;
  readonly hourglass: string;
}

/** Halvings on the way down. */
const DEPTH = 2;

/** [batch, 2 points]: x, y pairs in [-1, 1], where -1 and 1 are the edges of the picture. */
export function heatMaps(p: Scope, config: HeatMapHead, { tokens, face }: HeadInput): Value {
  const g = p.graph;
  const batch = face.shape[0]!;
  const side = Math.sqrt(known(face.shape[1]));
  const width = known(face.shape[2]);
  const points = known(tokens.shape[1]);
  const wanted = mlp(p.at(config.hypernetwork), tokens, [width, width, width]);
  const agreement = g.reshape(g.matmul(wanted, g.turn(face)), [batch, points, side, side]);
  const maps = hourglass(p.at(config.hourglass), g.scale(agreement, 1 / Math.sqrt(width)), DEPTH);
  const shares = g.softmax(g.reshape(maps, [batch, points, side * side]));
  const centre = (i: number): number => (2 * (i + 0.5)) / side - 1;
  const places = Array.from({ length: side * side }, (_, i) => [centre(i % side), centre(Math.floor(i / side))]);
  return g.reshape(g.matmul(shares, p.constant([side * side, 2], places.flat())), [batch, 2 * points]);
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
