/** MLP-Fusion: the features of four scales brought to one width and one size, and mixed. */
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { resizeTokens } from '../nn/bilinear.ts';
import { linear, project } from '../nn/linear.ts';
import type { Scope } from '../nn/scope.ts';
import type { Form } from './form.ts';

/** Features S1..S4 as tokens [batch, side², channels] -> F [batch, side1², width]. */
export function fuse(p: Scope, features: readonly Value[], width: number, form: Form): Value {
  return form === 'plain' ? fusePlainly(p, features, width) : fuseFolded(p, features, width);
}

const sideOf = (tokens: Value): number => Math.sqrt(known(tokens.shape[1]));

/** Linear to one width, bilinear to one size, concatenated from the coarsest to the finest, 1x1 convolution. */
function fusePlainly(p: Scope, features: readonly Value[], width: number): Value {
  const g = p.graph;
  const batch = features[0]!.shape[0]!;
  const side = sideOf(features[0]!);
  const pictures = features.map((feature, i) => {
    const own = sideOf(feature);
    const tokens = linear(p.at('linear_c').at(i).at('proj'), feature, width);
    return g.resize(g.reshape(g.turn(tokens), [batch, width, own, own]), side, side);
  });
  const stacked = g.concat(pictures.toReversed(), 1);
  const weight = p.at('linear_fuse').param('weight', [width, features.length * width, 1, 1]);
  return g.turn(g.reshape(g.conv(stacked, weight, null), [batch, width, side * side]));
}

/**
 * Bilinear weights sum to one, so a linear map of each pixel may come before it: both maps of a scale become one at the
 * scale's own size, and only sums are left at the finest.
 */
function fuseFolded(p: Scope, features: readonly Value[], width: number): Value {
  const g = p.graph;
  const side = sideOf(features[0]!);
  // Weights are multiplied in single precision whatever the network computes in.
  const single = (value: Value): Value => g.cast(value, 'float32');
  const mixed = (value: Value): Value => g.cast(value, p.precision.compute);
  const fuseWeight = p.at('linear_fuse').param('weight', [width, features.length * width, 1, 1]);
  const coarseFirst = g.split(
    g.reshape(single(fuseWeight), [width, features.length * width]),
    features.map(() => width),
    1,
  );
  const scales = features.map((feature, i) => {
    const own = p.at('linear_c').at(i).at('proj');
    const mix = coarseFirst.at(-1 - i)!;
    const weight = g.matmul(mix, single(own.param('weight', [width, known(feature.shape[2])])));
    const bias = g.reshape(g.matmul(mix, g.reshape(single(own.param('bias', [width])), [width, 1])), [width]);
    return resizeTokens(p, project(p, feature, mixed(weight), mixed(bias)), sideOf(feature), side);
  });
  return scales.reduce((sum, scale) => g.add(sum, scale));
}
