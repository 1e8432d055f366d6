/** The windows of a Swin encoder: which tokens share one, which of them may see each other, and how far apart they are. */
import type { Value } from '../../graph/graph.ts';
import type { Scope } from '../../nn/scope.ts';

/** A square grid of tokens cut into square windows, after it was rolled up and left by `shift`. */
export interface Windows {
  /** Tokens along a side of the grid, and along a side of a window. */
  readonly side: number;
  readonly window: number;
  readonly shift: number;
}

export const count = ({ side, window }: Windows): number => (side / window) ** 2;

/** Calls with the row and column in the rolled grid of each token, window by window. */
function inOrder<T>({ side, window }: Windows, at: (row: number, column: number) => T): T[] {
  return Array.from({ length: side * side }, (_, i) => {
    const cell = i % (window * window);
    const which = (i - cell) / (window * window);
    const across = side / window;
    return at(
      Math.floor(which / across) * window + Math.floor(cell / window),
      (which % across) * window + (cell % window),
    );
  });
}

/** The raster index of each token, window by window. */
export function windowOrder(windows: Windows): number[] {
  const { side, shift } = windows;
  return inOrder(windows, (row, column) => ((row + shift) % side) * side + ((column + shift) % side));
}

/** Where each token of the order `to` stands in the order `from`. */
export function reordering(from: readonly number[], to: readonly number[]): number[] {
  const place = new Map(from.map((raster, i) => [raster, i]));
  return to.map((raster) => place.get(raster)!);
}

/** [windows, 1, window², window²]: `apart` where the roll brought opposite edges of the picture together, else 0. */
export function shiftMask(p: Scope, windows: Windows, apart: number): Value {
  const { side, window, shift } = windows;
  const band = (i: number): number => (i < side - window ? 0 : i < side - shift ? 1 : 2);
  const region = inOrder(windows, (row, column) => band(row) * 3 + band(column));
  const cells = window * window;
  const mask = new Float32Array(side * side * cells);
  for (let i = 0; i < side * side; i++)
    for (let j = 0; j < cells; j++) {
      const other = i - (i % cells) + j;
      mask[i * cells + j] = region[i] === region[other] ? 0 : apart;
    }
  return p.constant([count(windows), 1, cells, cells], mask);
}

/** [heads, window², window²]: parameter `relative_position_bias_table` by how far apart two tokens are. */
export function relativeBias(p: Scope, window: number, heads: number): Value {
  const g = p.graph;
  const reach = 2 * window - 1;
  const cells = window * window;
  const index = Array.from({ length: cells * cells }, (_, at) => {
    const [i, j] = [Math.floor(at / cells), at % cells];
    const rows = Math.floor(i / window) - Math.floor(j / window) + window - 1;
    const columns = (i % window) - (j % window) + window - 1;
    return rows * reach + columns;
  });
  const biases = g.gather(p.param('relative_position_bias_table', [reach * reach, heads]), index, 0);
  return g.reshape(g.turn(biases), [heads, cells, cells]);
}

/** The grid [batch, side, side, channels], rolled and cut: [batch, windows, window², channels]. */
export function partition(p: Scope, x: Value, { side, window, shift }: Windows): Value {
  const g = p.graph;
  const [batch, , , channels] = x.shape;
  const across = side / window;
  const rolled = roll(p, roll(p, x, shift, 1), shift, 2);
  const cut = g.transpose(g.reshape(rolled, [batch!, across, window, across, window, channels!]), [0, 1, 3, 2, 4, 5]);
  return g.reshape(cut, [batch!, across * across, window * window, channels!]);
}

/** The inverse of `partition`. */
export function assemble(p: Scope, x: Value, { side, window, shift }: Windows): Value {
  const g = p.graph;
  const [batch, , , channels] = x.shape;
  const across = side / window;
  const cut = g.reshape(x, [batch!, across, across, window, window, channels!]);
  const grid = g.reshape(g.transpose(cut, [0, 1, 3, 2, 4, 5]), [batch!, side, side, channels!]);
  return roll(p, roll(p, grid, side - shift, 1), side - shift, 2);
}

/** The first `by` entries of an axis moved behind the others. */
function roll(p: Scope, x: Value, by: number, axis: number): Value {
  const size = x.shape[axis] as number;
  if (by % size === 0) return x;
  const [head, tail] = p.graph.split(x, [by, size - by], axis);
  return p.graph.concat([tail!, head!], axis);
}
