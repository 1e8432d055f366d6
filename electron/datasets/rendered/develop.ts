/** From linear light to a photo: exposure, tone, size, and what lenses, sensors and files do to it. */
import type { Canvas } from './canvas.ts';
import { compress } from './compress.ts';
import { clamp, mixed } from './curves.ts';
import { CLASS } from './material.ts';
import { Random } from './random.ts';

export interface Capture {
  /** Standard deviation of the blur, as a share of the picture's side. */
  blur: number;
  /** Direction of a shake in radians and its length as a share of the side. */
  shake: { angle: number; length: number } | null;
  /** Standard deviation, of 255. */
  noise: number;
  /** The same noise in all three colours. */
  greyNoise: boolean;
  /** JPEG quality, or null: not compressed. */
  quality: number | null;
  /** Share of colour that is kept; 0 is a grey photo. */
  colour: number;
  contrast: number;
  gamma: number;
  seed: number;
}

export function captureOf(random: Random): Capture {
  return {
    blur: random.chance(0.22) ? random.between(0.001, 0.009) : 0,
    shake: random.chance(0.06) ? { angle: random.between(0, Math.PI), length: random.between(0.008, 0.035) } : null,
    noise: random.chance(0.4) ? random.between(1, 7) : random.between(0, 1.2),
    greyNoise: random.chance(0.5),
    quality: random.chance(0.5) ? random.between(25, 92) : null,
    colour: random.chance(0.08) ? 0 : random.between(0.75, 1.1),
    contrast: Math.exp(random.normal(0.12)),
    gamma: Math.exp(random.normal(0.1)),
    seed: Math.floor(random.next() * 2 ** 31),
  };
}

/** Factor that brings the face to the brightness wanted. */
export function exposureOf(canvas: Canvas, skinLevel: number, exposure: number): number {
  const { labels, light } = canvas;
  let sum = 0;
  let count = 0;
  for (let at = 0; at < labels.length; at++) {
    if (labels[at] !== CLASS.skin && labels[at] !== CLASS.nose) continue;
    sum += 0.3 * light[3 * at]! + 0.6 * light[3 * at + 1]! + 0.1 * light[3 * at + 2]!;
    count++;
  }
  const wanted = mixed(skinLevel, 0.25, 0.35) * 0.85 * exposure;
  return count > 0 && sum > 0 ? (wanted * count) / sum : 1;
}

const TONES = 4096;
const TONE = new Float32Array(TONES + 1);
for (let index = 0; index <= TONES; index++) {
  const level = (index / TONES) * 2;
  // Straight up to 0.7, then a shoulder that reaches 1.
  const rolled = level < 0.7 ? level : 0.7 + 0.3 * (1 - Math.exp(-(level - 0.7) / 0.3));
  TONE[index] = rolled ** (1 / 2.2) * 255;
}

/** Light times a factor as tones 0 to 255, in place. */
export function applyTone(light: Float32Array, factor: number): void {
  const scale = (factor * TONES) / 2;
  for (let at = 0; at < light.length; at++) {
    const index = light[at]! * scale;
    light[at] = index >= TONES ? TONE[TONES]! : index <= 0 ? 0 : TONE[index | 0]!;
  }
}

/**
 * Makes a square smaller in place: each new pixel is the mean of the area it covers. Returns the part of `tones` that holds
 * the result: what is written never lies behind what is still to be read.
 */
export function shrink(tones: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return tones;
  const scale = from / to;
  const taps = Math.ceil(scale) + 1;
  const first = new Int32Array(to);
  const weights = new Float32Array(to * taps);
  for (let at = 0; at < to; at++) {
    const begin = at * scale;
    const end = begin + scale;
    first[at] = Math.min(from - taps, Math.floor(begin));
    for (let tap = 0; tap < taps; tap++) {
      const pixel = first[at]! + tap;
      weights[at * taps + tap] = Math.max(0, Math.min(end, pixel + 1) - Math.max(begin, pixel)) / scale;
    }
  }
  for (let row = 0; row < from; row++) {
    for (let at = 0, out = row * to * 3; at < to; at++, out += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let tap = at * taps, source = (row * from + first[at]!) * 3; tap < (at + 1) * taps; tap++, source += 3) {
        const weight = weights[tap]!;
        red += tones[source]! * weight;
        green += tones[source + 1]! * weight;
        blue += tones[source + 2]! * weight;
      }
      tones[out] = red;
      tones[out + 1] = green;
      tones[out + 2] = blue;
    }
  }
  const stride = to * 3;
  for (let at = 0; at < to; at++) {
    for (let x = 0; x < stride; x++) {
      let sum = 0;
      for (let tap = 0, source = first[at]! * stride + x; tap < taps; tap++, source += stride)
        sum += tones[source]! * weights[at * taps + tap]!;
      tones[at * stride + x] = sum;
    }
  }
  return tones.subarray(0, to * stride);
}

/** Blurs along a direction by a list of weights around its middle. */
function spreadAlong(
  tones: Float32Array,
  width: number,
  height: number,
  dx: number,
  dy: number,
  weights: readonly number[],
): Float32Array {
  const out = new Float32Array(tones.length);
  const middle = (weights.length - 1) / 2;
  const across = Int32Array.from(weights, (_, index) => Math.round((index - middle) * dx));
  const down = Int32Array.from(weights, (_, index) => Math.round((index - middle) * dy));
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let index = 0; index < weights.length; index++) {
        const x = clamp(column + across[index]!, 0, width - 1);
        const y = clamp(row + down[index]!, 0, height - 1);
        const from = (y * width + x) * 3;
        const weight = weights[index]!;
        red += tones[from]! * weight;
        green += tones[from + 1]! * weight;
        blue += tones[from + 2]! * weight;
      }
      out[at] = red;
      out[at + 1] = green;
      out[at + 2] = blue;
    }
  }
  return out;
}

function gaussian(sigma: number): number[] {
  const reach = Math.max(1, Math.ceil(sigma * 2.5));
  const weights = Array.from({ length: 2 * reach + 1 }, (_, index) => Math.exp(-(((index - reach) / sigma) ** 2) / 2));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Blurs three numbers a pixel by a Gaussian of so many pixels. */
export function blurred(tones: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const weights = gaussian(sigma);
  return spreadAlong(spreadAlong(tones, width, height, 1, 0, weights), width, height, 0, 1, weights);
}

/** Grain of deviation one, read from another place in every row. */
const GRAIN = new Float32Array(1 << 15);
{
  const random = new Random(1, 'grain');
  for (let index = 0; index < GRAIN.length; index++) GRAIN[index] = random.normal();
}

/** The finished photo, 8 bits, red, green and blue. `tones` may be changed. */
export function develop(tones: Float32Array, width: number, height: number, capture: Capture): Uint8Array {
  const side = Math.max(width, height);
  let picture = tones;
  const sigma = capture.blur * side;
  if (sigma > 0.25) picture = blurred(picture, width, height, sigma);
  if (capture.shake && capture.shake.length * side >= 1.5) {
    const steps = Math.max(3, Math.round(capture.shake.length * side)) | 1;
    const weights = new Array<number>(steps).fill(1 / steps);
    picture = spreadAlong(
      picture,
      width,
      height,
      Math.cos(capture.shake.angle),
      Math.sin(capture.shake.angle),
      weights,
    );
  }
  const random = new Random(capture.seed, 'noise');
  const { contrast, gamma, colour } = capture;
  const out = new Uint8ClampedArray(picture.length);
  const curve = new Float32Array(257);
  for (let level = 0; level <= 256; level++) curve[level] = (255 * (level / 255) ** gamma - 128) * contrast + 128;
  const { noise, greyNoise } = capture;
  for (let row = 0, at = 0; row < height; row++) {
    let grain = Math.floor(random.next() * GRAIN.length);
    for (let column = 0; column < width; column++, at += 3) {
      const grey = 0.299 * picture[at]! + 0.587 * picture[at + 1]! + 0.114 * picture[at + 2]!;
      if (greyNoise) grain++;
      for (let channel = 0; channel < 3; channel++) {
        const level = clamp(mixed(grey, picture[at + channel]!, colour), 0, 255);
        const index = level | 0;
        if (!greyNoise) grain++;
        out[at + channel] =
          curve[index]! +
          (curve[index + 1]! - curve[index]!) * (level - index) +
          noise * GRAIN[grain & (GRAIN.length - 1)]!;
      }
    }
  }
  const photo = new Uint8Array(out.buffer);
  if (capture.quality !== null) compress(photo, width, height, capture.quality);
  return photo;
}
