/**
 * How a head is turned, told by its 68 points: the rotation, size and place of the mean face under which its points lie
 * nearest to them. The camera is far away: p = scale * (R m) without depth + centre, as the poses of 300W-LP are meant.
 */
import type { Point } from './geometry.ts';
import { MEAN_FACE } from './mean-face.ts';
import { matrixToQuaternion, type Quaternion } from './pose.ts';
import { LANDMARK_COUNT } from './vocabulary.ts';

export interface HeadFit {
  quaternion: Quaternion;
  /** Pixels of the photo a centimetre of the mean face takes. */
  scale: number;
  /** Where the middle of the mean face lies in the photo. */
  centre: Point;
  /** Root of the weighted mean of the squared distances between points and fit, in centimetres of the mean face. */
  error: number;
}

/** What moves with the face's expression or slides along its outline says less about the head. */
const weightOf = (index: number): number => (index < 17 ? 0.25 : index < 27 ? 0.5 : index < 48 ? 1 : 0.35);
const WEIGHTS: readonly number[] = Array.from({ length: LANDMARK_COUNT }, (_, index) => weightOf(index));

interface Guess {
  rotation: Rotation;
  scale: number;
  centre: Point;
}

type Vector = [number, number, number];
/** Row by row. */
type Rotation = [Vector, Vector, Vector];

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const scaled = (a: Vector, factor: number): Vector => [a[0] * factor, a[1] * factor, a[2] * factor];
const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const unit = (a: Vector): Vector => scaled(a, 1 / Math.hypot(...a));

/** Solves a small system by elimination with pivots. Null where it has no single answer. */
function solve(matrix: number[][], right: number[]): number[] | null {
  const rows = matrix.map((row, at) => [...row, right[at]!]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column; row < size; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    const [upper, own] = [rows[pivot]!, rows[column]!];
    if (Math.abs(upper[column]!) < 1e-9) return null;
    [rows[column], rows[pivot]] = [upper, own];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = rows[row]![column]! / upper[column]!;
      for (let at = column; at <= size; at++) rows[row]![at]! -= factor * upper[at]!;
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!);
}

/** Normal equations of a weighted least-squares fit: each row says that its factors times the unknowns give a value. */
function leastSquares(rows: Iterable<{ factors: number[]; value: number; weight: number }>, unknowns: number) {
  const matrix = Array.from({ length: unknowns }, () => new Array<number>(unknowns).fill(0));
  const right = new Array<number>(unknowns).fill(0);
  for (const { factors, value, weight } of rows) {
    for (let i = 0; i < unknowns; i++) {
      right[i]! += weight * factors[i]! * value;
      for (let j = 0; j < unknowns; j++) matrix[i]![j]! += weight * factors[i]! * factors[j]!;
    }
  }
  return solve(matrix, right);
}

/** The best two rows of scale * R and the centre without asking that the rows stand square: where the fit begins. */
function firstGuess(points: readonly Point[]): Guess | null {
  const along = (axis: 'x' | 'y') =>
    leastSquares(
      points.map((point, at) => ({ factors: [...MEAN_FACE[at]!, 1], value: point[axis], weight: WEIGHTS[at]! })),
      4,
    );
  const [x, y] = [along('x'), along('y')];
  if (!x || !y) return null;
  const [a, b]: [Vector, Vector] = [
    [x[0]!, x[1]!, x[2]!],
    [y[0]!, y[1]!, y[2]!],
  ];
  const [lengthA, lengthB] = [Math.hypot(...a), Math.hypot(...b)];
  if (!(lengthA > 1e-9) || !(lengthB > 1e-9)) return null;
  const first = unit(a);
  const second = minus(b, scaled(first, dot(first, b)));
  if (!(Math.hypot(...second) > 1e-9)) return null;
  const rotation: Rotation = [first, unit(second), cross(first, unit(second))];
  return { rotation, scale: (lengthA + lengthB) / 2, centre: { x: x[3]!, y: y[3]! } };
}

/** Turns a rotation by a small one about the axis `turn`, by its length in radians (Rodrigues' formula). */
function turnedBy(rotation: Rotation, turn: Vector): Rotation {
  const angle = Math.hypot(...turn);
  if (angle < 1e-12) return rotation;
  const axis = scaled(turn, 1 / angle);
  const columns = [0, 1, 2].map((at): Vector => [rotation[0][at]!, rotation[1][at]!, rotation[2][at]!]);
  const [x, y, z] = columns.map((column): Vector => {
    const across = cross(axis, column);
    const along = dot(axis, column) * (1 - Math.cos(angle));
    return [0, 1, 2].map(
      (at) => column[at]! * Math.cos(angle) + across[at]! * Math.sin(angle) + axis[at]! * along,
    ) as Vector;
  }) as [Vector, Vector, Vector];
  return [
    [x[0], y[0], z[0]],
    [x[1], y[1], z[1]],
    [x[2], y[2], z[2]],
  ];
}

const ROUNDS = 12;

/** Null where the points tell no rotation: all on one line, not numbers, or not 68. */
export function fitHead(points: readonly Point[]): HeadFit | null {
  if (points.length !== LANDMARK_COUNT || !points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)))
    return null;
  const first = firstGuess(points);
  if (!first) return null;
  let guess: Guess = first;
  const turnedPoint = (rotation: Rotation, at: number): Vector => {
    const point = MEAN_FACE[at] as Vector;
    return [dot(rotation[0], point), dot(rotation[1], point), dot(rotation[2], point)];
  };
  // Gauss-Newton on a small turn, the scale and the centre. A turn w moves scale * m by scale * (w x m).
  for (let round = 0; round < ROUNDS; round++) {
    const { rotation, scale, centre }: Guess = guess;
    const rows = points.flatMap((point, at) => {
      const [x, y, z] = turnedPoint(rotation, at);
      const weight = WEIGHTS[at]!;
      return [
        { factors: [0, scale * z, -scale * y, x, 1, 0], value: point.x - scale * x - centre.x, weight },
        { factors: [-scale * z, 0, scale * x, y, 0, 1], value: point.y - scale * y - centre.y, weight },
      ];
    });
    const step = leastSquares(rows, 6);
    if (!step) return null;
    const [u, v, w, grows, right, down] = step as [number, number, number, number, number, number];
    guess = {
      rotation: turnedBy(rotation, [u, v, w]),
      scale: scale + grows,
      centre: { x: centre.x + right, y: centre.y + down },
    };
    if (Math.hypot(u, v, w) < 1e-10) break;
  }
  const { rotation, scale, centre } = guess;
  if (!(scale > 0)) return null;
  let [sum, weights] = [0, 0];
  for (const [at, point] of points.entries()) {
    const [x, y] = turnedPoint(rotation, at);
    sum +=
      WEIGHTS[at]! * ((point.x - centre.x) / scale - x) ** 2 + WEIGHTS[at]! * ((point.y - centre.y) / scale - y) ** 2;
    weights += WEIGHTS[at]!;
  }
  return { quaternion: matrixToQuaternion(rotation.flat()), scale, centre, error: Math.sqrt(sum / weights) };
}
