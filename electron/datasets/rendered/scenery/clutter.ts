/** What a scene shows behind people that is no face: walls, plants, things, writing, animals, hands, and other parts of bodies. */

import type { Light } from '../light.ts';
import type { Random } from '../random.ts';
import { animal } from './animals.ts';
import { bodyPart } from './body-parts.ts';
import { handAndArm } from './hands.ts';
import { type Brush, type Picture, paint } from './paint.ts';
import { ROUND_THINGS, roundThing } from './round-things.ts';
import { SURROUNDINGS, surrounding } from './surroundings.ts';
import { books, writing } from './writing.ts';

export const CLUTTER = ['round', 'writing', 'books', 'animal', 'hand', 'body', 'patch'] as const;
export type ClutterKind = (typeof CLUTTER)[number];

interface Shape {
  weight: number;
  /** Height over width, least and most. */
  tall: readonly [number, number];
  /** Largest turn in radians. */
  turn: number;
  brush(random: Random): Brush;
}

const KINDS = {
  round: { weight: 4, tall: [0.8, 1.1], turn: 0.3, brush: (random) => roundThing(random.pick(ROUND_THINGS), random) },
  writing: {
    weight: 3.5,
    tall: [0.15, 0.7],
    turn: 0.3,
    brush: (random) =>
      writing(
        {
          letters: Math.floor(random.between(1, 14)),
          lines: random.chance(0.5) ? 1 : Math.floor(random.between(2, 8)),
          bare: random.chance(0.4),
        },
        random,
      ),
  },
  books: { weight: 0.8, tall: [0.3, 0.8], turn: 0.05, brush: books },
  animal: { weight: 2, tall: [1, 1.3], turn: 0.5, brush: animal },
  hand: { weight: 2.5, tall: [1, 1], turn: Math.PI, brush: (random) => handAndArm(random) },
  body: { weight: 2.5, tall: [0.8, 1.3], turn: Math.PI, brush: bodyPart },
  patch: { weight: 1.5, tall: [0.4, 2], turn: 0.4, brush: (random) => surrounding(random.pick(SURROUNDINGS), random) },
} as const satisfies Record<ClutterKind, Shape>;
const WEIGHTS = Object.fromEntries(Object.entries(KINDS).map(([kind, { weight }]) => [kind, weight])) as Record<
  ClutterKind,
  number
>;

/** Half widths of things as shares of the picture's shorter side. */
const SIZES = [0.02, 0.3] as const;
const MOST_THINGS = 14;

/** One thing at a chosen or any place; for pictures of what the list holds, too. */
export function drawThing(
  picture: Picture,
  kind: ClutterKind,
  light: Light,
  random: Random,
  place?: { x: number; y: number; half: number },
): void {
  const { tall, turn, brush } = KINDS[kind];
  const shorter = Math.min(picture.width, picture.height);
  const half = place?.half ?? shorter * Math.exp(random.between(Math.log(SIZES[0]), Math.log(SIZES[1])));
  const x = place?.x ?? random.between(0, picture.width);
  const y = place?.y ?? random.between(0, picture.height);
  const spot = {
    x,
    y,
    halfWidth: half,
    halfHeight: half * random.between(tall[0], tall[1]),
    turn: random.between(-turn, turn),
  };
  paint(picture, spot, light, brush(random));
}

/** All of it. More than half of the scenes have a wall or plants over the whole picture, a third over a part. */
export function drawClutter(picture: Picture, light: Light, random: Random): void {
  const longer = Math.max(picture.width, picture.height);
  const cover = (share: number): void => {
    const spot = {
      x: picture.width / 2,
      y: picture.height * (1.5 - share),
      halfWidth: longer / 2,
      halfHeight: longer / 2,
      turn: 0,
    };
    paint(picture, spot, light, surrounding(random.pick(SURROUNDINGS), random));
  };
  if (random.chance(0.6)) cover(1);
  if (random.chance(0.35)) cover(random.between(0.15, 0.6));
  const things = random.chance(0.25) ? 0 : Math.floor(random.between(1, MOST_THINGS));
  for (let thing = 0; thing < things; thing++)
    drawThing(picture, random.weighted(WEIGHTS), light, random.part(`thing ${thing}`));
}
