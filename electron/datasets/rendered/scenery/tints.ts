/** Colours for things, from grey to gaudy, in linear light. */
import { mixed } from '../curves.ts';
import type { Rgb } from '../person.ts';
import type { Random } from '../random.ts';

const square = (value: number): number => value * value;

/** Any colour; two thirds are rather dull, as most things are. */
export function anyTint(random: Random): Rgb {
  const grey = random.next();
  const dull = random.chance(0.7) ? random.between(0.5, 1) : random.between(0, 0.5);
  const part = (): number => square(mixed(random.next(), grey, dull));
  return [part(), part(), part()];
}

export const scaled = ([red, green, blue]: Rgb, factor: number): Rgb => [red * factor, green * factor, blue * factor];

export const between = (a: Rgb, b: Rgb, share: number): Rgb => [
  mixed(a[0], b[0], share),
  mixed(a[1], b[1], share),
  mixed(a[2], b[2], share),
];

/** A tint that stands out from another: dark on light or light on dark. */
export function against(tint: Rgb, random: Random): Rgb {
  const level = (tint[0] + tint[1] + tint[2]) / 3;
  const own = anyTint(random);
  const wanted = level > 0.25 ? random.between(0.005, 0.1) : random.between(0.45, 0.95);
  return scaled(own, wanted / Math.max(0.02, (own[0] + own[1] + own[2]) / 3));
}

/** Bare skin from the lightest to the darkest. */
export function anySkin(random: Random): Rgb {
  const dark = random.next();
  return between([0.72, 0.47, 0.36], [0.1, 0.048, 0.028], dark);
}
