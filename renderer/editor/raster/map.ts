/** What the raster core works on: label maps as typed arrays, and rectangles of their cells. */

/** Which cells belong to what: width x height class indices, row by row. */
export interface LabelMap {
  width: number;
  height: number;
  labels: Uint8Array;
}

export type MapSize = Pick<LabelMap, 'width' | 'height'>;

/** Cells from `left` and `top` up to but not including `right` and `bottom`. */
export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const wholeOf = ({ width, height }: MapSize): Rect => ({ left: 0, top: 0, right: width, bottom: height });

/** The rectangle grown by so many cells on every side, within the map. */
export const growRect = ({ left, top, right, bottom }: Rect, by: number, { width, height }: MapSize): Rect => ({
  left: Math.max(0, left - by),
  top: Math.max(0, top - by),
  right: Math.min(width, right + by),
  bottom: Math.min(height, bottom + by),
});

/** Takes the cells from `from` up to but not including `to` of row `y`: every shape is told by its runs. */
export type Run = (y: number, from: number, to: number) => void;

/** The smallest rectangle around the cells of a class, or null where it has none. */
export function boundsOf({ width, height, labels }: LabelMap, label: number): Rect | null {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    const row = labels.subarray(y * width, (y + 1) * width);
    const first = row.indexOf(label);
    if (first < 0) continue;
    left = Math.min(left, first);
    right = Math.max(right, row.lastIndexOf(label) + 1);
    top = Math.min(top, y);
    bottom = y + 1;
  }
  return bottom > 0 ? { left, top, right, bottom } : null;
}
