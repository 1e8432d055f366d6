/** Where the people of a scene stand, and how large they are seen. */
import { type Box, boxOverlap } from '../../shared/domain/geometry.ts';
import type { Random } from './random.ts';

export interface Place {
  x: number;
  y: number;
  /** Longer side of the face's box in pixels. */
  size: number;
}

interface ArrangementShape {
  weight: number;
  people: readonly [least: number, most: number];
  /** Sizes of their boxes as shares of the picture's shorter side. */
  size: readonly [least: number, most: number];
  /** How much all are of one size, 0 to 1. */
  alike: number;
}

const ARRANGEMENTS = {
  nobody: { weight: 1.5, people: [0, 0], size: [0, 0], alike: 0 },
  portrait: { weight: 2.4, people: [1, 1], size: [0.25, 0.75], alike: 0 },
  pair: { weight: 1.6, people: [2, 3], size: [0.16, 0.38], alike: 0.6 },
  group: { weight: 1.6, people: [3, 9], size: [0.07, 0.2], alike: 0.75 },
  crowd: { weight: 0.8, people: [8, 20], size: [0.025, 0.1], alike: 0.3 },
  /** As on photos of a school or a congress: one row behind the other, each between two heads of the one before. */
  rows: { weight: 1.6, people: [6, 24], size: [0.04, 0.1], alike: 0.95 },
  mixed: { weight: 1.2, people: [2, 7], size: [0.03, 0.4], alike: 0 },
} as const satisfies Record<string, ArrangementShape>;
export type Arrangement = keyof typeof ARRANGEMENTS;
const WEIGHTS = Object.fromEntries(Object.entries(ARRANGEMENTS).map(([name, { weight }]) => [name, weight])) as Record<
  Arrangement,
  number
>;

/** Faces may cover each other by this much. */
const OVERLAP = 0.12;
const SMALLEST = 10;

const arrangementFor = (people: number): Arrangement =>
  people <= 1 ? 'portrait' : people <= 3 ? 'pair' : people < 10 ? 'group' : 'crowd';

const squareAt = ({ x, y, size }: Place, share: number): Box => ({
  x: x - (size * share) / 2,
  y: y - (size * share) / 2,
  width: size * share,
  height: size * share,
});

/** The arrangement and its places from far to near. @param people how many; the arrangement's own number if undefined */
export function placesOf(
  random: Random,
  width: number,
  height: number,
  people: number | undefined,
): { arrangement: Arrangement; places: Place[] } {
  const arrangement = people === undefined ? random.weighted(WEIGHTS) : arrangementFor(people);
  const { people: range, size, alike } = ARRANGEMENTS[arrangement];
  const count = people ?? Math.floor(random.between(range[0], range[1] + 0.999));
  const shorter = Math.min(width, height);
  const [least, most] = [Math.log(Math.max(size[0], 0.01)), Math.log(Math.max(size[1], 0.01))];
  const common = random.between(least, most);
  const sizeOf = (): number =>
    Math.max(SMALLEST, shorter * Math.exp(random.between(least, most) * (1 - alike) + common * alike));
  if (arrangement === 'rows') return { arrangement, places: rowsOf(random, width, height, count, sizeOf()) };
  const places: Place[] = [];
  for (let tries = 0; places.length < count && tries < count * 12; tries++) {
    const side = sizeOf();
    // A few are cut by the picture's edge.
    const past = random.chance(0.06) ? 0.35 : -0.45;
    const reach = side * past;
    const place = {
      x: random.between(-reach, width + reach),
      y: random.between(Math.max(-reach, height * 0.05), height + reach * 0.6),
      size: side,
    };
    const box = squareAt(place, 0.8);
    if (places.every((other) => boxOverlap(box, squareAt(other, 0.8)) < OVERLAP)) places.push(place);
  }
  // The nearest, which is the largest or the lowest, is drawn last.
  return { arrangement, places: places.sort((a, b) => a.size + 0.05 * a.y - b.size - 0.05 * b.y) };
}

function rowsOf(random: Random, width: number, height: number, count: number, size: number): Place[] {
  const apart = size * random.between(1.5, 2.4);
  const down = size * random.between(1.5, 2.3);
  const across = Math.max(1, Math.min(Math.ceil(count / 2), Math.floor((width - size) / apart)));
  const rows = Math.min(5, Math.ceil(count / across));
  const left = random.between(0.6 * size, Math.max(0.6 * size, width - across * apart));
  const top = random.between(0.15 * height, Math.max(0.2 * height, height - rows * down - 2 * size));
  const places: Place[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < across && places.length < count; column++)
      places.push({
        x: left + (column + (row % 2) * 0.5) * apart + random.normal(0.15 * size),
        y: top + row * down + random.normal(0.14 * size),
        size: size * (1 + 0.04 * row) * Math.exp(random.normal(0.05)),
      });
  return places;
}
