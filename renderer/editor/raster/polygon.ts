/** The cells inside a closed line. */
import type { Point } from '../../../electron/shared/domain/geometry.ts';
import type { MapSize, Run } from './map.ts';

/**
 * The cells whose middle lies inside the polygon, by the even-odd rule. Points are in cells from the map's top left
 * corner; the last one is joined to the first.
 */
export function polygonRuns(points: readonly Point[], { width, height }: MapSize, run: Run): void {
  if (points.length < 3) return;
  const ys = points.map(({ y }) => y);
  const top = Math.max(0, Math.ceil(Math.min(...ys) - 0.5));
  const bottom = Math.min(height, Math.ceil(Math.max(...ys) - 0.5));
  const crossings: number[] = [];
  for (let row = top; row < bottom; row++) {
    const y = row + 0.5;
    crossings.length = 0;
    let from = points.at(-1)!;
    for (const to of points) {
      // Half-open, so that a corner counts once.
      if (from.y <= y !== to.y <= y) crossings.push(from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x));
      from = to;
    }
    crossings.sort((a, b) => a - b);
    for (let at = 0; at + 1 < crossings.length; at += 2) {
      const first = Math.max(0, Math.ceil(crossings[at]! - 0.5));
      const last = Math.min(width, Math.ceil(crossings[at + 1]! - 0.5));
      if (first < last) run(row, first, last);
    }
  }
}
