/** Things in front of a face: hands, fists, phones, cups, microphones, cameras, cloth, blurs of whatever. Drawn flat, lit as if round. */
import type { Canvas } from './canvas.ts';
import { clamp, length2, mixed, noise } from './curves.ts';
import { any, box, type Form, stick } from './forms.ts';
import { type FacePlace, fist, grip, hand, NEARER } from './hands.ts';
import type { Light } from './light.ts';
import { CLASS } from './material.ts';
import type { Rgb } from './person.ts';
import type { Random } from './random.ts';

export const OCCLUDERS = ['hand', 'phone', 'microphone', 'cup', 'cloth', 'blob', 'fist', 'camera'] as const;
export type OccluderKind = (typeof OCCLUDERS)[number];

export interface Occluder {
  kind: OccluderKind;
  seed: number;
}

/** A fifth of the pictures has something in front, of hard ones three in five. */
export function occludersOf(random: Random, hard: boolean): Occluder[] {
  const count = random.chance(hard ? 0.6 : 0.2) ? (random.chance(0.15) ? 2 : 1) : 0;
  return Array.from({ length: count }, () => ({
    kind: random.weighted({
      hand: 4,
      phone: 1.2,
      microphone: 0.8,
      cup: 0.8,
      cloth: 0.8,
      blob: 1.4,
      fist: 1,
      camera: 0.6,
    }),
    seed: Math.floor(random.next() * 2 ** 31),
  }));
}

/** Side of the blocks that are passed over where a form is far away. */
const BLOCK = 8;

/** @param finest radius of the form's thinnest part, in pixels */
function paint(
  canvas: Canvas,
  light: Light,
  form: Form,
  colour: Rgb,
  texture: (x: number, y: number) => number,
  finest: number,
): void {
  const { size } = canvas;
  // No form falls faster than by one over its thinnest radius.
  const near = -0.06 - (0.75 * BLOCK) / finest;
  for (let top = 0; top < size; top += BLOCK)
    for (let left = 0; left < size; left += BLOCK)
      if (form(left + BLOCK / 2, top + BLOCK / 2) > near) paintBlock(canvas, light, form, colour, texture, left, top);
}

function paintBlock(
  canvas: Canvas,
  light: Light,
  form: Form,
  colour: Rgb,
  texture: (x: number, y: number) => number,
  left: number,
  top: number,
): void {
  const { size, light: pixels, labels, cover } = canvas;
  const [kx, ky, kz] = light.key;
  for (let row = top; row < Math.min(size, top + BLOCK); row++) {
    for (let column = left; column < Math.min(size, left + BLOCK); column++) {
      const at = row * size + column;
      const x = column + 0.5;
      const y = row + 0.5;
      const height = form(x, y);
      if (height < -0.06) continue;
      const share = clamp((height + 0.06) / 0.12, 0, 1);
      // The slope of a half-round edge, towards where the height falls.
      const dx = form(x + 1, y) - height;
      const dy = form(x, y + 1) - height;
      const steep = Math.sqrt(Math.max(0, 1 - Math.min(1, height) ** 2));
      const slope = length2(dx, dy) || 1;
      const nx = (-dx / slope) * steep;
      const ny = (dy / slope) * steep;
      const nz = Math.sqrt(Math.max(0.05, 1 - steep * steep));
      const key = Math.max(0, nx * kx + ny * ky + nz * kz);
      const shade = texture(x, y);
      for (let channel = 0; channel < 3; channel++) {
        const lit =
          colour[channel]! * shade * (key * light.keyColour[channel]! + light.ambient[channel]! * (0.6 + 0.4 * nz));
        pixels[3 * at + channel] = mixed(pixels[3 * at + channel]!, lit, share);
      }
      if (share < 0.5) continue;
      labels[at] = CLASS.background;
      cover[at] = 1;
    }
  }
}

/** Radius of the thinnest finger or handle, over half the face's height. */
const THINNEST = 0.07;

type Texture = (x: number, y: number) => number;

/** What things are drawn with. */
interface Sketch {
  place: FacePlace;
  random: Random;
  /** To the left or to the right of the face. */
  side: -1 | 1;
  colour: Rgb;
  handColour: Rgb;
  /** Where the noise begins. */
  shift: number;
  plain: Texture;
  skinTexture: Texture;
  fill: (form: Form, colour: Rgb, texture: Texture) => void;
}

const BRUSHES: Readonly<Record<OccluderKind, (sketch: Sketch) => void>> = {
  hand: ({ place, random, handColour, skinTexture, fill }) => fill(hand(place, random), handColour, skinTexture),
  fist: ({ place, random, handColour, skinTexture, fill }) => fill(fist(place, random), handColour, skinTexture),
  phone: ({ place, random, side, colour, handColour, plain, skinTexture, fill }) => {
    const { size } = place;
    const x = place.x + side * random.between(0.35, 0.85) * size;
    const y = place.y + random.between(-0.35, 0.5) * size;
    const turn = random.normal(0.3);
    fill(box(x, y, size * 0.26, size * 0.52, turn, 8), colour, plain);
    const fingers = [-0.25, -0.05, 0.15, 0.33].map((at) =>
      stick(x + side * size * 0.34, y + (at + 0.1) * size, x - side * size * 0.1, y + at * size, size * 0.075),
    );
    fill(any(fingers), handColour, skinTexture);
  },
  microphone: ({ place, random, plain, fill }) => {
    const { size } = place;
    const x = place.x + random.between(-0.3, 0.3) * size;
    const y = place.y + random.between(0.5, 0.95) * size;
    const lean = random.normal(0.5);
    fill(stick(x, y, x + lean * size, y + size * 2, size * 0.1), [0.03, 0.03, 0.03], plain);
    fill(
      box(x, y, size * 0.2, size * 0.23, 0, 2),
      [0.1, 0.1, 0.11],
      (a, b) => 0.7 + 0.3 * Math.sin(a * 1.8) * Math.sin(b * 1.8),
    );
  },
  cup: ({ place, random, side, colour, handColour, plain, skinTexture, fill }) => {
    const { size } = place;
    const x = place.x + random.between(-0.4, 0.4) * size;
    const y = place.y + random.between(0.65, 1.1) * size;
    fill(box(x, y, size * 0.32, size * 0.4, random.normal(0.12), 6), colour, plain);
    const fingers = [-0.12, 0.04, 0.2].map((at) =>
      stick(x + side * size * 0.6, y + at * size, x - side * size * 0.12, y + at * size, size * 0.075),
    );
    fill(any(fingers), handColour, skinTexture);
  },
  camera: ({ place, random, side, handColour, plain, skinTexture, fill }) => {
    const size = place.size * random.between(1, NEARER);
    const x = place.x + side * random.between(0, 0.5) * size;
    const y = place.y - random.between(0, 0.5) * size;
    const halfX = size * random.between(0.38, 0.62);
    const halfY = halfX * random.between(0.5, 0.7);
    const metal = random.chance(0.4);
    const top = y - halfY * 0.35;
    fill(box(x, y, halfX, halfY, random.normal(0.12), 8), [0.03, 0.03, 0.035], (a, b) =>
      metal && b < top ? 14 * plain(a, b) : plain(a, b),
    );
    const lensX = x + random.between(-0.4, 0.4) * halfX;
    const radius = halfY * random.between(0.65, 1);
    fill(box(lensX, y, radius, radius, 0, 2), [0.05, 0.05, 0.055], (a, b) => {
      const way = length2(a - lensX, b - y) / radius;
      return way < 0.55
        ? 0.3 + 1.5 * Math.exp(-12 * length2(way - 0.3, (b - y) / radius + 0.2))
        : 1 + Math.sin(40 * way);
    });
    for (const end of [side, -side])
      if (random.chance(0.75))
        fill(
          grip(x + end * halfX * 0.95, y + random.between(0, 0.4) * size, end, size, random),
          handColour,
          skinTexture,
        );
  },
  cloth: ({ place, random, colour, shift, fill }) => {
    const { size } = place;
    const edge = place.y + random.between(0.1, 0.75) * size;
    const slope = random.normal(0.15);
    const form: Form = (x, y) =>
      (y - edge - slope * (x - place.x) - 0.05 * size * noise(x * 0.05 + shift, 3)) / (0.4 * size);
    fill(
      (x, y) => Math.min(1, form(x, y)),
      colour,
      (x, y) => 0.8 + 0.25 * Math.sin((y + 0.4 * x) * 0.12) + 0.15 * noise(x * 0.06 + shift, y * 0.02),
    );
  },
  blob: ({ place, random, colour, handColour, shift, plain, fill }) => {
    const { size } = place;
    const x = place.x + random.between(-0.9, 0.9) * size;
    const y = place.y + random.between(-0.8, 0.9) * size;
    const form = box(
      x,
      y,
      size * random.between(0.12, 0.5),
      size * random.between(0.12, 0.5),
      random.between(0, 3),
      random.between(1.6, 4),
    );
    fill(
      (a, b) => form(a, b) + 0.25 * noise(a * 0.05 + shift, b * 0.05),
      random.chance(0.3) ? handColour : colour,
      plain,
    );
  },
};

export function drawOccluder(
  canvas: Canvas,
  occluder: Occluder,
  place: FacePlace,
  skin: Rgb,
  light: Light,
  random: Random,
): void {
  const side = random.chance(0.5) ? -1 : 1;
  const grey = random.between(0.01, 0.6);
  const colour: Rgb = [0, 1, 2].map(() => mixed(grey, random.between(0.01, 0.7), 0.5)) as unknown as Rgb;
  const tone = random.between(0.7, 1.1);
  const handColour: Rgb = random.chance(0.85)
    ? [skin[0] * tone, skin[1] * tone, skin[2] * tone]
    : [0.5 * tone, 0.32 * tone, 0.22 * tone];
  const shift = random.between(0, 99);
  BRUSHES[occluder.kind]({
    place,
    random,
    side,
    colour,
    handColour,
    shift,
    plain: (x, y) => 1 + 0.12 * noise(x * 0.08 + shift, y * 0.08),
    skinTexture: (x, y) => 1 + 0.1 * noise(x * 0.15 + shift, y * 0.15),
    fill: (form, colour, texture) => paint(canvas, light, form, colour, texture, place.size * THINNEST),
  });
}
