/** Paints flat things into a picture of linear colour, lit as if their surface were bent: what stands about people and is no face. */
import type { Light } from '../light.ts';
import type { Rgb } from '../person.ts';

/** Linear red, green and blue, three numbers a pixel. */
export interface Picture {
  width: number;
  height: number;
  light: Float32Array;
}

/** What a brush says of a place: its colour, and where its surface looks (right and down; 0 is at the viewer). */
export interface Dab {
  red: number;
  green: number;
  blue: number;
  right: number;
  down: number;
  /** Light of its own, over what falls on it. */
  glow: number;
}

/**
 * The look of a thing at a place of its box, `u` and `v` from -1 to 1: fills in the dab and gives how much of what is behind
 * is hidden, 0 to 1.
 */
export type Brush = (u: number, v: number, dab: Dab) => number;

/** A box in pixels, turned about its middle by `turn` radians clockwise. */
export interface Spot {
  x: number;
  y: number;
  halfWidth: number;
  halfHeight: number;
  turn: number;
}

export const setColour = (dab: Dab, [red, green, blue]: Rgb, factor = 1): void => {
  dab.red = red * factor;
  dab.green = green * factor;
  dab.blue = blue * factor;
};

/** Two by two samples a pixel where a thing is smaller than this. */
const FINE = 90;

/** @param marks is set to 1 where the thing hides more than half of what is behind; one entry a pixel */
export function paint(picture: Picture, spot: Spot, light: Light, brush: Brush, marks?: Uint8Array): void {
  const { width, height, light: colours } = picture;
  const { x, y, halfWidth, halfHeight, turn } = spot;
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  const reachX = Math.abs(cosine) * halfWidth + Math.abs(sine) * halfHeight;
  const reachY = Math.abs(sine) * halfWidth + Math.abs(cosine) * halfHeight;
  const samples = Math.max(halfWidth, halfHeight) < FINE ? 2 : 1;
  const dab: Dab = { red: 0, green: 0, blue: 0, right: 0, down: 0, glow: 0 };
  const sum = [0, 0, 0];
  const [left, right] = [Math.max(0, Math.floor(x - reachX)), Math.min(width, Math.ceil(x + reachX))];
  const [top, bottom] = [Math.max(0, Math.floor(y - reachY)), Math.min(height, Math.ceil(y + reachY))];
  for (let row = top; row < bottom; row++)
    for (let column = left; column < right; column++) {
      let covered = 0;
      sum.fill(0);
      for (let sample = 0; sample < samples * samples; sample++) {
        const dx = column + ((sample % samples) + 0.5) / samples - x;
        const dy = row + (Math.floor(sample / samples) + 0.5) / samples - y;
        const u = (dx * cosine + dy * sine) / halfWidth;
        const v = (dy * cosine - dx * sine) / halfHeight;
        if (u < -1 || u > 1 || v < -1 || v > 1) continue;
        dab.right = dab.down = dab.glow = 0;
        const share = brush(u, v, dab);
        if (share <= 0) continue;
        covered += share;
        addLit(sum, dab, light, share);
      }
      if (covered === 0) continue;
      const kept = 1 - covered / (samples * samples);
      const at = row * width + column;
      for (let channel = 0; channel < 3; channel++)
        colours[3 * at + channel] = colours[3 * at + channel]! * kept + sum[channel]! / (samples * samples);
      if (marks && kept < 0.5) marks[at] = 1;
    }
}

function addLit(sum: number[], { red, green, blue, right, down, glow }: Dab, light: Light, share: number): void {
  const steep = Math.min(0.98, right * right + down * down);
  const front = Math.sqrt(1 - steep);
  const key = Math.max(0, right * light.key[0] - down * light.key[1] + front * light.key[2]);
  const around = 0.7 - 0.3 * down;
  sum[0]! += red * (key * light.keyColour[0] + light.ambient[0] * around + glow) * share;
  sum[1]! += green * (key * light.keyColour[1] + light.ambient[1] * around + glow) * share;
  sum[2]! += blue * (key * light.keyColour[2] + light.ambient[2] * around + glow) * share;
}
