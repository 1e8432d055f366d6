/** Distances of points, each growing with the length of an error in a way of its own. */
import type { Builder } from '../../graph/builder.ts';
import type { Value } from '../../graph/graph.ts';

export type Distance = 'smooth-l1' | 'l1' | 'l2' | 'wing';

/** Where smooth L1 goes from a square to a line. */
const SCALE = 0.01;

/** Keeps the root off zero, where its slope has no limit. */
const SMALLEST = 1e-6;

/** Wing (Feng et al. 2018): w log(1 + x / e) up to w, then a line; in the unit of the coordinates. */
const WING = { width: 0.1, curve: 0.02 };

/** Errors [..., 2] -> [...] */
export const DISTANCES: Readonly<Record<Distance, (g: Builder, errors: Value) => Value>> = {
  'smooth-l1': (g, errors) => smoothL1(g, g.sum(g.mul(errors, errors), [errors.shape.length - 1], false)),
  l1: (g, errors) => g.mean(g.abs(errors), [errors.shape.length - 1], false),
  l2: (g, errors) => g.sum(g.mul(errors, errors), [errors.shape.length - 1], false),
  wing: (g, errors) => g.mean(wing(g, g.abs(errors)), [errors.shape.length - 1], false),
};

/** Of squared lengths: d² / 2s below s², else d - s / 2. */
export function smoothL1(g: Builder, squares: Value): Value {
  const length = g.sqrt(g.clip(squares, SMALLEST, 1e30));
  const limit = g.floats([], [SCALE ** 2], squares.dtype);
  return g.where(g.greater(limit, squares), g.scale(squares, 0.5 / SCALE), g.scale(length, 1, -SCALE / 2));
}

function wing(g: Builder, sizes: Value): Value {
  const { width, curve } = WING;
  const bent = g.scale(g.log(g.scale(sizes, 1 / curve, 1)), width);
  // Both meet at the width.
  const line = g.scale(sizes, 1, width * Math.log(1 + width / curve) - width);
  return g.where(g.greater(g.floats([], [width], sizes.dtype), sizes), bent, line);
}
