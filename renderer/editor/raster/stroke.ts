/** The cells that a brush covers on its way from one place to the next. */
import type { MapSize, Run } from './map.ts';

export const BRUSH_SHAPES = ['round', 'square'] as const;
export type BrushShape = (typeof BRUSH_SHAPES)[number];

/** A brush put down: its middle in cells from the map's top left corner, and half its width. */
export interface Dab {
  x: number;
  y: number;
  radius: number;
}

/**
 * The cells whose middle the brush passes over between two dabs, its size changing evenly on the way: those within the
 * radius of a point of the way, for a square brush in both directions. At least the cell under the end.
 */
export function strokeRuns(from: Dab, to: Dab, shape: BrushShape, size: MapSize, run: Run): void {
  const reach = Math.max(from.radius, to.radius);
  const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach));
  const bottom = Math.min(size.height, Math.ceil(Math.max(from.y, to.y) + reach));
  const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach));
  const right = Math.min(size.width, Math.ceil(Math.max(from.x, to.x) + reach));
  const covers = shape === 'round' ? coversRound(from, to) : coversSquare(from, to);
  for (let y = top; y < bottom; y++) {
    // The shape has no dents, so a row of it is one run.
    let first = left;
    while (first < right && !covers(first + 0.5, y + 0.5)) first++;
    if (first >= right) continue;
    let last = right;
    while (!covers(last - 0.5, y + 0.5)) last--;
    run(y, first, last);
  }
  const [x, y] = [Math.floor(to.x), Math.floor(to.y)];
  if (x >= 0 && y >= 0 && x < size.width && y < size.height) run(y, x, x + 1);
}

/** How far along the way, from 0 to 1, a point is nearest. */
function nearest(from: Dab, to: Dab, x: number, y: number): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  return length === 0 ? 1 : Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / length));
}

const coversRound = (from: Dab, to: Dab) => (x: number, y: number) => {
  const t = nearest(from, to, x, y);
  const radius = from.radius + (to.radius - from.radius) * t;
  const [dx, dy] = [x - from.x - (to.x - from.x) * t, y - from.y - (to.y - from.y) * t];
  return dx * dx + dy * dy <= radius * radius;
};

/** |x - px(t)| <= r(t) and |y - py(t)| <= r(t) are four bounds on t; the cell is covered where they leave some of 0 to 1. */
const coversSquare = (from: Dab, to: Dab) => (x: number, y: number) => {
  let [low, high] = [0, 1];
  const growth = to.radius - from.radius;
  for (const [away, step] of [
    [x - from.x, to.x - from.x],
    [y - from.y, to.y - from.y],
  ] as const) {
    for (const sign of [1, -1]) {
      // sign * (away - step * t) <= radius + growth * t
      const rest = sign * away - from.radius;
      const slope = sign * step + growth;
      if (slope > 0) low = Math.max(low, rest / slope);
      else if (slope < 0) high = Math.min(high, rest / slope);
      else if (rest > 0) return false;
    }
  }
  return low <= high;
};
