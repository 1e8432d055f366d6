/**
 * What a face looks like at each of its landmarks: the finer picture's channels where the landmark's heat map lies. Few cells
 * of the decoder's picture tell an expression or a person; the shape of a mouth's corner does.
 */
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { linear } from '../nn/linear.ts';
import type { Scope } from '../nn/scope.ts';

export interface DescriptorConfig {
  /** Numbers that a landmark is described by, and all of them together. */
  readonly each: number;
  readonly all: number;
}

/**
 * @param maps logits [batch, points, cells]
 * @param picture [batch, cells, channels]
 * @returns [batch, all]
 */
export function describeLandmarks(p: Scope, config: DescriptorConfig, maps: Value, picture: Value): Value {
  const g = p.graph;
  const points = known(maps.shape[1]);
  const seen = g.matmul(g.softmax(maps), picture);
  const each = g.relu(linear(p.at('each'), seen, config.each));
  return g.relu(linear(p.at('all'), g.reshape(each, [maps.shape[0]!, points * config.each]), config.all));
}
