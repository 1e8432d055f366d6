/** Random-frequency encoding of where a cell of the face lies. */
import type { Value } from '../graph/graph.ts';
import type { Scope } from '../nn/scope.ts';

/**
 * [1, side², width]: the sines, then the cosines, of 2 pi (x, y) M for the cell centres of a square grid, row by row,
 * with x and y in [-1, 1]. Parameter `positional_encoding_gaussian_matrix` M [2, width / 2], always in single precision.
 */
export function positionEncoding(p: Scope, side: number, width: number): Value {
  const g = p.graph;
  const centre = (i: number): number => (2 * (i + 0.5)) / side - 1;
  const cells = Array.from({ length: side * side }, (_, i) => [centre(i % side), centre(Math.floor(i / side))]);
  const frequencies = p.singleParam('positional_encoding_gaussian_matrix', [2, width / 2]);
  const turns = g.matmul(g.floats([side * side, 2], cells.flat(), 'float32'), frequencies);
  const angles = g.scale(turns, 2 * Math.PI);
  const encoding = g.concat([g.sin(angles), g.cos(angles)], 1);
  return g.cast(g.reshape(encoding, [1, side * side, width]), p.precision.compute);
}
