/** Where the 68 points go when one of them, a part of them or all of them are moved. */
import type { Point } from '../../electron/shared/domain/geometry.ts';
import { groupOfLandmark, LANDMARK_PARTS, partOfLandmark } from '../../electron/shared/domain/landmarks.ts';
import type { LabelValue } from './labels.ts';
import type { PointMode } from './point-settings.ts';

export type Points = LabelValue<'landmarks'>['points'];

/** The smallest box around some of the points; it may be flat. */
export function boundsOfPoints(points: Points, indices: Iterable<number> = points.keys()) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const index of indices) {
    const [x, y] = points[index]!;
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The points that a drag of one moves as one. */
export function companions(index: number, mode: PointMode): readonly number[] {
  if (mode === 'part') return LANDMARK_PARTS[partOfLandmark(index)];
  if (mode === 'face') return Array.from({ length: 68 }, (_, at) => at);
  return [index];
}

export const shifted = (points: Points, indices: readonly number[], dx: number, dy: number): Points =>
  points.map(([x, y], index) => (indices.includes(index) ? [x + dx, y + dy] : [x, y]));

/** The point moves by (dx, dy), those nearer than `reach` the less the farther they are: by (1 - (d / reach)^2)^2. */
export function shiftedNear(points: Points, index: number, dx: number, dy: number, reach: number): Points {
  const [px, py] = points[index]!;
  return points.map(([x, y]) => {
    const q = 1 - ((x - px) ** 2 + (y - py) ** 2) / (reach * reach);
    const share = q > 0 ? q * q : 0;
    return [x + dx * share, y + dy * share];
  });
}

/** The point on the line through its neighbours and itself, as it was, that is nearest to where the pointer is. */
export function slid(points: Points, index: number, to: Point): Points {
  const group = groupOfLandmark(index);
  if (!group) return points;
  const { first, last, closed } = group;
  const count = last - first + 1;
  const at = (step: number): number => {
    const place = index - first + step;
    return closed ? first + ((place + count) % count) : Math.min(last, Math.max(first, first + place));
  };
  // Catmull-Rom through five points, from the neighbour before to the neighbour after.
  const knots = [-2, -1, 0, 1, 2].map((step) => points[at(step)]!);
  let best = points[index]!;
  let least = Infinity;
  for (const from of [1, 2]) {
    const [a, b, c, d] = [knots[from - 1]!, knots[from]!, knots[from + 1]!, knots[from + 2] ?? knots[from + 1]!];
    for (let step = 0; step <= STEPS; step++) {
      const t = step / STEPS;
      const x = along(a[0], b[0], c[0], d[0], t);
      const y = along(a[1], b[1], c[1], d[1], t);
      const distance = (x - to.x) ** 2 + (y - to.y) ** 2;
      if (distance < least) [best, least] = [[x, y], distance];
    }
  }
  return points.map((point, other) => (other === index ? best : point));
}

const STEPS = 64;

export const along = (a: number, b: number, c: number, d: number, t: number): number =>
  b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));

/** The points turned about a middle by an angle in radians, clockwise. */
export function turned(points: Points, indices: readonly number[], middle: Point, angle: number): Points {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return points.map(([x, y], index) => {
    if (!indices.includes(index)) return [x, y];
    const [dx, dy] = [x - middle.x, y - middle.y];
    return [middle.x + dx * cos - dy * sin, middle.y + dx * sin + dy * cos];
  });
}

/** The points stretched along x and y about a middle. */
export const stretched = (
  points: Points,
  indices: readonly number[],
  middle: Point,
  factorX: number,
  factorY: number,
): Points =>
  points.map(([x, y], index) =>
    indices.includes(index) ? [middle.x + (x - middle.x) * factorX, middle.y + (y - middle.y) * factorY] : [x, y],
  );
