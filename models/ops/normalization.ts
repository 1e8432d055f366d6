/** Operations that set a vector's size against itself. */
import { axisOf, sameShape } from '../graph/dims.ts';
import { sumTo } from './gradient.ts';
import { float, type OpTable, sameDtype } from './rule.ts';

export const normalization = {
  Softmax: {
    inputs: [1, 1],
    types: ([x], { axis }) => {
      axisOf(axis, x!.shape.length);
      return [{ dtype: float(x), shape: x!.shape }];
    },
    gradient: ({ g, outputs, upstream, attributes: { axis } }) => {
      const y = outputs[0]!;
      const weighted = g.mul(upstream[0]!, y);
      return [g.sub(weighted, g.mul(y, g.sum(weighted, [axis])))];
    },
  },
  /** (x - mean) / sqrt(variance + epsilon) * scale + bias, over the axes from `axis` on; then the mean and 1 / sqrt(…) */
  LayerNormalization: {
    inputs: [3, 3],
    required: 1,
    types: ([x, scale, bias], { axis }) => {
      const from = axisOf(axis, x!.shape.length);
      const over = x!.shape.slice(from);
      if (!sameShape(scale!.shape, over) || !sameShape(bias!.shape, over))
        throw new Error(`scale and bias are not [${over.join(', ')}]`);
      const kept = x!.shape.map((dim, i) => (i < from ? dim : 1));
      return [
        { dtype: sameDtype(x, scale, bias), shape: x!.shape },
        { dtype: 'float32', shape: kept },
        { dtype: 'float32', shape: kept },
      ];
    },
    gradient: ({ g, inputs, outputs, upstream, attributes: { axis }, wants }) => {
      const [x, scale, bias, dy] = [inputs[0]!, inputs[1]!, inputs[2]!, upstream[0]!];
      if (upstream[1] || upstream[2]) throw new Error('its mean and deviation have no gradient');
      const [mean, inverse] = [g.cast(outputs[1]!, x.dtype), g.cast(outputs[2]!, x.dtype)];
      const over = [...x.shape.keys()].slice(axis);
      const unit = g.mul(g.sub(x, mean), inverse);
      const slope = g.mul(dy, unit);
      const scaled = g.mul(dy, scale);
      const along = g.mul(unit, g.mean(g.mul(scaled, unit), over));
      const dx = (): typeof dy => g.mul(g.sub(g.sub(scaled, g.mean(scaled, over)), along), inverse);
      return [
        wants(0) ? dx() : null,
        wants(1) ? sumTo(g, slope, scale.shape) : null,
        wants(2) ? sumTo(g, dy, bias.shape) : null,
      ];
    },
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
    gradient: ({ g, inputs, upstream, attributes: { epsilon }, wants }) => {
      const [x, dy] = [inputs[0]!, upstream[0]!];
      const channels = [x.shape[1]!, ...x.shape.slice(2).map(() => 1)];
      const [scale, , mean, variance] = inputs.slice(1).map((vector) => g.reshape(vector!, channels));
      const inverse = g.div(g.floats([], [1], x.dtype), g.sqrt(g.scale(variance!, 1, epsilon)));
      const factor = g.mul(scale!, inverse);
      const vector = (value: typeof dy): typeof dy => g.reshape(sumTo(g, value, channels), [x.shape[1]!]);
      const centred = (): typeof dy => g.mul(dy, g.sub(x, mean!));
      return [
        wants(0) ? g.mul(dy, factor) : null,
        wants(1) ? vector(g.mul(sumTo(g, centred(), channels), inverse)) : null,
        wants(2) ? vector(dy) : null,
        wants(3) ? vector(g.neg(g.mul(sumTo(g, dy, channels), factor))) : null,
        wants(4)
          ? vector(g.mul(sumTo(g, centred(), channels), g.scale(g.mul(factor, g.mul(inverse, inverse)), -0.5)))
          : null,
      ];
    },
  },
} satisfies Partial<OpTable>;
