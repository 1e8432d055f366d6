/** Rounded forms in the picture plane: sticks and boxes. */
import { clamp, length2 } from './curves.ts';

/** Height of a rounded form at a place, 0 at its edge to 1; negative outside. */
export type Form = (x: number, y: number) => number;

/** A rounded stick between two points, for fingers and handles. */
export function stick(ax: number, ay: number, bx: number, by: number, radius: number): Form {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy || 1;
  return (x, y) => {
    const way = clamp(((x - ax) * dx + (y - ay) * dy) / length, 0, 1);
    return 1 - length2(x - ax - dx * way, y - ay - dy * way) / radius;
  };
}

/** A box with rounded corners, turned by an angle. */
export function box(cx: number, cy: number, halfX: number, halfY: number, turn: number, power: number): Form {
  const cosine = Math.cos(turn);
  const sine = Math.sin(turn);
  return (x, y) => {
    const u = ((x - cx) * cosine + (y - cy) * sine) / halfX;
    const v = (-(x - cx) * sine + (y - cy) * cosine) / halfY;
    return 1 - (Math.abs(u) ** power + Math.abs(v) ** power) ** (1 / power);
  };
}

export const any =
  (forms: readonly Form[]): Form =>
  (x, y) => {
    let highest = -9;
    for (const form of forms) highest = Math.max(highest, form(x, y));
    return highest;
  };
