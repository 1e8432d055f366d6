/**
 * What a face looks like at each of its landmarks, and how the landmarks lie to each other: the finer picture's channels
 * where a landmark's heat map lies, and the places of all. Few cells of the decoder's picture tell an expression or a
 * person; the shape of a mouth's corner does, and how far apart the eyes are.
 */
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { linear } from '../nn/linear.ts';
import type { Scope } from '../nn/scope.ts';
import { MEAN_FACE } from './mean-face.ts';

export interface DescriptorConfig {
  /** Numbers that a landmark is described by, and all of them together. */
  readonly each: number;
  readonly all: number;
  /** Numbers that tell how landmarks lie to each other. */
  readonly lying: number;
}

/**
 * @param maps logits [batch, 68, cells]
 * @param places the points [batch, 2 x 68], x and y in turn; what reads the descriptors does not move them
 * @param picture [batch, cells, channels]
 * @returns [batch, all + lying]
 */
export function describeLandmarks(
  p: Scope,
  config: DescriptorConfig,
  { maps, places, picture }: Record<'maps' | 'places' | 'picture', Value>,
): Value {
  const g = p.graph;
  const seen = g.matmul(g.softmax(maps), picture);
  const each = g.relu(linear(p.at('each'), seen, config.each));
  const described = g.reshape(each, [maps.shape[0]!, known(maps.shape[1]) * config.each]);
  const all = linear(p.at('all'), described, config.all);
  const lying = linear(p.at('lying'), offMean(p, g.detach(places)), config.lying);
  return g.relu(g.concat([all, lying], 1));
}

/**
 * How far points lie from where the mean face has them, which is moved, turned and scaled to lie on theirs (Procrustes).
 * @param places [batch, 2 x 68]; the answer too, as the face lies when it is upright, in the mean face's units
 */
function offMean(p: Scope, places: Value): Value {
  const g = p.graph;
  const count = MEAN_FACE.length;
  const batch = places.shape[0]!;
  const lengthOf = (x: Value): Value => g.sqrt(g.scale(g.sum(g.mul(x, x), [1]), 1, 1e-4));

  const points = g.reshape(places, [batch, count, 2]);
  const about = g.sub(points, g.mean(points, [1]));
  // Cosine and sine of the turn from the mean face: inner and outer products with it.
  const products = MEAN_FACE.flatMap(([x, y]) => [x, -y, y, x]);
  const way = g.matmul(g.reshape(about, [batch, 2 * count]), p.constant([2 * count, 2], products));
  // Back by it: (x, y) times ((c, -s), (s, c)).
  const back = g.matmul(g.div(way, lengthOf(way)), p.constant([2, 4], [1, 0, 0, 1, 0, -1, 1, 0]));
  const upright = g.reshape(g.matmul(about, g.reshape(back, [batch, 2, 2])), [batch, 2 * count]);
  const scaled = g.scale(g.div(upright, lengthOf(upright)), Math.sqrt(count));
  return g.sub(scaled, p.constant([1, 2 * count], MEAN_FACE.flat()));
}
