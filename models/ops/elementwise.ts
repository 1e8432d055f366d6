/** Operations on each element for itself. Two operands stretch over each other by NumPy's rule. */
import { broadcast } from '../graph/dims.ts';
import { float, NO_GRADIENT, type OpRule, type OpTable, sameDtype } from './rule.ts';

const unary: OpRule<object> = {
  inputs: [1, 1],
  types: ([x]) => [{ dtype: float(x), shape: x!.shape }],
  gradient: NO_GRADIENT,
};

const binary: OpRule<object> = {
  inputs: [2, 2],
  types: ([a, b]) => [{ dtype: sameDtype(a, b), shape: broadcast(a!.shape, b!.shape) }],
  gradient: NO_GRADIENT,
};

export const elementwise = {
  Identity: { inputs: [1, 1], types: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }], gradient: NO_GRADIENT },
  Cast: { inputs: [1, 1], types: ([x], { to }) => [{ dtype: to, shape: x!.shape }], gradient: NO_GRADIENT },
  Relu: unary,
  /** x (1 + erf(x / sqrt 2)) / 2 */
  Gelu: unary,
  Abs: unary,
  Sqrt: unary,
  Sin: unary,
  Cos: unary,
  /** min(max(x, low), high) with scalar bounds */
  Clip: {
    inputs: [3, 3],
    types: ([x, low, high]) => {
      if (low!.shape.length || high!.shape.length) throw new Error('the bounds are scalars');
      return [{ dtype: sameDtype(x, low, high), shape: x!.shape }];
    },
    gradient: NO_GRADIENT,
  },
  Add: binary,
  Sub: binary,
  Mul: binary,
  Div: binary,
} satisfies Partial<OpTable>;
