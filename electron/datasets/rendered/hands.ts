/** Hands in the picture plane, of sticks and boxes: whole ones, and those before a face. */
import { any, box, type Form, stick } from './forms.ts';
import type { Random } from './random.ts';

/** Where the face lies in the canvas. */
export interface FacePlace {
  x: number;
  y: number;
  /** Half the face's height in pixels. */
  size: number;
}

/** How much larger things are drawn that are nearer than the face, at most. */
export const NEARER = 1.4;

/**
 * A whole hand with its wrist at 0, 0 that points along x and is about 1 long: fingers spread, side by side, or bent to a
 * fist.
 */
export function wholeHand(random: Random): Form {
  const kind = random.weighted({ spread: 2, flat: 2, fist: 3 });
  const [palm, width] = [random.between(0.24, 0.3), random.between(0.055, 0.07)];
  const forms: Form[] = [box(palm, 0, palm * 1.05, 0.2, 0, 3)];
  const spread = kind === 'spread' ? random.between(0.14, 0.3) : random.between(0, 0.05);
  for (let finger = 0; finger < 4; finger++) {
    const beside = finger - 1.5;
    const y = beside * 0.105;
    const length = (0.46 - 0.05 * Math.abs(beside - 0.3)) * (kind === 'fist' ? 0.4 : random.between(0.8, 1));
    const angle = beside * spread + random.normal(0.04);
    forms.push(stick(palm * 1.7, y, palm * 1.7 + Math.cos(angle) * length, y + Math.sin(angle) * length, width));
  }
  const thumb = random.between(0.3, 1.1);
  forms.push(stick(0.16, -0.17, 0.16 + 0.33 * Math.cos(thumb), -0.17 - 0.33 * Math.sin(thumb), width * 1.15));
  return any(forms);
}

/** Fingers that come from below or the side and lie over the face, on the back of a hand. */
export function hand(place: FacePlace, random: Random): Form {
  const fromX = place.x + random.between(-1.1, 1.1) * place.size;
  const fromY = place.y + random.between(0.55, 1.5) * place.size;
  const aimX = place.x + random.between(-0.5, 0.5) * place.size;
  const aimY = place.y + random.between(-0.6, 0.6) * place.size;
  const direction = Math.atan2(aimY - fromY, aimX - fromX);
  const width = place.size * random.between(0.085, 0.12);
  const fingers = 1 + Math.floor(random.between(1.4, 4));
  const spread = random.between(0.02, 0.16);
  const forms: Form[] = [];
  for (let finger = 0; finger < fingers; finger++) {
    const beside = finger - (fingers - 1) / 2;
    const angle = direction + beside * spread + random.normal(0.03);
    const length = place.size * random.between(0.55, 0.85) * (1 - 0.12 * Math.abs(beside));
    const ax = fromX - Math.sin(direction) * beside * width * 1.95;
    const ay = fromY + Math.cos(direction) * beside * width * 1.95;
    const kx = ax + Math.cos(angle) * length * 0.5;
    const ky = ay + Math.sin(angle) * length * 0.5;
    const bent = angle + random.normal(0.25);
    forms.push(
      stick(ax, ay, kx, ky, width),
      stick(kx, ky, kx + Math.cos(bent) * length * 0.45, ky + Math.sin(bent) * length * 0.45, width * 0.88),
    );
  }
  const back = place.size * 0.42;
  forms.push(
    box(
      fromX - Math.cos(direction) * back * 0.75,
      fromY - Math.sin(direction) * back * 0.75,
      back,
      width * 1.1 * fingers,
      direction,
      3,
    ),
    stick(
      fromX - Math.cos(direction) * back,
      fromY - Math.sin(direction) * back,
      fromX - Math.cos(direction) * place.size * 3,
      fromY - Math.sin(direction) * place.size * 3,
      width * 2.4,
    ),
  );
  return any(forms);
}

/** Four fingers side by side, bent at the knuckles, over the back of a hand; a thumb across them, and the arm. */
export function fist(place: FacePlace, random: Random): Form {
  const size = place.size * random.between(1, NEARER);
  const x = place.x + random.between(-0.55, 0.55) * size;
  const y = place.y + random.between(0.2, 0.95) * size;
  // The row of knuckles, and where the fingers point.
  const row = random.normal(0.6);
  const [along, across] = [
    [Math.cos(row), Math.sin(row)],
    [-Math.sin(row), Math.cos(row)],
  ] as const;
  const at = (u: number, v: number): [number, number] => [
    x + size * (u * along[0] + v * across[0]),
    y + size * (u * along[1] + v * across[1]),
  ];
  const width = random.between(0.085, 0.11);
  const forms = [-1.5, -0.5, 0.5, 1.5].map((finger) => {
    const beside = finger * width * 1.9;
    const bow = 0.06 - 0.025 * finger * finger;
    return stick(...at(beside, -bow), ...at(beside, random.between(0.16, 0.26)), width * size);
  });
  const side = random.chance(0.5) ? -1 : 1;
  forms.push(
    stick(...at(side * width * 4.2, 0.2), ...at(side * width * 1.2, random.between(-0.02, 0.3)), width * size * 1.05),
    box(...at(0, 0.38), width * size * 3.6, 0.3 * size, row, 3),
  );
  const [wristX, wristY] = at(0, 0.6);
  const lean = random.between(-0.9, 0.9);
  forms.push(
    stick(wristX, wristY, wristX + 3 * size * Math.sin(lean), wristY + 3 * size * Math.cos(lean), 0.25 * size),
  );
  return any(forms);
}

/** The hand that holds a box's side: fingers over its front, one of them now and then on its top, and the arm below. */
export function grip(x: number, y: number, side: number, size: number, random: Random): Form {
  const width = size * random.between(0.075, 0.095);
  const lean = random.normal(0.2);
  const reach = random.between(0.25, 0.55) * size;
  const forms = [0, 1, 2, 3].map((finger) => {
    const top = y + (finger - 1.2) * width * 1.9;
    const tip = reach * (1 - 0.12 * Math.abs(finger - 1.3)) * random.between(0.85, 1.1);
    return stick(x + side * 0.12 * size, top, x - side * tip, top + lean * tip, width);
  });
  if (random.chance(0.5)) {
    const up = random.between(0.4, 0.75) * size;
    forms.push(stick(x, y, x - side * random.between(0.05, 0.25) * size, y - up, width));
  }
  const low = random.between(0.1, 0.45) * size;
  forms.push(
    box(x + side * 0.12 * size, y + low * 0.4, 0.26 * size, 0.36 * size, lean, 3),
    stick(x + side * 0.2 * size, y + low, x + side * random.between(0.3, 1.4) * size, y + 3 * size, 0.24 * size),
  );
  return any(forms);
}
