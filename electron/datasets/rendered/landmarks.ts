/** The 68 points of iBUG and the 29 of COFW as places on the head, from the curves that draw it. */
import { DEGREE, mixed, polyline } from './curves.ts';
import { browAt, type LidEdges, type LipEdges, lidEdges, lipEdges, type Side } from './features.ts';
import type { HeadShape } from './shape.ts';
import { frontPoint, headPoint, lowerEdge, wallPoint } from './surface.ts';

/** Triples of x, y, z in the head frame. */
export type Points3 = Float32Array;

const put = (points: Points3, index: number, [x, y, z]: readonly [number, number, number]): void => {
  points[3 * index] = x;
  points[3 * index + 1] = y;
  points[3 * index + 2] = z;
};

/** Angles from the front of the jaw's points, from the chin (0) to the ear (1). */
const JAW_WAYS = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1];
const JAW_ANGLES = [0, 22, 42, 58, 70, 79, 85, 89, 91];

/** Where point `index` of the jaw lies when its line is followed only `part` of the way from the front to its place. */
function jawPoint(shape: HeadShape, index: number, part: number, out: Points3, at: number): void {
  const way = Math.abs(index - 8) / 8;
  const angle = Math.sign(index - 8) * polyline(JAW_WAYS, JAW_ANGLES, way) * DEGREE * part;
  if (way <= 0.5) {
    headPoint(shape, angle, mixed(0.935, 0.905, way * 2), out, at);
    return;
  }
  const up = polyline([0.5, 0.625, 0.75, 0.875, 1], [0, 0.24, 0.5, 0.76, 1], way);
  wallPoint(shape, angle, mixed(lowerEdge(67 * DEGREE) + 1.05, -0.2, up), out, at);
}

/** The 68 points on the surface; the jaw's are places of the jaw's edge, seen or not. */
export function landmarkPoints(shape: HeadShape): Points3 {
  const points = new Float32Array(68 * 3);
  for (let index = 0; index < 17; index++) jawPoint(shape, index, 1, points, 3 * index);
  for (let index = 0; index < 5; index++) {
    for (const [side, at] of [
      [-1, 17 + index],
      [1, 26 - index],
    ] as const) {
      const { x, y } = browAt(shape, side, index / 4);
      put(points, at, frontPoint(shape, x, y + shape.brow.thickness * (index > 0 ? 0.35 : 0)));
    }
  }
  const { nose } = shape;
  for (let index = 0; index < 4; index++)
    put(points, 27 + index, frontPoint(shape, 0, mixed(0.15, nose.tipY + 0.05, index / 3)));
  NOSE_BASE.forEach(([x, up], index) => {
    put(points, 31 + index, frontPoint(shape, x * nose.width, nose.base + up));
  });
  eyePoints(shape, points);
  lipPoints(shape, points);
  return points;
}

/** Shares of half the nose's width, and cm over its base. */
const NOSE_BASE = [
  [-0.95, 0.44],
  [-0.5, 0.17],
  [0, -0.05],
  [0.5, 0.17],
  [0.95, 0.44],
] as const;

/** Share of the way to the outer corner, and the edge: from the corner nearest to the image's left, over the upper lid. */
const RIGHT_EYE = [
  [1, 'line'],
  [0.36, 'upper'],
  [-0.36, 'upper'],
  [-1, 'line'],
  [-0.36, 'lower'],
  [0.36, 'lower'],
] as const;
const LEFT_EYE = [
  [-1, 'line'],
  [-0.36, 'upper'],
  [0.36, 'upper'],
  [1, 'line'],
  [0.36, 'lower'],
  [-0.36, 'lower'],
] as const;

function eyePlace(
  shape: HeadShape,
  side: Side,
  across: number,
  edge: 'line' | 'upper' | 'lower',
): [number, number, number] {
  const lids: LidEdges = { upper: 0, lower: 0, line: 0, across: 0 };
  const x = side * (shape.eye.x + shape.eye.half * across);
  lidEdges(shape, side, x, lids);
  // Where the eye is shut both lids meet half way.
  const { line } = lids;
  const middle = (lids.upper + lids.lower) / 2;
  const upper = Math.max(lids.upper, middle);
  const lower = Math.min(lids.lower, middle);
  return frontPoint(shape, x, edge === 'line' ? line : edge === 'upper' ? upper : lower);
}

function eyePoints(shape: HeadShape, points: Points3): void {
  RIGHT_EYE.forEach(([across, edge], index) => {
    put(points, 36 + index, eyePlace(shape, -1, across, edge));
  });
  LEFT_EYE.forEach(([across, edge], index) => {
    put(points, 42 + index, eyePlace(shape, 1, across, edge));
  });
}

type LipEdge = 'outerUpper' | 'innerUpper' | 'innerLower' | 'outerLower';

function lipPlace(shape: HeadShape, across: number, edge: LipEdge): [number, number, number] {
  const lips: LipEdges = { outerUpper: 0, innerUpper: 0, innerLower: 0, outerLower: 0, across: 0 };
  const x = across * shape.lips.half;
  return frontPoint(shape, x, lipEdges(shape, x, lips)[edge]);
}

function lipPoints(shape: HeadShape, points: Points3): void {
  [-1, -0.62, -0.24, 0, 0.24, 0.62, 1].forEach((across, index) => {
    put(points, 48 + index, lipPlace(shape, across, 'outerUpper'));
  });
  [0.62, 0.26, 0, -0.26, -0.62].forEach((across, index) => {
    put(points, 55 + index, lipPlace(shape, across, 'outerLower'));
  });
  // The inner corners lie where the lips still touch.
  const corner = (across: number): [number, number, number] => {
    const lips: LipEdges = { outerUpper: 0, innerUpper: 0, innerLower: 0, outerLower: 0, across: 0 };
    const x = across * shape.lips.half;
    lipEdges(shape, x, lips);
    return frontPoint(shape, x, (lips.innerUpper + lips.innerLower) / 2);
  };
  put(points, 60, corner(-0.87));
  put(points, 64, corner(0.87));
  [-0.3, 0, 0.3].forEach((across, index) => {
    put(points, 61 + index, lipPlace(shape, across, 'innerUpper'));
    put(points, 67 - index, lipPlace(shape, across, 'innerLower'));
  });
}

const OUTLINE_STEPS = 24;

/**
 * The jaw as it is drawn on photos: where the edge that a point belongs to turns out of sight, the point moves to the
 * outline that can be seen. `project` gives the place in the picture of a point of the head.
 * @param right a unit vector of the picture, to the right of a head without its roll
 * @returns 17 pairs x, y
 */
export function outlineJaw(
  shape: HeadShape,
  project: (x: number, y: number, z: number) => readonly [number, number],
  right: readonly [number, number],
): Float32Array {
  const outline = new Float32Array(34);
  const point = new Float32Array(3);
  for (let index = 0; index < 17; index++) {
    const side = Math.sign(index - 8);
    let furthest = Number.NEGATIVE_INFINITY;
    for (let step = OUTLINE_STEPS; step >= 0; step--) {
      jawPoint(shape, index, index === 8 ? 1 : step / OUTLINE_STEPS, point, 0);
      const [x, y] = project(point[0]!, point[1]!, point[2]!);
      const out = side * (x * right[0] + y * right[1]);
      if (out <= furthest) continue;
      furthest = out;
      outline[2 * index] = x;
      outline[2 * index + 1] = y;
      if (index === 8) break;
    }
  }
  return outline;
}

/** COFW's 29 points in the order of `VISIBILITY_POINTS`. */
export function cofwPoints(shape: HeadShape): Points3 {
  const points = new Float32Array(29 * 3);
  const { nose, mouth, eye } = shape;
  const both = (first: number, place: (side: Side) => [number, number, number], step = 1): void => {
    put(points, first, place(-1));
    put(points, first + step, place(1));
  };
  const brow = (side: Side, way: number, edge: number): [number, number, number] => {
    const { x, y, half } = browAt(shape, side, way);
    return frontPoint(shape, x, y + edge * half);
  };
  both(0, (side) => brow(side, 0, 0));
  both(2, (side) => brow(side, 1, 0));
  both(4, (side) => brow(side, 0.5, 1), 2);
  both(5, (side) => brow(side, 0.5, -1), 2);
  both(8, (side) => eyePlace(shape, side, 1, 'line'));
  both(10, (side) => eyePlace(shape, side, -1, 'line'));
  both(12, (side) => eyePlace(shape, side, 0, 'upper'), 2);
  both(13, (side) => eyePlace(shape, side, 0, 'lower'), 2);
  both(16, (side) => frontPoint(shape, side * eye.x + eye.gazeX, eye.y + 0.03 + eye.gazeY));
  both(18, (side) => frontPoint(shape, side * nose.width * 0.98, nose.base + 0.5));
  put(points, 20, frontPoint(shape, 0, nose.tipY + 0.05));
  put(points, 21, frontPoint(shape, 0, nose.base - 0.05));
  both(22, (side) =>
    frontPoint(shape, side * shape.lips.half, mouth + (side < 0 ? shape.lips.cornerRight : shape.lips.cornerLeft)),
  );
  (['outerUpper', 'innerUpper', 'innerLower', 'outerLower'] as const).forEach((edge, index) => {
    put(points, 24 + index, lipPlace(shape, 0, edge));
  });
  // The lowest place of the chin that still faces ahead: its edge lies under it, as a rule out of sight.
  headPoint(shape, 0, 0.905, points, 3 * 28);
  return points;
}
