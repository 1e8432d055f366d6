/** Normalisations, with parameters `weight` and `bias`. */
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import type { Scope } from './scope.ts';

/** Over the last axis: each token for itself. */
export function layerNorm(p: Scope, x: Value, epsilon = 1e-5): Value {
  const size = [known(x.shape.at(-1))];
  return p.graph.node('LayerNormalization', [x, p.param('weight', size), p.param('bias', size)], {
    axis: x.shape.length - 1,
    epsilon,
  })[0]!;
}

/** Over the channels of a picture [batch, channels, height, width]: each pixel for itself. */
export function layerNorm2d(p: Scope, x: Value, epsilon = 1e-6): Value {
  const g = p.graph;
  const channels = known(x.shape[1]);
  const centred = g.sub(x, g.mean(x, [1]));
  const variance = g.mean(g.mul(centred, centred), [1]);
  const unit = g.div(centred, g.sqrt(g.scale(variance, 1, epsilon)));
  const weight = g.reshape(p.param('weight', [channels]), [channels, 1, 1]);
  return g.add(g.mul(unit, weight), g.reshape(p.param('bias', [channels]), [channels, 1, 1]));
}

/** By the mean and variance kept from training. */
export function batchNorm(p: Scope, x: Value, epsilon = 1e-5): Value {
  const size = [known(x.shape[1])];
  const statistics = ['weight', 'bias', 'running_mean', 'running_var'].map((name) => p.param(name, size));
  return p.graph.node('BatchNormalization', [x, ...statistics], { epsilon })[0]!;
}
