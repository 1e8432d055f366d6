/** What stands in scenes and is no face: every kind of it is drawn, in its place, the same from the same seed. */
import { describe, expect, test } from 'vitest';
import type { Light } from '../../../electron/datasets/rendered/light.ts';
import { Random } from '../../../electron/datasets/rendered/random.ts';
import { ageTones, sceneCapture } from '../../../electron/datasets/rendered/scene-photo.ts';
import { CLUTTER, drawClutter, drawThing } from '../../../electron/datasets/rendered/scenery/clutter.ts';
import { type Brush, type Picture, paint, setColour } from '../../../electron/datasets/rendered/scenery/paint.ts';
import { ROUND_THINGS, roundThing } from '../../../electron/datasets/rendered/scenery/round-things.ts';
import { SURROUNDINGS, surrounding } from '../../../electron/datasets/rendered/scenery/surroundings.ts';

const LIGHT: Light = {
  key: [0, 0, 1],
  keyColour: [0.5, 0.5, 0.5],
  second: [0, 0, 1],
  secondColour: [0, 0, 0],
  ambient: [0.5, 0.5, 0.5],
  gradient: [0, 0, 0],
  softness: 0.2,
  shadow: false,
  exposure: 1,
};
const SIDE = 96;
const EMPTY = -1;
const empty = (): Picture => ({ width: SIDE, height: SIDE, light: new Float32Array(3 * SIDE * SIDE).fill(EMPTY) });
const isPainted = ({ light }: Picture, x: number, y: number): boolean => light[3 * (y * SIDE + x)] !== EMPTY;
const spot = { x: 48, y: 48, halfWidth: 30, halfHeight: 30, turn: 0 };

function levels({ light }: Picture): number {
  const seen = new Set<number>();
  for (let at = 0; at < light.length; at += 3) if (light[at] !== EMPTY) seen.add(Math.round(200 * light[at]!));
  return seen.size;
}

describe('each kind', () => {
  const brushes: [string, (random: Random) => Brush][] = [
    ...ROUND_THINGS.map((kind): [string, (random: Random) => Brush] => [kind, (random) => roundThing(kind, random)]),
    ...SURROUNDINGS.map((kind): [string, (random: Random) => Brush] => [kind, (random) => surrounding(kind, random)]),
  ];
  test.each(brushes)('%s is drawn in its box alone, with more than one tone', (_, brush) => {
    const picture = empty();
    for (let seed = 0; seed < 4; seed++) paint(picture, spot, LIGHT, brush(new Random(seed)));
    expect(isPainted(picture, 48, 48)).toBe(true);
    for (let x = 0; x < SIDE; x++) for (const y of [0, 16, 79, 95]) expect(isPainted(picture, x, y)).toBe(false);
    expect(levels(picture)).toBeGreaterThan(2);
    expect(picture.light.every(Number.isFinite)).toBe(true);
  });

  test.each(CLUTTER)('%s is the same from the same seed and another from another', (kind) => {
    const draw = (seed: number): Picture => {
      const picture = empty();
      drawThing(picture, kind, LIGHT, new Random(seed), { x: 48, y: 48, half: 36 });
      return picture;
    };
    expect(draw(5).light).toEqual(draw(5).light);
    expect(draw(5).light).not.toEqual(draw(6).light);
    expect(levels(draw(5))).toBeGreaterThan(1);
  });
});

test('a round thing leaves the corners of its box free, and is lit from where the light comes', () => {
  const picture = empty();
  const ball: Brush = (u, v, dab) => {
    if (u * u + v * v > 1) return 0;
    setColour(dab, [1, 1, 1]);
    dab.right = u;
    dab.down = v;
    return 1;
  };
  const marks = new Uint8Array(SIDE * SIDE);
  paint(picture, spot, { ...LIGHT, key: [0.8, 0, 0.6] }, ball, marks);
  expect(isPainted(picture, 20, 20)).toBe(false);
  expect(picture.light[3 * (48 * SIDE + 66)]!).toBeGreaterThan(picture.light[3 * (48 * SIDE + 30)]! + 0.2);
  const area = marks.reduce((sum, mark) => sum + mark, 0);
  expect(Math.abs(area - Math.PI * 900)).toBeLessThan(40);
});

test('what is painted half lets half of what is behind through', () => {
  const picture = empty();
  picture.light.fill(1);
  paint(picture, spot, LIGHT, (_u, _v, dab) => {
    setColour(dab, [0, 0, 0]);
    return 0.5;
  });
  expect(picture.light[3 * (48 * SIDE + 48)]).toBeCloseTo(0.5, 5);
});

test('most scenes have something in them, and some have nothing but their backdrop', () => {
  let bare = 0;
  for (let seed = 0; seed < 24; seed++) {
    const picture = empty();
    drawClutter(picture, LIGHT, new Random(seed));
    if (picture.light.every((level) => level === EMPTY)) bare++;
  }
  expect(bare).toBeLessThan(8);
});

test('scenes are grey, dim and brown about as often as said', () => {
  const captures = Array.from({ length: 600 }, (_, seed) => sceneCapture(new Random(seed)));
  const grey = captures.filter(({ colour }) => colour === 0).length / 600;
  expect(grey).toBeGreaterThan(0.2);
  expect(grey).toBeLessThan(0.32);
  const brown = Array.from({ length: 600 }, (_, seed) => {
    const tones = new Float32Array([120, 120, 120]);
    ageTones(tones, new Random(seed));
    return tones[0]! > tones[2]! + 5;
  }).filter(Boolean).length;
  expect(brown).toBeGreaterThan(25);
  expect(brown).toBeLessThan(75);
});
