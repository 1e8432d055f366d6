/** Normalisations, with parameters `weight` and `bias`. */
import { known, product } from '../graph/dims.ts';
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

/** How much of a step's own statistics the running ones take on. */
const MOMENTUM = 0.1;

/** By the mean and variance kept from training; in training by those of the batch, where the scope says so. */
export function batchNorm(p: Scope, x: Value, epsilon = 1e-5): Value {
  const size = [known(x.shape[1])];
  const [weight, bias, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map((name) =>
    p.param(name, size),
  ) as [Value, Value, Value, Value];
  return p.goesByBatch
    ? normByBatch(p, x, { weight, bias, mean, variance }, epsilon)
    : p.graph.node('BatchNormalization', [x, weight, bias, mean, variance], { epsilon })[0]!;
}

function normByBatch(
  p: Scope,
  x: Value,
  { weight, bias, mean, variance }: Record<'weight' | 'bias' | 'mean' | 'variance', Value>,
  epsilon: number,
): Value {
  const g = p.graph;
  const channels = [1, known(x.shape[1]), 1, 1];
  const own = g.mean(x, [0, 2, 3]);
  const centred = g.sub(x, own);
  const spread = g.mean(g.mul(centred, centred), [0, 2, 3]);
  const count = known(product(x.shape)) / channels[1]!;
  const follow = (running: Value, now: Value): void => {
    const next = g.add(g.scale(running, 1 - MOMENTUM), g.scale(g.reshape(now, running.shape), MOMENTUM));
    p.training?.follow(running, next);
  };
  follow(mean, own);
  // Unbiased, as it is to stand for other pictures.
  follow(variance, g.scale(spread, count / Math.max(count - 1, 1)));
  const factor = g.div(g.reshape(weight, channels), g.sqrt(g.scale(spread, 1, epsilon)));
  return g.add(g.mul(centred, factor), g.reshape(bias, channels));
}
