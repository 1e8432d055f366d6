/** What a scene shows of a person below the bust: arms with hands, the trunk's lower half, legs, and a print on the chest. */
import { type Camera, project, toView } from './camera.ts';
import { noise } from './curves.ts';
import type { Light } from './light.ts';
import type { Rgb } from './person.ts';
import type { FacePlan } from './plan.ts';
import type { Random } from './random.ts';
import { handAndArm } from './scenery/hands.ts';
import { type Brush, type Picture, paint, setColour } from './scenery/paint.ts';
import { roundThing } from './scenery/round-things.ts';
import { anyTint } from './scenery/tints.ts';
import { writing } from './scenery/writing.ts';
import { drawSuit } from './suit.ts';

/** From the trunk's frame, in cm, to the picture. */
export interface Placed {
  camera: Camera;
  /** Of the picture to the camera's pixels. */
  scale: number;
  left: number;
  top: number;
  /** Below this row nothing of the bust was drawn. */
  bustEnds: number;
  /** Wears a suit, whose cloth the bust has already. */
  suit: boolean;
}

type Joint = readonly [x: number, y: number, z: number];

/** Elbow and wrist of the left arm, and where the hand points, in cm; the right arm is its mirror. */
const ARMS = {
  hanging: { elbow: [23, -48, -1], wrist: [23, -68, 4], tip: [22, -86, 6] },
  crossed: { elbow: [23, -47, 4], wrist: [2, -43, 13], tip: [-14, -41, 11] },
  lap: { elbow: [24, -48, 2], wrist: [8, -62, 14], tip: [-6, -67, 16] },
  hip: { elbow: [36, -46, -5], wrist: [21, -60, 3], tip: [10, -68, 6] },
  raised: { elbow: [31, -36, 5], wrist: [29, -14, 9], tip: [28, 4, 9] },
} as const satisfies Record<string, Record<'elbow' | 'wrist' | 'tip', Joint>>;
type Pose = keyof typeof ARMS;
const POSES: Record<Pose, number> = { hanging: 3, crossed: 2.5, lap: 2.5, hip: 1, raised: 1 };
const SHOULDER: Joint = [16.5, -24, -2];
const UPPER_ARM = 5.2;
const FOREARM = 3.9;

/** @param marks is set to 1 where the figure hides what is behind; one entry a pixel of the picture */
export function drawFigure(
  picture: Picture,
  plan: FacePlan,
  placed: Placed,
  light: Light,
  random: Random,
  marks: Uint8Array,
): void {
  const { camera, scale, left, top } = placed;
  const perCm = (camera.focal / camera.distance) * scale;
  const at = ([x, y, z]: Joint): [number, number] => {
    const [a, b, c] = toView(camera, true, x, y, z);
    const [px, py] = project(camera, a, b, Math.min(c, camera.distance * 0.6));
    return [left + px * scale, top + py * scale];
  };
  const { colour } = plan.look.clothes;
  const limb = (from: Joint, to: Joint, radius: number, tint: Rgb): void =>
    drawLimb(picture, at(from), at(to), radius * perCm, light, tint, marks);

  drawBelow(picture, placed, at, perCm, colour, light, random, marks);
  if (placed.suit) drawSuit(picture, plan, at, perCm, light, random.part('suit'), marks);
  else if (random.chance(0.3)) drawPrint(picture, at([random.normal(4), -36, 9]), perCm, colour, light, random);
  const pose = random.weighted(POSES);
  const sleeve = placed.suit || random.chance(0.7) ? colour : null;
  for (const side of [-1, 1] as const) {
    // Who raises one arm lets the other hang.
    const { elbow, wrist, tip } = ARMS[pose === 'raised' && side === 1 ? 'hanging' : pose];
    const moved = ([x, y, z]: Joint): Joint => [side * x + random.normal(1.5), y + random.normal(2), z];
    const [shoulder, bend, end] = [moved(SHOULDER), moved(elbow), moved(wrist)];
    limb(shoulder, bend, UPPER_ARM, colour);
    limb(bend, end, FOREARM, sleeve ?? plan.person.skin);
    const [fromX, fromY] = at(end);
    const [toX, toY] = at(moved(tip));
    const size = 19 * perCm;
    const turn = Math.atan2(toY - fromY, toX - fromX);
    const spot = { x: fromX, y: fromY, halfWidth: size, halfHeight: size, turn };
    paint(picture, spot, light, handAndArm(random, plan.person.skin, sleeve), marks);
  }
}

/** The cloth of trunk and legs, where the bust has ended. */
function drawBelow(
  picture: Picture,
  { bustEnds }: Placed,
  at: (joint: Joint) => [number, number],
  perCm: number,
  tint: Rgb,
  light: Light,
  random: Random,
  marks: Uint8Array,
): void {
  const trousers = random.chance(0.4) ? tint : anyTint(random);
  const [x, hip] = at([0, -86, 0]);
  for (const side of [-1, 1] as const)
    drawLimb(picture, at([side * 8, -84, 0]), at([side * 11, -160, 0]), 8.5 * perCm, light, trousers, marks);
  const top = bustEnds - 1;
  if (hip <= top || top >= picture.height) return;
  const spot = { x, y: (top + hip) / 2, halfWidth: 18.5 * perCm, halfHeight: (hip - top) / 2, turn: 0 };
  paint(picture, spot, light, clothBrush(tint, random.between(0, 99)), marks);
}

const clothBrush =
  (tint: Rgb, shift: number): Brush =>
  (u, v, dab) => {
    setColour(dab, tint, 1 + 0.25 * noise(u * 4 + shift, v * 3));
    dab.right = 0.85 * u;
    return 1;
  };

/** A rounded stick of cloth or skin. */
function drawLimb(
  picture: Picture,
  [ax, ay]: [number, number],
  [bx, by]: [number, number],
  radius: number,
  light: Light,
  tint: Rgb,
  marks: Uint8Array,
): void {
  const half = Math.hypot(bx - ax, by - ay) / 2 + radius;
  const turn = Math.atan2(by - ay, bx - ax);
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  const end = 1 - radius / half;
  const brush: Brush = (u, v, dab) => {
    const past = Math.max(0, Math.abs(u) - end) * (half / radius);
    if (past * past + v * v > 1) return 0;
    setColour(dab, tint, 1 + 0.18 * noise(u * 5 + ax, v * 2));
    dab.right = -sine * v * 0.9;
    dab.down = cosine * v * 0.9;
    return 1;
  };
  const spot = { x: (ax + bx) / 2, y: (ay + by) / 2, halfWidth: half, halfHeight: radius, turn };
  paint(picture, spot, light, brush, marks);
}

/** Letters, a badge or a pattern of a few centimetres. */
function drawPrint(
  picture: Picture,
  [x, y]: [number, number],
  perCm: number,
  ground: Rgb,
  light: Light,
  random: Random,
): void {
  const half = random.between(3, 9) * perCm;
  const brush = random.chance(0.6)
    ? writing(
        { letters: Math.floor(random.between(2, 9)), lines: Math.floor(random.between(1, 3)), bare: true },
        random,
        ground,
      )
    : roundThing(random.pick(['clock', 'flower', 'ball', 'button']), random);
  paint(
    picture,
    { x, y, halfWidth: half, halfHeight: half * random.between(0.3, 1), turn: random.normal(0.08) },
    light,
    brush,
  );
}
