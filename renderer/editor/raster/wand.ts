/** Cells of like colour: what the magic wand takes. */
import type { Belongs } from './flood.ts';

/** The photo under a map: red, green, blue and alpha for each of its cells. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** Cells on each side of the pressed one whose mean colour counts, so that a speck does not decide. */
const AROUND = 1;

/**
 * Whether a cell's colour is like that around (x, y): its distance in red, green and blue, with green counting most as it
 * does for the eye, is at most `tolerance` of 255.
 */
export function likeColour({ data, width, height }: Pixels, x: number, y: number, tolerance: number): Belongs {
  const mean = [0, 0, 0];
  let count = 0;
  for (let row = Math.max(0, y - AROUND); row <= Math.min(height - 1, y + AROUND); row++) {
    for (let column = Math.max(0, x - AROUND); column <= Math.min(width - 1, x + AROUND); column++) {
      for (let channel = 0; channel < 3; channel++) mean[channel]! += data[(row * width + column) * 4 + channel]!;
      count++;
    }
  }
  const [red, green, blue] = mean.map((sum) => sum / count) as [number, number, number];
  const most = tolerance * tolerance;
  return (cell) => {
    const at = cell * 4;
    const [r, g, b] = [data[at]! - red, data[at + 1]! - green, data[at + 2]! - blue];
    return 0.3 * r * r + 0.59 * g * g + 0.11 * b * b <= most;
  };
}
