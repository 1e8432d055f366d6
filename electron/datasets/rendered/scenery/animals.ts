/** Heads of animals in rough form, dogs and cats and bears: fur, ears, two eyes, a snout. None of them is a face to find. */
import { bump, length2, noise, smooth } from '../curves.ts';
import type { Rgb } from '../person.ts';
import type { Random } from '../random.ts';
import { type Brush, setColour } from './paint.ts';
import { between, scaled } from './tints.ts';

const FURS: readonly Rgb[] = [
  [0.5, 0.24, 0.07],
  [0.22, 0.11, 0.05],
  [0.03, 0.028, 0.026],
  [0.3, 0.29, 0.28],
  [0.75, 0.72, 0.66],
  [0.55, 0.42, 0.26],
];

/** A head over the chest, the muzzle low in the middle; `u` and `v` from -1 to 1 over all of it. */
export function animal(random: Random): Brush {
  const fur = scaled(random.pick(FURS), random.between(0.7, 1.3));
  const second = random.chance(0.6) ? random.pick(FURS) : fur;
  const nose: Rgb = random.chance(0.75) ? [0.015, 0.013, 0.013] : [0.35, 0.14, 0.13];
  const iris: Rgb = random.chance(0.6)
    ? [0.02, 0.012, 0.008]
    : [random.between(0.1, 0.5), random.between(0.15, 0.4), 0.05];
  const [shift, shag, strands] = [random.between(0, 99), random.between(0.03, 0.2), random.between(14, 40)];
  const ears = random.weighted({ pointed: 3, hanging: 3, round: 2 });
  const [earX, earY] = [random.between(0.38, 0.6), ears === 'hanging' ? -0.28 : -0.62];
  const [eyeX, eyeY, eyeSize] = [random.between(0.18, 0.3), random.between(-0.32, -0.16), random.between(0.05, 0.1)];
  const [snoutX, snoutY] = [random.between(0.2, 0.34), random.between(0.16, 0.34)];
  const aside = random.normal(0.12);
  const patches = random.between(-0.3, 0.5);
  const open = random.chance(0.4);
  return (u, v, dab) => {
    const angle = Math.atan2(v + 0.1, u);
    const hair =
      noise(angle * strands * 0.5 + shift, length2(u, v) * 4) * 0.6 +
      0.4 * noise(u * strands + shift, v * strands * 0.5);
    const head = 1 - length2(u / 0.68, (v + 0.12) / 0.66) + shag * hair;
    const chest = v > 0.1 ? 1 - length2(u / 0.85, (v - 1) / 0.9) + shag * hair : -1;
    const a = Math.abs(u - aside * 0.3);
    const ear =
      ears === 'pointed'
        ? 0.34 - Math.abs(a - earX) * 1.6 - Math.abs(v - earY - 0.12) * 0.9
        : ears === 'round'
          ? 0.24 - length2(a - earX, v - earY - 0.04)
          : 0.3 - length2((a - earX - 0.12) * 1.5, (v - earY - 0.18) * 0.75);
    if (head < 0 && chest < 0 && ear + shag * 0.4 * hair < 0) return 0;
    const isPatch = noise(u * 2 + shift, v * 2) > patches;
    setColour(dab, isPatch ? fur : second, 0.75 + 0.55 * hair);
    dab.right = head > 0 ? 0.7 * u + 0.25 * hair : 0.3 * u;
    dab.down = 0.5 * v;
    if (head < 0) {
      if (ear > 0.1 && ears !== 'hanging') setColour(dab, between(fur, [0.4, 0.2, 0.18], 0.6), 0.7);
      return 1;
    }
    const [su, sv] = [(u - aside) / snoutX, (v - 0.16) / snoutY];
    const snout = length2(su, sv);
    if (snout < 1) {
      setColour(dab, second, 0.9 + 0.35 * hair);
      dab.right = 0.8 * su;
      dab.down = 0.6 * sv;
    }
    if (open && length2(su / 0.55, (sv - 0.75) / 0.45) < 1) setColour(dab, [0.4, 0.08, 0.08]);
    else if (Math.abs(sv - 0.45 - 0.25 * su * su) < 0.07 && Math.abs(su) < 0.7) setColour(dab, [0.02, 0.015, 0.015]);
    if (length2(su / 0.4, (sv + 0.45) / 0.32) < 1) {
      setColour(dab, nose, 1 + 3 * bump(length2(su + 0.1, sv + 0.6), 0.1));
      dab.down = 0.5;
    }
    const eye = length2(Math.abs(u - aside * 0.6) - eyeX, v - eyeY);
    if (eye < eyeSize) {
      setColour(dab, eye < eyeSize * 0.55 ? [0.005, 0.005, 0.005] : iris);
      if (length2(u - aside * 0.6 - Math.sign(u) * eyeX + 0.02, v - eyeY + 0.025) < eyeSize * 0.25)
        setColour(dab, [0.9, 0.9, 0.9]);
      dab.right = dab.down = 0;
    } else if (eye < eyeSize * 2) setColour(dab, fur, 0.4 + 0.6 * smooth(eyeSize, eyeSize * 2, eye));
    return 1;
  };
}
