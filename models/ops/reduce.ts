/** Sums, means, greatest and least values over axes. */
import type { Builder } from '../graph/builder.ts';
import { axisOf, known, product, type Shape } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { float, integers, type OpRule, type OpTable } from './rule.ts';

/** A reduction on its way back: what comes in has its axes kept, of size one. */
interface Reduced {
  readonly x: Value;
  readonly y: Value;
  readonly dy: Value;
  readonly axes: readonly number[];
}

/** The second input lists the axes. */
const reduction = (spread: (g: Builder, reduced: Reduced) => Value): OpRule<{ keepdims: 0 | 1 }> => ({
  inputs: [2, 2],
  types: ([x, axes], { keepdims }) => {
    const over = new Set(integers(axes).map((axis) => axisOf(axis, x!.shape.length)));
    const shape = x!.shape.map((dim, i) => (over.has(i) ? 1 : dim)).filter((_, i) => keepdims || !over.has(i));
    return [{ dtype: float(x), shape }];
  },
  gradient: ({ g, inputs, outputs, upstream }) => {
    const x = inputs[0]!;
    const axes = g.integersOf(inputs[1]!).map((axis) => axisOf(axis, x.shape.length));
    const kept: Shape = x.shape.map((dim, i) => (axes.includes(i) ? 1 : dim));
    const [y, dy] = [g.reshape(outputs[0]!, kept), g.reshape(upstream[0]!, kept)];
    return [spread(g, { x, y, dy, axes }), null];
  },
});

/** Goes to the elements that are the greatest or the least; several that are the same share it. */
const toWinners = (g: Builder, { x, y, dy, axes }: Reduced): Value => {
  const winners = g.cast(g.equal(x, y), x.dtype);
  return g.mul(winners, g.div(dy, g.sum(winners, axes)));
};

export const reduce = {
  ReduceSum: reduction((g, { x, dy }) => g.expand(dy, x.shape)),
  ReduceMean: reduction((g, { x, dy, axes }) =>
    g.expand(g.scale(dy, 1 / known(product(axes.map((axis) => x.shape[axis]!)))), x.shape),
  ),
  ReduceMax: reduction(toWinners),
  ReduceMin: reduction(toWinners),
} satisfies Partial<OpTable>;
