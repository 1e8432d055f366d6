/** How far cells are from an area, and which of its cells is the nearest. */
import type { Belongs } from './flood.ts';
import type { MapSize, Rect } from './map.ts';

/** For each cell of a rectangle of the map, row by row, the nearest cell that belongs, or -1, and the distance squared. */
export interface Distances {
  area: Rect;
  squared: Float32Array;
  nearest: Int32Array;
}

/**
 * Exact Euclidean distances between the middles of cells, looked for within `area` alone: columns by two sweeps, then rows
 * by the lower envelope of parabolas (Felzenszwalb and Huttenlocher, 2012).
 */
export function distancesTo({ width }: MapSize, area: Rect, belongs: Belongs): Distances {
  const [columns, rows] = [area.right - area.left, area.bottom - area.top];
  const rowOf = nearestRows(width, area, belongs);
  const nearest = new Int32Array(columns * rows).fill(-1);
  const squared = new Float32Array(columns * rows).fill(Infinity);
  const heights = new Float64Array(columns);
  /** The columns whose parabolas are lowest somewhere, and from where on. */
  const lowest = new Int32Array(columns);
  const from = new Float64Array(columns);
  for (let y = 0; y < rows; y++) {
    const start = y * columns;
    let count = 0;
    for (let x = 0; x < columns; x++) {
      const row = rowOf[start + x]!;
      if (row < 0) continue;
      const height = (row - y) * (row - y);
      heights[x] = height;
      let meets = -Infinity;
      while (count > 0) {
        const other = lowest[count - 1]!;
        meets = (height + x * x - heights[other]! - other * other) / (2 * (x - other));
        if (meets > from[count - 1]!) break;
        count--;
      }
      from[count] = count === 0 ? -Infinity : meets;
      lowest[count++] = x;
    }
    for (let x = 0, at = 0; count > 0 && x < columns; x++) {
      while (at + 1 < count && from[at + 1]! <= x) at++;
      const column = lowest[at]!;
      squared[start + x] = heights[column]! + (x - column) * (x - column);
      nearest[start + x] = (area.top + rowOf[start + column]!) * width + area.left + column;
    }
  }
  return { area, squared, nearest };
}

/** For each cell of the area the row, counted within it, of the nearest cell of its column that belongs; -1 for none. */
function nearestRows(width: number, { left, top, right, bottom }: Rect, belongs: Belongs): Int32Array {
  const [columns, rows] = [right - left, bottom - top];
  const nearest = new Int32Array(columns * rows);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const at = y * columns + x;
      nearest[at] = belongs((top + y) * width + left + x) ? y : y > 0 ? nearest[at - columns]! : -1;
    }
  for (let y = rows - 2; y >= 0; y--)
    for (let x = 0; x < columns; x++) {
      const at = y * columns + x;
      const [above, below] = [nearest[at]!, nearest[at + columns]!];
      if (below >= 0 && (above < 0 || below - y < y - above)) nearest[at] = below;
    }
  return nearest;
}
