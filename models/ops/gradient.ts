/** What the gradient rules share. */
import type { Builder } from '../graph/builder.ts';
import { product, type Shape, sameShape } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';

/** A zero of the same type, to stretch over anything. */
export const zeros = (g: Builder, like: Value): Value => g.floats([], [0], like.dtype);

/** What was stretched over others has a share in each of them: its gradient is their sum, in its own shape. */
export function sumTo(g: Builder, x: Value, shape: Shape): Value {
  if (sameShape(x.shape, shape)) return x;
  const missing = x.shape.length - shape.length;
  const axes = [...x.shape.keys()].filter((axis) => {
    const own = axis < missing ? 1 : shape[axis - missing];
    return own === 1 && x.shape[axis] !== 1;
  });
  return g.reshape(axes.length > 0 ? g.sum(x, axes) : x, shape);
}

/** The inverse of a reordering of axes. */
export const inverse = (perm: readonly number[]): number[] => perm.map((_, i) => perm.indexOf(i));

/** Rows [n, k] of a value [..., k]. */
export const asRows = (g: Builder, x: Value): Value => g.reshape(x, [product(x.shape.slice(0, -1)), x.shape.at(-1)!]);
