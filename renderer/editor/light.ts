/** How bright the photo is shown. It changes what the eye sees, and nothing that is stored, cut out or asked of a model. */

export interface Light {
  /** Added to every tone, in parts of the way from black to white. */
  brightness: number;
  /** In [-1, 1]: how steep tones run through the middle; 0 is as they are. */
  contrast: number;
  /** Above 1 lifts dark tones, below 1 lowers them. */
  gamma: number;
  /** Whether tones are spread so that each is about as frequent. */
  equalise: boolean;
}

export const DAYLIGHT: Light = { brightness: 0, contrast: 0, gamma: 1, equalise: false };

export const isDaylight = ({ brightness, contrast, gamma, equalise }: Light): boolean =>
  brightness === 0 && contrast === 0 && gamma === 1 && !equalise;

const TONES = 256;
/** Tones more frequent than so many times the mean count no more: flat areas would take all the range for their noise. */
const CLIP = 4;

/** For each tone the share of the photo that is darker, from 0 to 1. `histogram` counts the 256 tones. */
function equalised(histogram: ArrayLike<number>): number[] {
  const counts = Array.from(histogram);
  const limit = (counts.reduce((sum, count) => sum + count, 0) / TONES) * CLIP;
  const clipped = counts.map((count) => Math.min(count, limit));
  const total = clipped.reduce((sum, count) => sum + count, 0) || 1;
  let below = 0;
  return clipped.map((count) => {
    below += count;
    return (below - count / 2) / total;
  });
}

/** For each of the 256 tones the one it is shown as, from 0 to 1. */
export function toneTable({ brightness, contrast, gamma, equalise }: Light, histogram: ArrayLike<number>): number[] {
  const spread = equalise ? equalised(histogram) : null;
  // At 1 the middle is a step, at -1 everything is grey.
  const slope = Math.tan(((Math.min(0.98, contrast) + 1) * Math.PI) / 4);
  return Array.from({ length: TONES }, (_, tone) => {
    const value = spread?.[tone] ?? tone / (TONES - 1);
    const steep = (value - 0.5) * slope + 0.5 + brightness;
    return Math.min(1, Math.max(0, steep)) ** (1 / gamma);
  });
}
