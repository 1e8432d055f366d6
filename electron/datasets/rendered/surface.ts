/**
 * The surface of a head: a base form, and what stands out of it or lies in it. Everything on a face is placed by its
 * `x` and `y` on the base form seen from the front, so that the curves of `features.ts` move with the surface.
 */
import { bump, DEGREE, mound, smooth } from './curves.ts';
import { type LipEdges, lipEdges } from './features.ts';
import type { HeadShape } from './shape.ts';

const edges: LipEdges = { outerUpper: 0, innerUpper: 0, innerLower: 0, outerLower: 0, across: 0 };

function noseRelief({ nose }: HeadShape, x: number, aside: number, y: number): number {
  const bridgeTop = 0.4;
  if (y > bridgeTop + 2 || y < nose.base - 1.2 || aside > 4) return 0;
  const down = Math.min(1, Math.max(0, (bridgeTop - y) / (bridgeTop - nose.tipY)));
  const height = nose.root + (nose.height - nose.root) * down ** 1.15 + nose.hump * bump(down - 0.45, 0.2);
  let fall = 1;
  if (y > bridgeTop) fall = bump(y - bridgeTop, 0.9);
  else if (y < nose.tipY) fall = 1 - smooth(0, 1, (nose.tipY - y) / (nose.tipY - nose.base + 0.05));
  const breadth = 1.12 * (nose.bridge + (nose.tip - nose.bridge) * down * down);
  let relief = height * fall * Math.exp(-((aside / breadth) ** 1.75));
  // The tip is a ball, the bridge's side a slope down to the cheek.
  relief += mound(0.2, x, nose.tip * 0.85, y - nose.tipY, 0.6);
  relief += 0.3 * fall * bump(aside - 1.2, 0.8) * smooth(0.1, 0.6, down);
  const overBase = y - (nose.base + 0.5);
  relief +=
    mound(0.85, aside - nose.width * 0.86, 0.42, overBase, 0.52) *
    (overBase < 0 ? 1 - smooth(0.1, 0.75, -overBase) : 1);
  // The groove where the wing meets the cheek.
  return relief - mound(0.14, aside - nose.width * 1.16, 0.22, overBase, 0.6);
}

function mouthRelief(shape: HeadShape, x: number, y: number): number {
  const { lips, mouth, nose } = shape;
  if (y > nose.base + 0.5 || Math.abs(x) > lips.half * 1.3) return 0;
  lipEdges(shape, x, edges);
  const { outerUpper, innerUpper, innerLower, across } = edges;
  const round = Math.sqrt(Math.max(0, 1 - across * across));
  let relief =
    round *
      (0.34 * bump(y - (innerUpper + 0.35 * lips.upper), lips.upper * 0.7 + 0.1) +
        (0.42 + 0.2 * lips.pout) * bump(y - (innerLower - 0.42 * lips.lower), lips.lower * 0.62)) +
    mound(lips.forward, x, 2, y - mouth, 1.4);
  if (y < innerUpper && y > innerLower) relief -= Math.min(0.9, Math.min(innerUpper - y, y - innerLower) * 2.2);
  else
    relief -=
      0.22 *
      round *
      ((y > innerUpper ? bump(y - innerUpper, 0.13) : 0) + (y < innerLower ? bump(y - innerLower, 0.13) : 0));
  // The dent between nose and lip, and the corners.
  relief -= mound(0.13, x, 0.35, y - (outerUpper + 0.55), 0.5);
  return relief;
}

/** How far the face stands out at a place, in cm along z. */
export function relief(shape: HeadShape, x: number, y: number): number {
  const { eye, brow, lips, nose, mouth, chin, fold } = shape;
  const aside = Math.abs(x);
  const overEye = y - eye.y;
  const besideEye = aside - eye.x;
  let height = 0;
  if (overEye > -4 && overEye < 5) {
    height +=
      mound(-eye.socket, besideEye, 1.75, overEye + 0.1, 1.25) +
      mound(0.62, besideEye, 1.15 * eye.scale, overEye, 0.8 * eye.scale);
    height += mound(brow.ridge, y - brow.y + 0.35, 0.75, aside - 2.6, 2.6);
    height += mound(0.1 * shape.bags, besideEye, 1.2, overEye + 1.25, 0.35);
  }
  height += mound(shape.cheek + 0.36 * lips.smile, aside - 4.2, 1.7, y + 2.9 - 0.3 * lips.smile, 1.6);
  height += mound(0.3 * shape.fat, aside - 4.4, 1.8, y - mouth, 2.4);
  height += noseRelief(shape, x, aside, y) + mouthRelief(shape, x, y);
  height -= mound(0.3, y - (mouth - lips.openLower - lips.lower - 0.45), 0.42, x, 2.2);
  height += mound(shape.chinBall, x, 1.5, y - chin - 1.35, 0.9);
  const down = foldPlace(shape, y);
  if (down > 0 && down < 1.4)
    height -= fold * bump(aside - foldX(nose.width, down), 0.3) * Math.min(1, down * 4) * (1.4 - down);
  return height;
}

/** 0 beside the nose's wing to 1 beside the mouth: the line that a smile and years draw. */
export const foldPlace = ({ nose, mouth }: HeadShape, y: number): number =>
  (nose.base + 0.5 - y) / (nose.base + 0.5 - mouth + 0.8);
export const foldX = (noseWidth: number, down: number): number => noseWidth * 1.17 + 1.75 * down;

/** Canonical height of the lower edge at an angle from the front: low at the chin, up to the ears, low at the neck. */
export function lowerEdge(angle: number): number {
  const degrees = Math.abs(angle) / DEGREE;
  return degrees < 100 ? -12 + 5.3 * smooth(5, 105, degrees) ** 1.3 : -6.8;
}

/** Where the wall ends and the underside of the jaw begins, on the way from the top (0) to below the jaw (1). */
export const WALL = 0.9;
const ROUNDING = 1.15;
/** Rows lie denser over the face than over the skull. */
const spread = (way: number): number => (way < 0.22 ? (way / 0.22) * 0.34 : 0.34 + ((way - 0.22) / 0.78) * 0.66);

/** Canonical height after some of the way from the top of the head down its wall. */
export const wallHeight = (angle: number, way: number): number =>
  12.2 + (lowerEdge(angle) + ROUNDING - 12.2) * spread(Math.min(1, way / WALL));

/** The point of the wall at an angle and a canonical height, written to `out[at…]`; returns the base x. */
export function wallPoint(shape: HeadShape, angle: number, canonical: number, out: Float32Array, at: number): number {
  const y = shape.toActual(canonical);
  const sine = Math.sin(angle);
  const cosine = Math.cos(angle);
  const power = 2 / shape.squareness;
  const x = shape.width(canonical) * Math.sign(sine) * Math.abs(sine) ** power;
  let z = (cosine >= 0 ? shape.front(canonical) : -shape.back(canonical)) * Math.abs(cosine) ** power;
  if (cosine > 0.05) z += relief(shape, x, y) * Math.min(1, cosine * 3);
  out[at] = x;
  out[at + 1] = y;
  out[at + 2] = z;
  return x;
}

/**
 * A point of the head, written to `out[at…]`.
 * @param angle from the front, in radians, positive to the person's left
 * @param way 0 at the top, `WALL` where the jaw rounds, 1 below it
 * @returns the x on the base form
 */
export function headPoint(shape: HeadShape, angle: number, way: number, out: Float32Array, at: number): number {
  if (way < WALL) return wallPoint(shape, angle, wallHeight(angle, way), out, at);
  const turn = (((way - WALL) / (1 - WALL)) * Math.PI) / 2;
  const x = wallPoint(shape, angle, lowerEdge(angle) + ROUNDING * (1 - Math.sin(turn)), out, at);
  const inward = Math.cos(turn);
  out[at] = x * inward;
  out[at + 2] = (out[at + 2]! - 1.5) * inward + 1.5;
  return x;
}

/** The point of the face at a place of its front. */
export function frontPoint(shape: HeadShape, x: number, y: number): [x: number, y: number, z: number] {
  const canonical = shape.toCanonical(y);
  const part = Math.min(1, Math.abs(x) / shape.width(canonical));
  const cosine = Math.max(0, 1 - part ** shape.squareness) ** (1 / shape.squareness);
  // `cosine` is the base form's share of depth; the relief fades by the angle's own cosine as on the mesh.
  const angle = Math.max(0, 1 - part ** shape.squareness) ** 0.5;
  return [x, y, shape.front(canonical) * cosine + relief(shape, x, y) * Math.min(1, angle * 3)];
}
