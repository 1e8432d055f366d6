/** What cameras and years do to scenes: depth of field, low light, old grey and brown prints, grain. */
import { clamp, mixed } from './curves.ts';
import { blurred, type Capture, captureOf } from './develop.ts';
import type { Random } from './random.ts';
import type { Picture } from './scenery/paint.ts';

/** A third of the scenes has what is behind the people out of focus. */
export function blurBehind(picture: Picture, random: Random): void {
  if (!random.chance(0.35)) return;
  const sigma = Math.max(picture.width, picture.height) * Math.exp(random.between(Math.log(0.001), Math.log(0.009)));
  picture.light.set(blurred(picture.light, picture.width, picture.height, sigma));
}

/** Brightness of the print's paper in red, green and blue. */
const SEPIA = [1.07, 0.98, 0.79] as const;

/** Tones as an old print has them: brown, and pale or hard. One scene in twelve; in place. */
export function ageTones(tones: Float32Array, random: Random): void {
  if (!random.chance(0.08)) return;
  const strength = random.between(0.5, 1);
  const [least, most] = [random.between(0, 50), random.between(190, 255)];
  for (let at = 0; at < tones.length; at += 3) {
    const grey = 0.299 * tones[at]! + 0.587 * tones[at + 1]! + 0.114 * tones[at + 2]!;
    for (let channel = 0; channel < 3; channel++) {
      const brown = mixed(tones[at + channel]!, grey * SEPIA[channel]!, strength);
      tones[at + channel] = clamp(least + (brown / 255) * (most - least), 0, 255);
    }
  }
}

/** Small faces stand less blur than one that fills the picture; a quarter of the scenes is grey, an eighth is dim and noisy. */
export function sceneCapture(random: Random): Capture {
  const capture = captureOf(random);
  const dim = random.chance(0.12);
  return {
    ...capture,
    blur: capture.blur * 0.25,
    shake: null,
    noise: capture.noise * (dim ? 2 : 0.9),
    colour: random.chance(0.2) ? 0 : capture.colour,
    contrast: capture.contrast * Math.exp(random.chance(0.3) ? random.between(-0.3, 0.4) : 0),
    gamma: capture.gamma * (dim ? random.between(1.3, 2.2) : 1),
  };
}
