/** Sums, means, greatest and least values over axes. */
import { axisOf } from '../graph/dims.ts';
import { float, integers, NO_GRADIENT, type OpRule, type OpTable } from './rule.ts';

/** The second input lists the axes. */
const reduction: OpRule<{ keepdims: 0 | 1 }> = {
  inputs: [2, 2],
  types: ([x, axes], { keepdims }) => {
    const over = new Set(integers(axes).map((axis) => axisOf(axis, x!.shape.length)));
    const shape = x!.shape.map((dim, i) => (over.has(i) ? 1 : dim)).filter((_, i) => keepdims || !over.has(i));
    return [{ dtype: float(x), shape }];
  },
  gradient: NO_GRADIENT,
};

export const reduce = {
  ReduceSum: reduction,
  ReduceMean: reduction,
  ReduceMax: reduction,
  ReduceMin: reduction,
} satisfies Partial<OpTable>;
