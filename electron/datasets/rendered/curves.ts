/** Small functions of one number from which surfaces and colours are made, and smooth noise. */
import { Random } from './random.ts';

export const DEGREE = Math.PI / 180;

export const clamp = (x: number, least: number, most: number): number => (x < least ? least : x > most ? most : x);
export const mixed = (a: number, b: number, share: number): number => a + (b - a) * share;

/** 0 up to `from`, 1 from `to` on, smooth between; `from` may be the larger. */
export function smooth(from: number, to: number, x: number): number {
  const t = clamp((x - from) / (to - from), 0, 1);
  return t * t * (3 - 2 * t);
}

/** Squares of distances from which on a bump counts as nothing: exp(-8.5) is 0.0002. */
const FAR = 8.5;

/** A bump of height 1 at 0: exp(-(distance / width)^2), cut off where it is far. */
export function bump(distance: number, width: number): number {
  const q = distance / width;
  const square = q * q;
  return square > FAR ? 0 : Math.exp(-square);
}

/** A bump of some height over two directions: `height * bump(x, width) * bump(y, breadth)`, sooner where it is nothing. */
export function mound(height: number, x: number, width: number, y: number, breadth: number): number {
  const across = x / width;
  const acrossSquare = across * across;
  if (acrossSquare > FAR) return 0;
  const down = y / breadth;
  const downSquare = down * down;
  return downSquare > FAR ? 0 : height * Math.exp(-acrossSquare) * Math.exp(-downSquare);
}

/** Length of a vector; `Math.hypot` takes ten times as long. */
export const length2 = (x: number, y: number): number => Math.sqrt(x * x + y * y);
export const length3 = (x: number, y: number, z: number): number => Math.sqrt(x * x + y * y + z * z);

/** Straight lines through points whose x rises. */
export function polyline(xs: readonly number[], ys: readonly number[], x: number): number {
  if (x <= xs[0]!) return ys[0]!;
  for (let index = 1; index < xs.length; index++) {
    const right = xs[index]!;
    if (x <= right) {
      const left = xs[index - 1]!;
      return ys[index - 1]! + ((ys[index]! - ys[index - 1]!) * (x - left)) / (right - left);
    }
  }
  return ys[ys.length - 1]!;
}

const STEPS = 320;

/** A smooth curve (Catmull-Rom) through points whose x falls, tabled so that it is read in a few steps. */
export function curve(points: readonly (readonly [x: number, y: number])[]): (x: number) => number {
  const high = points[0]![0];
  const low = points.at(-1)![0];
  const values = new Float32Array(STEPS + 1);
  let segment = 0;
  for (let step = 0; step <= STEPS; step++) {
    const x = high + ((low - high) * step) / STEPS;
    while (segment < points.length - 2 && x < points[segment + 1]![0]) segment++;
    const before = points[Math.max(0, segment - 1)]!;
    const from = points[segment]!;
    const to = points[segment + 1]!;
    const after = points[Math.min(points.length - 1, segment + 2)]!;
    const span = to[0] - from[0];
    const t = (x - from[0]) / span;
    const slopeFrom = ((to[1] - before[1]) / (to[0] - before[0])) * span;
    const slopeTo = ((after[1] - from[1]) / (after[0] - from[0])) * span;
    values[step] =
      (2 * t ** 3 - 3 * t * t + 1) * from[1] +
      (t ** 3 - 2 * t * t + t) * slopeFrom +
      (3 * t * t - 2 * t ** 3) * to[1] +
      (t ** 3 - t * t) * slopeTo;
  }
  const scale = STEPS / (high - low);
  return (x) => {
    const at = clamp((high - x) * scale, 0, STEPS);
    const step = Math.min(STEPS - 1, at | 0);
    return values[step]! + (values[step + 1]! - values[step]!) * (at - step);
  };
}

const LATTICE = new Float32Array(65536);
{
  const random = new Random(1, 'noise');
  for (let index = 0; index < LATTICE.length; index++) LATTICE[index] = random.between(-1, 1);
}

/** Smooth noise in [-1, 1] that repeats after 256 units. */
export function noise(x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  let fx = x - column;
  let fy = y - row;
  fx = fx * fx * (3 - 2 * fx);
  fy = fy * fy * (3 - 2 * fy);
  const left = column & 255;
  const right = (column + 1) & 255;
  const top = (row & 255) << 8;
  const bottom = ((row + 1) & 255) << 8;
  const a = LATTICE[top + left]!;
  const b = LATTICE[top + right]!;
  const c = LATTICE[bottom + left]!;
  const d = LATTICE[bottom + right]!;
  return a + (b - a) * fx + (c - a) * fy + (a - b - c + d) * fx * fy;
}

/** Three octaves of it. */
export const roughness = (x: number, y: number): number =>
  0.6 * noise(x, y) + 0.3 * noise(x * 2.1 + 17, y * 2.1 + 5) + 0.15 * noise(x * 4.3 + 3, y * 4.3 + 29);
