/** Hands, fists and bare arms away from faces: skin that is no face. */
import { clamp, noise } from '../curves.ts';
import { type Form, stick } from '../forms.ts';
import { wholeHand } from '../hands.ts';
import type { Rgb } from '../person.ts';
import type { Random } from '../random.ts';
import { type Brush, setColour } from './paint.ts';
import { anySkin, anyTint } from './tints.ts';

/** A form's slope is measured over this. */
const STEP = 0.01;

/** A form in a box from -1 to 1, as skin: lighter knuckles, darker gaps. */
export function skinBrush(form: Form, skin: Rgb, random: Random): Brush {
  const shift = random.between(0, 99);
  return (u, v, dab) => {
    const height = form(u, v);
    if (height < 0) return 0;
    const right = (form(u - STEP, v) - form(u + STEP, v)) / (2 * STEP);
    const down = (form(u, v - STEP) - form(u, v + STEP)) / (2 * STEP);
    const steep = Math.sqrt(Math.max(0, 1 - Math.min(1, height) ** 2));
    const slope = Math.hypot(right, down) || 1;
    dab.right = (right / slope) * steep * 0.9;
    dab.down = (down / slope) * steep * 0.9;
    setColour(dab, skin, (0.8 + 0.2 * clamp(height * 3, 0, 1)) * (1 + 0.08 * noise(u * 9 + shift, v * 9)));
    return clamp(height * 12, 0, 1);
  };
}

/** A hand with its wrist at the left of the middle, and the arm or sleeve that it comes from. */
export function handAndArm(random: Random, skin: Rgb = anySkin(random), sleeve: Rgb | null = null): Brush {
  const hand = wholeHand(random);
  const cloth = sleeve ?? (random.chance(0.6) ? anyTint(random) : null);
  const arm = stick(-1.4, random.normal(0.15), -0.28, 0, 0.3);
  const cuff = cloth ? random.between(-0.55, -0.2) : -9;
  const skinned = skinBrush(
    (u, v) => Math.max(hand((u + 0.15) / 0.95, v / 0.95), u < 0 ? arm(u, v) * 0.8 : -1),
    skin,
    random,
  );
  return (u, v, dab) => {
    const share = skinned(u, v, dab);
    if (share > 0 && u < cuff && cloth) setColour(dab, cloth, 0.85 + 0.3 * noise(u * 9, v * 5));
    return share;
  };
}
