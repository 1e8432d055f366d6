/** Which class a place of the bare head has: the curves of `features.ts` as regions. */
import { DEGREE } from './curves.ts';
import { browAt, type LidEdges, type LipEdges, lidEdges, lipEdges, noseHalf, type Side } from './features.ts';
import { CLASS } from './material.ts';
import type { HeadShape } from './shape.ts';
import { lowerEdge } from './surface.ts';

const BROW_STEPS = 24;

/** A brow's middle line and half thickness over its x, tabled for the many pixels that ask. */
export interface BrowTable {
  outer: number;
  inner: number;
  middle: Float32Array;
  half: Float32Array;
}

export function browTable(shape: HeadShape, side: Side): BrowTable {
  const middle = new Float32Array(BROW_STEPS + 1);
  const half = new Float32Array(BROW_STEPS + 1);
  for (let step = 0; step <= BROW_STEPS; step++) {
    const at = browAt(shape, side, step / BROW_STEPS);
    middle[step] = at.y;
    half[step] = at.half;
  }
  return { outer: browAt(shape, side, 0).x, inner: browAt(shape, side, 1).x, middle, half };
}

/** A person's face with what is asked for every pixel worked out once. */
export interface FaceRegions {
  shape: HeadShape;
  brows: Readonly<Record<Side, BrowTable>>;
  lids: LidEdges;
  lips: LipEdges;
  /** Of the last place asked: how far along the brow (0 outer, 1 inner), and how far from its middle in half thicknesses. */
  browWay: number;
  browFrom: number;
}

export const faceRegions = (shape: HeadShape): FaceRegions => ({
  shape,
  brows: { [-1]: browTable(shape, -1), 1: browTable(shape, 1) },
  lids: { upper: 0, lower: 0, line: 0, across: 0 },
  lips: { outerUpper: 0, innerUpper: 0, innerLower: 0, outerLower: 0, across: 0 },
  browWay: 0,
  browFrom: 9,
});

/** Measures a place against the brow of its side: `browWay` and `browFrom`. */
export function measureBrow(regions: FaceRegions, side: Side, x: number, y: number): void {
  const { outer, inner, middle, half } = regions.brows[side];
  const way = (x - outer) / (inner - outer);
  regions.browWay = way;
  regions.browFrom = 9;
  if (way < -0.06 || way > 1.1) return;
  const at = Math.min(1, Math.max(0, way)) * BROW_STEPS;
  const step = Math.min(BROW_STEPS - 1, at | 0);
  const share = at - step;
  const line = middle[step]! + (middle[step + 1]! - middle[step]!) * share;
  const thick = half[step]! + (half[step + 1]! - half[step]!) * share;
  regions.browFrom = Math.abs(y - line) / thick;
}

/** Angle from the front behind which there is no face. */
const BEHIND = 105 * DEGREE;

/**
 * The class, of the list of nineteen, at a place of the head without hair; scalp is skin, below the jaw's edge is neck.
 * Leaves the edges of lids or lips, and the measures of the brow, of the place in `regions`.
 */
export function headClass(regions: FaceRegions, x: number, y: number, angle: number): number {
  const { shape, lids, lips } = regions;
  if (y < shape.toActual(lowerEdge(angle) + 0.38)) return CLASS.neck;
  if (Math.abs(angle) > BEHIND) return CLASS.skin;
  const side: Side = x < 0 ? -1 : 1;
  const { eye, brow, nose } = shape;
  regions.browFrom = 9;
  if (y > -0.5 && y < brow.y + 2.6) {
    measureBrow(regions, side, x, y);
    if (regions.browFrom < 1 && regions.browWay > 0 && regions.browWay < 1.03)
      return side < 0 ? CLASS.right_brow : CLASS.left_brow;
  }
  if (Math.abs(y - eye.y) < 1.6 && Math.abs(x - side * eye.x) < eye.half) {
    lidEdges(shape, side, x, lids);
    if (y < lids.upper && y > lids.lower) return side < 0 ? CLASS.right_eye : CLASS.left_eye;
  }
  if (y < nose.base + 0.6 && Math.abs(x) < shape.lips.half) {
    lipEdges(shape, x, lips);
    if (y < lips.innerUpper && y > lips.innerLower) return CLASS.inner_mouth;
    if (y <= lips.outerUpper && y >= lips.innerUpper) return CLASS.upper_lip;
    if (y >= lips.outerLower && y <= lips.innerLower) return CLASS.lower_lip;
  }
  return Math.abs(x) < noseHalf(shape, y) ? CLASS.nose : CLASS.skin;
}
