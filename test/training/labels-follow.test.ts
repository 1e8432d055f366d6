/** Labels lie where the pixels do, whatever is done to the picture: shown on a drawn photo with coloured marks. */
import { expect, test } from 'vitest';
import type { Pixels } from '../../electron/imaging/decode.ts';
import { resize } from '../../electron/imaging/resize.ts';
import { renderView, viewTransform } from '../../electron/imaging/view.ts';
import type { AnnotationValue } from '../../electron/shared/domain/annotation.ts';
import { MIRRORED_CLASSES, MIRRORED_LANDMARKS } from '../../electron/shared/domain/mirror.ts';
import { anglesToQuaternion, quaternionToMatrix } from '../../electron/shared/domain/pose.ts';
import { namedRandom } from '../../electron/shared/domain/random.ts';
import { Augmentation } from '../../electron/shared/domain/recipe.ts';
import { drawLook, type Look, plainLook, renderLook } from '../../electron/training/augment.ts';
import { cutPart } from '../../electron/training/examples.ts';
import { targetsOf } from '../../electron/training/targets.ts';
import { PRESETS } from '../../models/facexformer/config.ts';

const SIZE = PRESETS['facexformer-starter'].size;
const PHOTO = { width: 420, height: 340 };
const FRAME = { x: 90, y: 60, width: 200, height: 220 };
/** Marks: a point of the 68, the class of the eleven that its disc has in the mask, and its colour. */
const MARKS = [
  { point: 36, label: 4, at: [140, 130], colour: [250, 0, 0] },
  { point: 45, label: 5, at: [240, 130], colour: [0, 250, 0] },
  { point: 30, label: 6, at: [190, 175], colour: [0, 0, 250] },
  { point: 48, label: 7, at: [160, 225], colour: [250, 250, 0] },
  { point: 54, label: 9, at: [225, 225], colour: [250, 0, 250] },
] as const;
const RADIUS = 9;

function drawPhoto(): { photo: Pixels; labels: AnnotationValue[] } {
  const data = new Uint8Array(PHOTO.width * PHOTO.height * 3).fill(128);
  const mask = new Uint8Array(PHOTO.width * PHOTO.height);
  for (let y = 0; y < PHOTO.height; y++)
    for (let x = 0; x < PHOTO.width; x++)
      for (const { at, colour, label } of MARKS)
        if (Math.hypot(x + 0.5 - at[0], y + 0.5 - at[1]) < RADIUS) {
          data.set(colour, (y * PHOTO.width + x) * 3);
          mask[y * PHOTO.width + x] = label;
        }
  const points = Array.from({ length: 68 }, (_, i): [number, number] => {
    const mark = MARKS.find(({ point }) => point === i);
    return mark ? [mark.at[0], mark.at[1]] : [190, 170];
  });
  const frame = { x: 0, y: 0, ...PHOTO };
  return {
    photo: { ...PHOTO, channels: 3, data },
    labels: [
      { task: 'landmarks', value: { points, spread: null } },
      { task: 'parsing', value: { profile: 'facexformer-11', frame, ...PHOTO, labels: mask } },
      { task: 'visibility', value: { visible: Array(29).fill(true), probabilities: null } },
    ],
  };
}

const { photo, labels } = drawPhoto();
const context = { config: PRESETS['facexformer-starter'], poseLoss: 'geodesic', people: new Map() } as const;
const tasks = new Set(['landmarks', 'parsing', 'visibility', 'pose'] as const);
const geometry = Augmentation.parse({
  turn: { chance: 0.8, degrees: 40 },
  scale: 0.25,
  shift: 0.1,
  cut: { chance: 0.5, least: 0.8 },
  grey: 0,
  blur: { chance: 0 },
  gamma: { chance: 0 },
  colour: { chance: 0 },
  occlusion: { chance: 0 },
});
const looks = Array.from({ length: 40 }, (_, i) => drawLook(FRAME, SIZE, geometry, namedRandom(i, 'look')));
const part = cutPart(photo, FRAME, SIZE, geometry);

const near = (picture: Pixels, at: number, colour: readonly number[]): boolean =>
  colour.every((value, channel) => Math.abs(picture.data[3 * at + channel]! - value) < 60);

/** The middle of all pixels of a colour, and how many they are. */
function middleOf(picture: Pixels, colour: readonly number[]) {
  const found = Array.from({ length: SIZE * SIZE }, (_, at) => at).filter((at) => near(picture, at, colour));
  const mean = (of: (at: number) => number) => found.reduce((sum, at) => sum + of(at), 0) / found.length + 0.5;
  return { x: mean((at) => at % SIZE), y: mean((at) => Math.floor(at / SIZE)), count: found.length };
}

const markOf = (index: number, { view }: Look) =>
  MARKS.find(({ point }) => point === (view.mirrored ? MIRRORED_LANDMARKS[index] : index));

test('the looks turn, mirror and cut', () => {
  expect(looks.filter(({ view }) => view.mirrored).length).toBeGreaterThan(10);
  expect(looks.filter(({ view }) => view.turn !== 0).length).toBeGreaterThan(20);
});

test('points stay in the middle of their marks', () => {
  let checked = 0;
  for (const look of looks) {
    const picture = renderLook(part, look);
    const feeds = targetsOf(labels, look, tasks, context);
    for (let index = 0; index < 68; index++) {
      const mark = markOf(index, look);
      if (!mark) continue;
      const [x, y] = [0, 1].map((axis) => ((feeds['target.landmarks']![2 * index + axis]! + 1) / 2) * SIZE) as [
        number,
        number,
      ];
      const whole = [x, y].every((along) => along > RADIUS && along < SIZE - RADIUS);
      if (!whole) continue;
      const found = middleOf(picture, mark.colour);
      expect(Math.hypot(found.x - x, found.y - y)).toBeLessThan(0.5);
      checked++;
    }
  }
  expect(checked).toBeGreaterThan(150);
});

test('the map names what the pixels show, mirrored classes too', () => {
  for (const look of looks) {
    const picture = renderLook(part, look);
    const target = targetsOf(labels, look, tasks, context)['target.parsing']!;
    for (const { label, colour } of MARKS) {
      const named = look.view.mirrored ? MIRRORED_CLASSES['facexformer-11'][label]! : label;
      const own = Array.from(target).flatMap((value, at) => (value === named ? [at] : []));
      const right = own.filter((at) => near(picture, at, colour));
      // Pixels on the rim are mixed.
      expect(right.length).toBeGreaterThanOrEqual(0.6 * own.length);
      const painted = middleOf(picture, colour).count;
      expect(Math.abs(painted - own.length)).toBeLessThanOrEqual(Math.max(12, 0.35 * own.length));
    }
  }
});

test('a plain look is the picture that proposals are made from', () => {
  const expected = resize(photo, { width: SIZE, height: SIZE }, 'bicubic', FRAME);
  expect(renderLook(part, plainLook(FRAME, SIZE)).data).toEqual(expected.data);
});

test('what is seen and where it lies go both ways', () => {
  for (const { view } of looks) {
    const { toView, toPhoto } = viewTransform(view);
    const back = toPhoto(toView({ x: 150.25, y: 99.5 }));
    expect(back.x).toBeCloseTo(150.25, 9);
    expect(back.y).toBeCloseTo(99.5, 9);
  }
});

test('mirroring twice shows the picture again', () => {
  const box = { x: 100, y: 80, width: 128, height: 128 };
  const view = { box, turn: 0, mirrored: true, size: 128 };
  const once = renderView({ pixels: photo, area: { x: 0, y: 0, ...PHOTO } }, view);
  const area = { x: 0, y: 0, width: 128, height: 128 };
  const twice = renderView({ pixels: once, area }, { ...view, box: area });
  expect(twice.data).toEqual(resize(photo, { width: 128, height: 128 }, 'bicubic', box).data);
});

test("a head's axes turn with the picture, and mirror with it", () => {
  const quaternion = anglesToQuaternion({ pitch: 0.3, yaw: -0.5, roll: 0.2 });
  const before = quaternionToMatrix(quaternion);
  for (const look of looks) {
    const { turn, mirrored } = look.view;
    const feeds = targetsOf([{ task: 'pose', value: { quaternion } }], look, tasks, context);
    const after = Array.from(feeds['target.pose']!);
    for (const column of [0, 1, 2]) {
      const [x, y] = [before[column]!, before[3 + column]!];
      const turned = { x: Math.cos(turn) * x - Math.sin(turn) * y, y: Math.sin(turn) * x + Math.cos(turn) * y };
      // A mirror turns the axis of the face's width round as well: its right side is now on the other side.
      const sign = mirrored ? (column === 0 ? [1, -1] : [-1, 1]) : [1, 1];
      expect(after[column]).toBeCloseTo(sign[0]! * turned.x, 6);
      expect(after[3 + column]).toBeCloseTo(sign[1]! * turned.y, 6);
    }
  }
});

test('what hides the picture silences the map and hides the points behind it', () => {
  const look: Look = { ...plainLook(FRAME, SIZE), hidden: { box: { x: 20, y: 30, width: 25, height: 25 }, seed: 1 } };
  const feeds = targetsOf(labels, look, tasks, context);
  const at = (x: number, y: number) => feeds['target.parsing']![y * SIZE + x];
  expect(at(32, 40)).toBe(-1);
  expect(at(60, 20)).not.toBe(-1);
  // COFW 8 is the outer corner of the right eye, which lies at (32, 40.7); 9 that of the left one.
  expect([8, 9].map((i) => feeds['target.visibility']![i])).toEqual([0, 1]);
  // Nobody knows where the pupils are.
  expect(feeds['weight.visibility.entries']![16]).toBe(0);
  expect(renderLook(part, look).data).not.toEqual(renderLook(part, plainLook(FRAME, SIZE)).data);
});

test('the same seed draws the same look', () => {
  const draw = (seed: number) => drawLook(FRAME, SIZE, Augmentation.parse({}), namedRandom(seed, 'look'));
  expect(draw(5)).toEqual(draw(5));
  expect(draw(5)).not.toEqual(draw(6));
});
