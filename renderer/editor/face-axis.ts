/** The line that parts a face into its right and its left half. */
import type { Face } from '../../electron/shared/domain/face.ts';
import { boxCenter, type Point } from '../../electron/shared/domain/geometry.ts';
import { MEAN_FACE } from '../../electron/shared/domain/mean-face.ts';
import { MIRRORED_LANDMARKS } from '../../electron/shared/domain/mirror.ts';
import { labelOf } from './labels.ts';

export interface Axis {
  /** A point on it. */
  through: Point;
  /** Of length one and square to it, towards the person's left. */
  across: Point;
}

/**
 * Square to the mean way from a point on the right to its opposite on the left, through the middle of all points; without
 * points the upright line through the middle of the box. Points in `without` and their opposites are left out.
 */
export function faceAxis(face: Face, without: readonly number[] = []): Axis {
  const points = labelOf(face, 'landmarks')?.value.points;
  const upright = { through: boxCenter(face.box), across: { x: 1, y: 0 } };
  if (!points) return upright;
  const asked = [...points.keys()].filter(
    (index) => !without.includes(index) && !without.includes(MIRRORED_LANDMARKS[index]!),
  );
  let [count, x, y, dx, dy] = [0, 0, 0, 0, 0];
  for (const index of asked) {
    const [px, py] = points[index]!;
    const [ox, oy] = points[MIRRORED_LANDMARKS[index]!]!;
    // Each pair comes twice, once from either side; points in the middle point nowhere.
    const side = Math.sign(MEAN_FACE[index]![0]);
    count++;
    x += px;
    y += py;
    dx += side * (px - ox);
    dy += side * (py - oy);
  }
  const length = Math.hypot(dx, dy);
  return length > 0 ? { through: { x: x / count, y: y / count }, across: { x: dx / length, y: dy / length } } : upright;
}

/** The point on the other side of the axis. */
export function reflect({ through, across }: Axis, { x, y }: Point): Point {
  const away = (x - through.x) * across.x + (y - through.y) * across.y;
  return { x: x - 2 * away * across.x, y: y - 2 * away * across.y };
}
