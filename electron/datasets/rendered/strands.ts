/** Single hairs and locks as thin lines in space: over the face, around the hair, lashes, and on beards. */

import { type Camera, toView } from './camera.ts';
import type { Canvas } from './canvas.ts';
import { clamp, length2, length3, mixed } from './curves.ts';
import { type LidEdges, lidEdges } from './features.ts';
import { beardDensity, hairline } from './hair-mesh.ts';
import type { Light } from './light.ts';
import type { Look } from './look.ts';
import { CLASS } from './material.ts';
import type { Rgb } from './person.ts';
import type { Random } from './random.ts';
import type { HeadShape } from './shape.ts';
import { frontPoint, wallPoint } from './surface.ts';

/** How a line is drawn. */
interface Pen {
  /** Width in cm at its root; it ends thin. */
  width: number;
  colour: Rgb;
  /** Class of the pixels that it covers by more than half, or null: they keep theirs. */
  label: number | null;
}

/** Draws lines into a canvas where nothing is in front of them. */
class Brush {
  readonly #canvas: Canvas;
  readonly #camera: Camera;

  constructor(canvas: Canvas, camera: Camera) {
    this.#canvas = canvas;
    this.#camera = camera;
  }

  /** A line through points of the head frame, three numbers each. */
  draw(points: Float32Array, count: number, pen: Pen): void {
    let from = this.#place(points, 0);
    for (let index = 1; index < count; index++) {
      const to = this.#place(points, index);
      const taper = 1 - 0.75 * ((index - 0.5) / (count - 1)) ** 2;
      this.#segment(from, to, pen.width * taper, pen);
      from = to;
    }
  }

  #place(points: Float32Array, index: number): readonly [x: number, y: number, z: number, scale: number] {
    const camera = this.#camera;
    const [x, y, z] = toView(camera, false, points[3 * index]!, points[3 * index + 1]!, points[3 * index + 2]!);
    const scale = camera.focal / (camera.distance - z);
    return [camera.centreX + x * scale, camera.centreY - y * scale, z, scale];
  }

  #segment(
    [ax, ay, az, scale]: readonly [number, number, number, number],
    [bx, by, bz]: readonly [number, number, number, number],
    width: number,
    pen: Pen,
  ): void {
    const { size, layer, light, labels, cover } = this.#canvas;
    // A line thinner than a pixel covers less of it.
    const wide = width * scale;
    const half = Math.max(0.5, wide / 2);
    const strength = Math.min(1, wide);
    const dx = bx - ax;
    const dy = by - ay;
    const length = dx * dx + dy * dy;
    if (length < 1e-6) return;
    const reach = half + 0.5;
    const left = Math.max(0, Math.floor(Math.min(ax, bx) - reach));
    const right = Math.min(size - 1, Math.ceil(Math.max(ax, bx) + reach));
    const top = Math.max(0, Math.floor(Math.min(ay, by) - reach));
    const bottom = Math.min(size - 1, Math.ceil(Math.max(ay, by) + reach));
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const px = column + 0.5 - ax;
        const py = row + 0.5 - ay;
        const way = clamp((px * dx + py * dy) / length, 0, 1);
        const far = length2(px - dx * way, py - dy * way);
        const share = clamp(half + 0.5 - far, 0, 1) * strength;
        if (share <= 0) continue;
        const at = row * size + column;
        if (layer.depth[at]! > mixed(az, bz, way) + 0.15) continue;
        light[3 * at] = mixed(light[3 * at]!, pen.colour[0], share);
        light[3 * at + 1] = mixed(light[3 * at + 1]!, pen.colour[1], share);
        light[3 * at + 2] = mixed(light[3 * at + 2]!, pen.colour[2], share);
        if (pen.label === null) continue;
        cover[at] = 1 - (1 - cover[at]!) * (1 - share);
        if (cover[at]! > 0.5) labels[at] = pen.label;
      }
    }
  }
}

const LONGEST = 8;

export interface StrandsOptions {
  canvas: Canvas;
  camera: Camera;
  shape: HeadShape;
  look: Look;
  light: Light;
  random: Random;
}

/** Colour of hair in the given light, brighter or darker from hair to hair. */
function litColour(colour: Rgb, light: Light, random: Random): Rgb {
  const level = random.between(0.5, 1.3);
  const facing = Math.max(0.1, 0.35 + 0.5 * light.key[1] + 0.3 * light.key[2]);
  return [0, 1, 2].map(
    (i) => (colour[i]! + 0.01) * level * (light.keyColour[i]! * facing + light.ambient[i]!),
  ) as unknown as Rgb;
}

export function drawStrands(options: StrandsOptions): void {
  const { canvas, camera, shape, look, random } = options;
  const brush = new Brush(canvas, camera);
  const points = new Float32Array(LONGEST * 3);
  beardHairs(options, brush, points);
  lashes(options, brush, points, shape);
  if (look.hat?.kind === 'scarf' || look.hair.bare > 0 || look.hair.top < 0.35) return;
  hairsOverFace(options, brush, points, random.part('over'));
  looseHairs(options, brush, points, random.part('loose'));
}

/** Locks that start at the hairline and fall over forehead, eyes and cheeks. */
function hairsOverFace(
  { shape, look, light }: StrandsOptions,
  brush: Brush,
  points: Float32Array,
  random: Random,
): void {
  const { hair, hat } = look;
  const bundles = Math.round(hair.strands * random.between(1, 7));
  for (let bundle = 0; bundle < bundles; bundle++) {
    const middle = random.normal(0.55);
    const long = random.between(1.5, hair.hanging ? 11 : 5);
    const drift = random.normal(0.35);
    const off = random.between(0.15, 0.9);
    const hairs = Math.floor(random.between(2, 14));
    for (let index = 0; index < hairs; index++) {
      const angle = middle + random.normal(0.05);
      const top = Math.min(hairline(hair, angle) + 0.6, hat ? hat.edge : 99);
      const length = long * random.between(0.6, 1.1);
      const bend = drift + random.normal(0.08);
      for (let step = 0; step < LONGEST; step++) {
        const way = step / (LONGEST - 1);
        const turned = clamp(angle + bend * way * way + hair.wave * 0.1 * Math.sin(way * 9 + bundle), -1.45, 1.45);
        wallPoint(shape, turned, Math.max(-11.5, top - length * way), points, 3 * step);
        const out = 1 + (off * Math.sin(Math.PI * Math.min(1, way * 0.8 + 0.15)) + 0.1) / 9;
        points[3 * step] = points[3 * step]! * out;
        points[3 * step + 2] = points[3 * step + 2]! * out;
      }
      brush.draw(points, LONGEST, {
        width: random.between(0.05, 0.16),
        colour: litColour(hair.colour, light, random),
        label: CLASS.hair,
      });
    }
  }
}

/** Fine hairs that stand out of the outline. */
function looseHairs({ shape, look, light }: StrandsOptions, brush: Brush, points: Float32Array, random: Random): void {
  const { hair, hat } = look;
  const count = 60 + Math.round(90 * hair.curl);
  for (let index = 0; index < count; index++) {
    const angle = random.between(-Math.PI, Math.PI);
    const highest = hat ? hat.edge - 2.2 : 11.5;
    const canonical = random.between(Math.min(highest, hairline(hair, angle)), highest);
    if (canonical > 12 || canonical < hairline(hair, angle)) continue;
    const thick = mixed(hair.sides, hair.top, clamp((canonical - 3) / 5, 0, 1));
    const grow = random.between(0.4, 1.3);
    const turn = random.normal(0.25);
    for (let step = 0; step < 5; step++) {
      const way = step / 4;
      wallPoint(shape, angle + turn * way, canonical - way * grow * 0.6, points, 3 * step);
      const length = length3(points[3 * step]!, points[3 * step + 1]!, points[3 * step + 2]!) || 1;
      const out = 1 + (thick * 0.9 + grow * Math.sin(way * 2.2)) / length;
      for (let axis = 0; axis < 3; axis++) points[3 * step + axis] = points[3 * step + axis]! * out;
    }
    brush.draw(points, 5, { width: 0.035, colour: litColour(hair.colour, light, random), label: CLASS.hair });
  }
}

/** Hairs of a beard that is longer than stubble. They are part of the face where it is behind them. */
function beardHairs({ shape, look, light, random }: StrandsOptions, brush: Brush, points: Float32Array): void {
  const { beard } = look;
  if (beard.length < 0.15) return;
  const own = random.part('beard');
  const count = Math.round(260 + 240 * Math.min(1.5, beard.length));
  for (let index = 0; index < count; index++) {
    const x = own.between(-7, 7);
    const y = own.between(shape.chin + 0.2, shape.mouth + 3);
    const density = beardDensity(shape, beard, x, y);
    if (density < own.next()) continue;
    const [px, py, pz] = frontPoint(shape, x, y);
    const length = Math.min(1.4, beard.length * 0.8) * own.between(0.5, 1.2);
    const outwards = 1 / (length2(px, pz) || 1);
    const start = beard.length * density * own.between(0.1, 0.7);
    const bend = own.normal(0.35);
    for (let step = 0; step < 4; step++) {
      const far = start + length * (step / 3);
      points[3 * step] = px * (1 + far * 0.6 * outwards) + bend * (step / 3) * length;
      points[3 * step + 1] = py - far * 0.55 - 0.25 * (step / 3) ** 2 * length;
      points[3 * step + 2] = pz * (1 + far * 0.6 * outwards);
    }
    brush.draw(points, 4, { width: 0.06, colour: litColour(beard.colour, light, own), label: null });
  }
}

const lids: LidEdges = { upper: 0, lower: 0, line: 0, across: 0 };

function lashes({ look, random }: StrandsOptions, brush: Brush, points: Float32Array, shape: HeadShape): void {
  const own = random.part('lashes');
  const { liner } = look.makeup;
  const long = 0.42 + 0.35 * liner;
  for (const side of [-1, 1] as const) {
    for (let index = 0; index < 13; index++) {
      const across = mixed(-0.75, 1, index / 12);
      const x = side * (shape.eye.x + shape.eye.half * across);
      lidEdges(shape, side, x, lids);
      const [px, py, pz] = frontPoint(shape, x, Math.max(lids.upper, lids.lower));
      const length = long * own.between(0.7, 1.1) * (0.65 + 0.35 * across);
      const shut = lids.upper < lids.lower ? -0.5 : 1;
      for (let step = 0; step < 4; step++) {
        const way = step / 3;
        points[3 * step] = px + side * length * 0.55 * way * (across + 0.25);
        points[3 * step + 1] = py + shut * length * (0.25 * way + 0.55 * way * way) - 0.08 * Math.sin(way * Math.PI);
        points[3 * step + 2] = pz + 0.18 + length * 0.8 * way;
      }
      brush.draw(points, 4, { width: 0.04 + 0.03 * liner, colour: [0.008, 0.007, 0.006], label: null });
    }
  }
}
