/** Operations that set a vector's size against itself. */
import { axisOf, sameShape } from '../graph/dims.ts';
import { float, NO_GRADIENT, type OpTable, sameDtype } from './rule.ts';

export const normalization = {
  Softmax: {
    inputs: [1, 1],
    types: ([x], { axis }) => {
      axisOf(axis, x!.shape.length);
      return [{ dtype: float(x), shape: x!.shape }];
    },
    gradient: NO_GRADIENT,
  },
  /** (x - mean) / sqrt(variance + epsilon) * scale + bias, over the axes from `axis` on */
  LayerNormalization: {
    inputs: [3, 3],
    types: ([x, scale, bias], { axis }) => {
      const over = x!.shape.slice(axisOf(axis, x!.shape.length));
      if (!sameShape(scale!.shape, over) || !sameShape(bias!.shape, over))
        throw new Error(`scale and bias are not [${over.join(', ')}]`);
      return [{ dtype: sameDtype(x, scale, bias), shape: x!.shape }];
    },
    gradient: NO_GRADIENT,
  },
  /** With the mean and variance of a training long past: inputs are x, scale, bias, mean, variance. */
  BatchNormalization: {
    inputs: [5, 5],
    types: ([x, ...statistics]) => {
      const channels = x!.shape.slice(1, 2);
      if (!statistics.every(({ shape }) => sameShape(shape, channels)))
        throw new Error(`needs vectors of [${channels}]`);
      return [{ dtype: sameDtype(x, ...statistics), shape: x!.shape }];
    },
    gradient: NO_GRADIENT,
  },
} satisfies Partial<OpTable>;
