/** Operations on each element for itself. Two operands stretch over each other by NumPy's rule. */
import type { Builder } from '../graph/builder.ts';
import { broadcast } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { sumTo, zeros } from './gradient.ts';
import { float, type OpRule, type OpTable, sameDtype } from './rule.ts';

/** @param slope of y = f(x), times the change of the loss with y */
const unary = (slope: (g: Builder, dy: Value, x: Value, y: Value) => Value): OpRule<object> => ({
  inputs: [1, 1],
  types: ([x]) => [{ dtype: float(x), shape: x!.shape }],
  gradient: ({ g, inputs, outputs, upstream }) => [slope(g, upstream[0]!, inputs[0]!, outputs[0]!)],
});

type Side = (g: Builder, dy: Value, a: Value, b: Value, y: Value) => Value;

const binary = (left: Side, right: Side): OpRule<object> => ({
  inputs: [2, 2],
  types: ([a, b]) => [{ dtype: sameDtype(a, b), shape: broadcast(a!.shape, b!.shape) }],
  gradient: ({ g, inputs, outputs, upstream, wants }) => {
    const [a, b] = [inputs[0]!, inputs[1]!];
    return [left, right].map((side, i) =>
      wants(i) ? sumTo(g, side(g, upstream[0]!, a, b, outputs[0]!), inputs[i]!.shape) : null,
    );
  },
});

/** Is true or false, so it stays as it is when its operands change a little. */
const comparison: OpRule<object> = {
  inputs: [2, 2],
  types: ([a, b]) => {
    sameDtype(a, b);
    return [{ dtype: 'bool', shape: broadcast(a!.shape, b!.shape) }];
  },
  gradient: () => [null, null],
};

const square = (g: Builder, x: Value): Value => g.mul(x, x);

export const elementwise = {
  Identity: {
    inputs: [1, 1],
    types: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
    gradient: ({ upstream }) => [upstream[0]!],
  },
  /** Whole numbers and booleans do not change a little, so no gradient comes through them. */
  Cast: {
    inputs: [1, 1],
    types: ([x], { to }) => [{ dtype: to, shape: x!.shape }],
    gradient: ({ g, inputs, upstream }) => {
      const { dtype } = inputs[0]!;
      return [dtype === 'float32' || dtype === 'float16' ? g.cast(upstream[0]!, dtype) : null];
    },
  },
  Relu: unary((g, dy, _, y) => g.where(g.cast(y, 'bool'), dy, zeros(g, dy))),
  /** x (1 + erf(x / sqrt 2)) / 2, whose slope is (1 + erf(x / sqrt 2)) / 2 + x exp(-x²/2) / sqrt(2 pi) */
  Gelu: unary((g, dy, x) => {
    const bell = g.exp(g.mul(g.scale(x, -0.5), x));
    const twice = g.add(
      g.scale(g.erf(g.scale(x, Math.SQRT1_2)), 1, 1),
      g.mul(g.scale(x, Math.sqrt(2 / Math.PI)), bell),
    );
    return g.mul(g.scale(dy, 0.5), twice);
  }),
  Abs: unary((g, dy, x) => {
    const zero = zeros(g, x);
    return g.where(g.greater(x, zero), dy, g.where(g.greater(zero, x), g.neg(dy), zero));
  }),
  Sqrt: unary((g, dy, _, y) => g.div(g.scale(dy, 0.5), y)),
  Sin: unary((g, dy, x) => g.mul(dy, g.cos(x))),
  Cos: unary((g, dy, x) => g.neg(g.mul(dy, g.sin(x)))),
  Acos: unary((g, dy, x) => g.neg(g.div(dy, g.sqrt(g.scale(square(g, x), -1, 1))))),
  Neg: unary((g, dy) => g.neg(dy)),
  Exp: unary((g, dy, _, y) => g.mul(dy, y)),
  Log: unary((g, dy, x) => g.div(dy, x)),
  Erf: unary((g, dy, x) => g.mul(dy, g.scale(g.exp(g.neg(square(g, x))), 2 / Math.sqrt(Math.PI)))),
  Sigmoid: unary((g, dy, _, y) => g.mul(dy, g.mul(y, g.scale(y, -1, 1)))),
  /** log(1 + exp x) */
  Softplus: unary((g, dy, x) => g.mul(dy, g.sigmoid(x))),
  /** min(max(x, low), high) with scalar bounds, which are not learnt */
  Clip: {
    inputs: [3, 3],
    types: ([x, low, high]) => {
      if (low!.shape.length || high!.shape.length) throw new Error('the bounds are scalars');
      return [{ dtype: sameDtype(x, low, high), shape: x!.shape }];
    },
    gradient: ({ g, inputs, upstream }) => {
      const [x, low, high] = [inputs[0]!, inputs[1]!, inputs[2]!];
      const none = zeros(g, x);
      return [g.where(g.greater(x, low), g.where(g.greater(high, x), upstream[0]!, none), none), null, null];
    },
  },
  Add: binary(
    (_, dy) => dy,
    (_, dy) => dy,
  ),
  Sub: binary(
    (_, dy) => dy,
    (g, dy) => g.neg(dy),
  ),
  Mul: binary(
    (g, dy, _, b) => g.mul(dy, b),
    (g, dy, a) => g.mul(dy, a),
  ),
  Div: binary(
    (g, dy, _, b) => g.div(dy, b),
    (g, dy, _, b, y) => g.neg(g.div(g.mul(dy, y), b)),
  ),
  Greater: comparison,
  Equal: comparison,
  /** The second operand where the first is true, else the third. */
  Where: {
    inputs: [3, 3],
    types: ([condition, a, b]) => {
      if (condition!.dtype !== 'bool') throw new Error('the condition is true or false');
      return [{ dtype: sameDtype(a, b), shape: broadcast(condition!.shape, broadcast(a!.shape, b!.shape)) }];
    },
    gradient: ({ g, inputs, upstream, wants }) => {
      const [condition, dy] = [inputs[0]!, upstream[0]!];
      const none = zeros(g, dy);
      return [
        null,
        wants(1) ? sumTo(g, g.where(condition, dy, none), inputs[1]!.shape) : null,
        wants(2) ? sumTo(g, g.where(condition, none, dy), inputs[2]!.shape) : null,
      ];
    },
  },
} satisfies Partial<OpTable>;
