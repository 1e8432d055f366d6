/** Signs, lines of print and spines of books, in letters of no language. */
import { clamp, length2 } from '../curves.ts';
import type { Rgb } from '../person.ts';
import type { Random } from '../random.ts';
import { type Brush, setColour } from './paint.ts';
import { against, anyTint } from './tints.ts';

/** A stroke in a letter's cell, 0 to 1 across and down: a line, or a ring with two radii and the arc that is drawn. */
type Stroke =
  | { line: readonly [number, number, number, number] }
  | { ring: readonly [x: number, y: number, rx: number, ry: number]; from?: number; to?: number };

const line = (...line: [number, number, number, number]): Stroke => ({ line });
const ring = (x: number, y: number, rx: number, ry: number, from?: number, to?: number): Stroke =>
  from === undefined || to === undefined ? { ring: [x, y, rx, ry] } : { ring: [x, y, rx, ry], from, to };

/** Forms that alphabets share: posts, bars, slants, bows and rings. */
const LETTERS: readonly (readonly Stroke[])[] = [
  [ring(0.5, 0.5, 0.4, 0.5)],
  [ring(0.5, 0.25, 0.32, 0.25), ring(0.5, 0.75, 0.4, 0.25)],
  [line(0.1, 0, 0.1, 1), ring(0.3, 0.25, 0.5, 0.25), ring(0.3, 0.75, 0.6, 0.25)],
  [line(0.1, 0, 0.1, 1), line(0.1, 0, 0.9, 0), line(0.1, 0.5, 0.7, 0.5), line(0.1, 1, 0.9, 1)],
  [line(0.1, 1, 0.5, 0), line(0.5, 0, 0.9, 1), line(0.25, 0.65, 0.75, 0.65)],
  [line(0.1, 0, 0.1, 1), line(0.9, 0, 0.9, 1), line(0.1, 0.5, 0.9, 0.5)],
  [line(0.5, 0, 0.5, 1), line(0.1, 0, 0.9, 0)],
  [ring(0.5, 0.25, 0.38, 0.25, 1.5, 6), ring(0.5, 0.75, 0.38, 0.25, -1.6, 2.8)],
  [ring(0.55, 0.5, 0.42, 0.5, 0.8, 5.5)],
  [ring(0.5, 0.5, 0.4, 0.5), line(0.6, 0.7, 0.95, 1.05)],
  [line(0.1, 0, 0.1, 1), line(0.1, 0, 0.9, 1), line(0.9, 0, 0.9, 1)],
  [line(0.1, 0, 0.5, 1), line(0.9, 0, 0.5, 1)],
  [line(0.1, 0, 0.3, 1), line(0.5, 0.3, 0.3, 1), line(0.5, 0.3, 0.7, 1), line(0.9, 0, 0.7, 1)],
  [ring(0.45, 0.7, 0.35, 0.3), line(0.8, 0.35, 0.8, 1)],
  [ring(0.5, 0.62, 0.35, 0.38, -3.1, 1.2), line(0.15, 0.62, 0.85, 0.62)],
  [line(0.5, 0.3, 0.5, 1), ring(0.5, 0.08, 0.06, 0.06)],
  [ring(0.4, 0.7, 0.35, 0.3), line(0.05, 0, 0.05, 1)],
];

function fromStroke(stroke: Stroke, x: number, y: number): number {
  if ('line' in stroke) {
    const [ax, ay, bx, by] = stroke.line;
    const [dx, dy] = [bx - ax, by - ay];
    const way = clamp(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0, 1);
    return length2(x - ax - dx * way, y - ay - dy * way);
  }
  const [cx, cy, rx, ry] = stroke.ring;
  const [u, v] = [(x - cx) / rx, (y - cy) / ry];
  if (stroke.from !== undefined && stroke.to !== undefined) {
    let angle = Math.atan2(v, u);
    while (angle < stroke.from) angle += 2 * Math.PI;
    if (angle > stroke.to) return 9;
  }
  return Math.abs(length2(u, v) - 1) * Math.min(rx, ry);
}

export interface Writing {
  letters: number;
  lines: number;
  /** Nothing but the letters: print on what is behind. */
  bare: boolean;
}

/** A box of so many lines; some letters are left out between words. */
export function writing({ letters, lines, bare }: Writing, random: Random, ground: Rgb = anyTint(random)): Brush {
  const ink = against(ground, random);
  const weight = random.between(0.05, 0.16);
  const lean = random.chance(0.25) ? random.between(0, 0.4) : 0;
  const fills = random.between(0.6, 0.8);
  const text = Array.from({ length: letters * lines }, () => (random.chance(0.14) ? null : random.pick(LETTERS)));
  const margin = random.between(0.02, 0.2);
  return (u, v, dab) => {
    const across = ((u / (1 - margin)) * 0.5 + 0.5) * letters;
    const down = ((v / (1 - margin)) * 0.5 + 0.5) * lines;
    const [column, row] = [Math.floor(across), Math.floor(down)];
    const letter = column >= 0 && column < letters && row >= 0 && row < lines ? text[row * letters + column] : null;
    const [x, y] = [(across - column) / 0.85 + lean * (down - row - 0.5), (down - row - (1 - fills) / 2) / fills];
    const isInk = letter?.some((stroke) => fromStroke(stroke, x, y) < weight) ?? false;
    if (bare && !isInk) return 0;
    setColour(dab, isInk ? ink : ground);
    return 1;
  };
}

/** Books beside each other on a shelf, with something written on their spines. */
export function books(random: Random): Brush {
  const count = Math.floor(random.between(4, 14));
  const spines = Array.from({ length: count }, () => {
    const tint = anyTint(random);
    return {
      tint,
      tall: random.between(0.6, 0.97),
      print: writing({ letters: 7, lines: 1, bare: false }, random, tint),
    };
  });
  const wood = anyTint(random);
  return (u, v, dab) => {
    const across = (u * 0.5 + 0.5) * count;
    const { tint, tall, print } = spines[Math.min(count - 1, Math.floor(across))]!;
    const side = (across % 1) * 2 - 1;
    if (v > 0.9) setColour(dab, wood);
    else if ((0.9 - v) / 1.9 > tall) setColour(dab, [0.01, 0.01, 0.01]);
    else {
      setColour(dab, tint);
      if (Math.abs(v) < 0.5) print(v * 2, -side * 1.3, dab);
      dab.right = side * 0.7;
    }
    return 1;
  };
}
