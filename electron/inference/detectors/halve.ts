/**
 * A picture at half its size, each pixel the mean of four: the step from one level of a pyramid to the next. A tenth of
 * the work of a general resampler, and its pixels cover exactly two by two of the source.
 */
import type { Pixels } from '../../imaging/decode.ts';

/** Of an odd side, the last pixel stands for the two that a half would cover. */
export function halve({ width, height, data }: Pixels): Pixels {
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  const out = new Uint8Array(half.width * half.height * 3);
  const pairs = width >> 1;
  let to = 0;
  for (let row = 0; row < half.height; row++) {
    let a = 2 * row * width * 3;
    let b = Math.min(2 * row + 1, height - 1) * width * 3;
    for (let pair = 0; pair < pairs; pair++, a += 6, b += 6, to += 3) {
      out[to] = (data[a]! + data[a + 3]! + data[b]! + data[b + 3]! + 2) >> 2;
      out[to + 1] = (data[a + 1]! + data[a + 4]! + data[b + 1]! + data[b + 4]! + 2) >> 2;
      out[to + 2] = (data[a + 2]! + data[a + 5]! + data[b + 2]! + data[b + 5]! + 2) >> 2;
    }
    if (pairs === half.width) continue;
    for (let channel = 0; channel < 3; channel++) out[to++] = (data[a + channel]! + data[b + channel]! + 1) >> 1;
  }
  return { ...half, channels: 3, data: out };
}
