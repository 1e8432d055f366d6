/**
 * The curves of a face: lids, brows, lips, nose. They are drawn into the picture, they bound the classes of the label
 * map, and the landmarks lie on them.
 */
import { bump, clamp, mixed } from './curves.ts';
import type { HeadShape } from './shape.ts';

/** -1 the person's right, which is the image's left; 1 the left. */
export type Side = -1 | 1;

export interface LidEdges {
  upper: number;
  lower: number;
  /** The line from corner to corner. */
  line: number;
  /** -1 at the inner corner, 1 at the outer. */
  across: number;
}

/** Heights of the lids' edges at x. Where the eye is shut, `upper` is below `lower`. */
export function lidEdges({ eye }: HeadShape, side: Side, x: number, out: LidEdges): LidEdges {
  const across = clamp(((x - side * eye.x) * side) / eye.half, -1, 1);
  const round = 1 - across * across;
  out.across = across;
  out.line = eye.y - 0.08 + (eye.tilt + 0.02) * across;
  out.upper = out.line + eye.upper * round ** 0.7 * (1 - 0.12 * across) * 1.05;
  out.lower = out.line - eye.lower * round ** 0.75 * (1 + 0.15 * across);
  return out;
}

/** The middle line of a brow, from its outer end (0) to its inner (1): its place, and half its thickness. */
export function browAt(shape: HeadShape, side: Side, way: number): { x: number; y: number; half: number } {
  const { brow } = shape;
  const x = mixed(brow.outer, brow.inner, way) - brow.frown * 0.15 * way;
  const y =
    brow.y -
    1.24 -
    0.2 * (1 - way) * (1 - way) +
    0.95 * Math.sin(Math.PI * clamp(way * 0.78 + 0.14, 0, 1)) ** 0.8 * (1 + brow.arch) -
    brow.tilt * (way - 0.5) +
    mixed(brow.raiseOuter, brow.raiseInner, way) -
    brow.frown * 0.5 * way * way +
    shape.asymmetry * side * 0.5;
  const half = brow.thickness * (0.44 + 0.72 * Math.sin(Math.PI * clamp(way * 0.62 + 0.14, 0, 1)));
  return { x: side * x, y, half };
}

export interface LipEdges {
  outerUpper: number;
  innerUpper: number;
  innerLower: number;
  outerLower: number;
  /** -1 at the right corner, 1 at the left. */
  across: number;
}

/** Heights of the lips' four edges at x; at and beyond the corners all are the corner's. */
export function lipEdges({ lips, mouth }: HeadShape, x: number, out: LipEdges): LipEdges {
  const across = clamp(x / lips.half, -1, 1);
  const square = across * across;
  const round = 1 - square;
  const corner = across < 0 ? lips.cornerRight : lips.cornerLeft;
  const line = mouth + corner * square;
  out.across = across;
  out.innerUpper = line + lips.openUpper * Math.sqrt(round);
  out.innerLower = line - lips.openLower * round ** 0.6 + 0.1 * lips.pout * round;
  if (out.innerLower > out.innerUpper) out.innerLower = out.innerUpper;
  out.outerUpper =
    out.innerUpper +
    lips.upper *
      round ** 0.75 *
      (1 + lips.cupid * bump(Math.abs(across) - 0.22, 0.15) - 0.75 * lips.cupid * bump(across, 0.1));
  out.outerLower = out.innerLower - lips.lower * round ** 0.7;
  return out;
}

/** Half the width of the nose's class at a height, or 0 above and below it. */
export function noseHalf({ nose }: HeadShape, y: number): number {
  const bottom = nose.base - 0.05;
  if (y > 0.3 || y < bottom - 0.12) return 0;
  if (y > nose.tipY + 0.9) {
    const down = clamp((0.4 - y) / (0.4 - nose.tipY), 0, 1);
    return mixed(0.62, nose.width * 0.86, down ** 1.3);
  }
  const wing = nose.base + 0.55;
  if (y > wing) return mixed(nose.width * 1.04, nose.width * 0.8, clamp((y - wing) / (nose.tipY + 0.9 - wing), 0, 1));
  const under = (wing - y) / 0.75;
  return nose.width * 1.04 * Math.sqrt(clamp(1 - under * under, 0.02, 1));
}
