/** Rounded forms in the picture plane: sticks, boxes, and hands made of both. */
import { clamp, length2 } from './curves.ts';
import type { Random } from './random.ts';

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

/**
 * A whole hand with its wrist at 0, 0 that points along x and is about 1 long: fingers spread, side by side, or bent to a
 * fist.
 */
export function wholeHand(random: Random): Form {
  const kind = random.weighted({ spread: 2, flat: 2, fist: 3 });
  const [palm, width] = [random.between(0.24, 0.3), random.between(0.055, 0.07)];
  const forms: Form[] = [box(palm, 0, palm * 1.05, 0.2, 0, 3)];
  const spread = kind === 'spread' ? random.between(0.14, 0.3) : random.between(0, 0.05);
  for (let finger = 0; finger < 4; finger++) {
    const beside = finger - 1.5;
    const y = beside * 0.105;
    const length = (0.46 - 0.05 * Math.abs(beside - 0.3)) * (kind === 'fist' ? 0.4 : random.between(0.8, 1));
    const angle = beside * spread + random.normal(0.04);
    forms.push(stick(palm * 1.7, y, palm * 1.7 + Math.cos(angle) * length, y + Math.sin(angle) * length, width));
  }
  const thumb = random.between(0.3, 1.1);
  forms.push(stick(0.16, -0.17, 0.16 + 0.33 * Math.cos(thumb), -0.17 - 0.33 * Math.sin(thumb), width * 1.15));
  return any(forms);
}
