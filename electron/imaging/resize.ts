/**
 * The one resampler: separable, antialiased, bit-identical to Pillow's 8-bit `Image.resize`. When shrinking, the filter
 * widens with the scale. Weights are fixed-point with 22 fractional bits; the horizontal pass goes first and is rounded
 * to 8 bits before the vertical one, and a pass that would change nothing is left out (Pillow, src/libImaging/Resample.c).
 */
import type { Box, Size } from '../shared/domain/geometry.ts';

/** A picture of one or three channels, 8 bits each, row by row. */
export interface Raster extends Size {
  channels: 1 | 3;
  data: Uint8Array;
}

interface Filter {
  /** Distance from the centre at which the weight becomes zero. */
  support: number;
  weight(distance: number): number;
}

const FILTERS = {
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  /** Keys' cubic convolution with a = -0.5. */
  bicubic: {
    support: 2,
    weight(x) {
      const d = Math.abs(x);
      if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
      return d < 2 ? (((d - 5) * d + 8) * d - 4) * -0.5 : 0;
    },
  },
} as const satisfies Record<string, Filter>;
export type FilterName = keyof typeof FILTERS;

const PRECISION_BITS = 32 - 8 - 2;
const HALF = 1 << (PRECISION_BITS - 1);

/** For each output sample: the first source sample, how many, and `taps` weights, of which that many count. */
interface Kernel {
  taps: number;
  first: Int32Array;
  count: Int32Array;
  weights: Float64Array;
}

/** Maps source [from, from + extent] to `size` samples; samples outside [0, length) take no part. */
function kernelOf({ support, weight }: Filter, length: number, from: number, extent: number, size: number): Kernel {
  const scale = extent / size;
  const widening = Math.max(1, scale);
  const reach = support * widening;
  const taps = Math.ceil(reach) * 2 + 1;
  const kernel: Kernel = {
    taps,
    first: new Int32Array(size),
    count: new Int32Array(size),
    weights: new Float64Array(size * taps),
  };
  const exact = new Float64Array(taps);
  for (let at = 0; at < size; at++) {
    const center = from + (at + 0.5) * scale;
    const first = Math.max(0, Math.trunc(center - reach + 0.5));
    const count = Math.min(length, Math.trunc(center + reach + 0.5)) - first;
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      exact[tap] = weight((tap + first - center + 0.5) * (1 / widening));
      sum += exact[tap]!;
    }
    for (let tap = 0; tap < count; tap++) {
      const share = (sum === 0 ? exact[tap]! : exact[tap]! / sum) * 2 ** PRECISION_BITS;
      kernel.weights[at * taps + tap] = Math.trunc(share < 0 ? share - 0.5 : share + 0.5);
    }
    kernel.first[at] = first;
    kernel.count[at] = count;
  }
  return kernel;
}

/** Where a picture lies in its array: the offset of its first sample and the samples from row to row. */
interface View {
  data: Uint8Array;
  offset: number;
  stride: number;
}

/**
 * Weights are whole numbers below 2^23 and kept as doubles: sums of bytes times weights stay exact, and V8 multiplies
 * doubles faster than integers that might overflow. Storing into a clamped array is Pillow's `clip8`.
 */
function horizontal({ data, offset, stride }: View, rows: number, kernel: Kernel, channels: 1 | 3): Uint8Array {
  const { taps, first, count, weights } = kernel;
  const width = first.length;
  const out = new Uint8ClampedArray(width * rows * channels);
  let to = 0;
  for (let row = 0; row < rows; row++) {
    const start = offset + row * stride;
    for (let x = 0; x < width; x++) {
      let from = start + first[x]! * channels;
      let tap = x * taps;
      const end = tap + count[x]!;
      if (channels === 1) {
        let sum = HALF;
        for (; tap < end; tap++, from++) sum += data[from]! * weights[tap]!;
        out[to++] = sum >> PRECISION_BITS;
        continue;
      }
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      // Two taps at a time take a third off the time of one at a time.
      for (; tap + 1 < end; tap += 2, from += 6) {
        const weight = weights[tap]!;
        const next = weights[tap + 1]!;
        red += data[from]! * weight + data[from + 3]! * next;
        green += data[from + 1]! * weight + data[from + 4]! * next;
        blue += data[from + 2]! * weight + data[from + 5]! * next;
      }
      if (tap < end) {
        const weight = weights[tap]!;
        red += data[from]! * weight;
        green += data[from + 1]! * weight;
        blue += data[from + 2]! * weight;
      }
      out[to] = red >> PRECISION_BITS;
      out[to + 1] = green >> PRECISION_BITS;
      out[to + 2] = blue >> PRECISION_BITS;
      to += 3;
    }
  }
  return new Uint8Array(out.buffer);
}

/** @param samples in a row: width times channels. Rows are added up one after the other, as they lie in memory */
function vertical(
  { data, offset, stride }: View,
  samples: number,
  { taps, first, count, weights }: Kernel,
): Uint8Array {
  const height = first.length;
  const out = new Uint8ClampedArray(samples * height);
  const sums = new Float64Array(samples);
  for (let y = 0; y < height; y++) {
    sums.fill(HALF);
    let start = offset + first[y]! * stride;
    for (let tap = y * taps, end = tap + count[y]!; tap < end; tap++, start += stride) {
      const weight = weights[tap]!;
      for (let x = 0; x < samples; x++) sums[x] = sums[x]! + data[start + x]! * weight;
    }
    const row = y * samples;
    for (let x = 0; x < samples; x++) out[row + x] = sums[x]! >> PRECISION_BITS;
  }
  return new Uint8Array(out.buffer);
}

/** The whole pixels that a box touches, inside the picture. */
function pixelsTouched(
  box: Box,
  { width, height }: Size,
): { left: number; top: number; width: number; height: number } {
  const left = Math.max(0, Math.floor(box.x));
  const top = Math.max(0, Math.floor(box.y));
  const right = Math.min(width, Math.ceil(box.x + box.width));
  const bottom = Math.min(height, Math.ceil(box.y + box.height));
  if (right <= left || bottom <= top) throw new RangeError('the box lies outside the picture');
  return { left, top, width: right - left, height: bottom - top };
}

/**
 * The part of a picture under `box` (the whole picture, without one) at another size; aspect is not kept.
 *
 * Only the pixels that the box touches take part, as if they had been cut out first: for a box of whole pixels this is
 * Pillow's `crop` and then `resize`.
 * @throws {RangeError} when the box lies outside the picture
 */
export function resize<R extends Raster>(
  source: R,
  { width, height }: Size,
  filter: FilterName,
  box: Box = { x: 0, y: 0, width: source.width, height: source.height },
): Pick<R, keyof Raster> {
  const { channels } = source;
  const shape = { width, height, channels: channels as R['channels'] };
  const cut = pixelsTouched(box, source);
  const x = { from: box.x - cut.left, extent: box.width, unchanged: false };
  const y = { from: box.y - cut.top, extent: box.height, unchanged: false };
  x.unchanged = x.from === 0 && x.extent === cut.width && cut.width === width;
  y.unchanged = y.from === 0 && y.extent === cut.height && cut.height === height;

  let view: View = {
    data: source.data,
    offset: (cut.top * source.width + cut.left) * channels,
    stride: source.width * channels,
  };
  const rows = kernelOf(FILTERS[filter], cut.height, y.from, y.extent, height);
  if (!x.unchanged) {
    // Only the rows that the vertical pass will ask for.
    const top = y.unchanged ? 0 : rows.first[0]!;
    const bottom = y.unchanged ? height : rows.first[height - 1]! + rows.count[height - 1]!;
    const columns = kernelOf(FILTERS[filter], cut.width, x.from, x.extent, width);
    const from = { ...view, offset: view.offset + top * view.stride };
    const data = horizontal(from, bottom - top, columns, channels);
    view = { data, offset: -top * width * channels, stride: width * channels };
  }
  if (!y.unchanged) return { ...shape, data: vertical(view, width * channels, rows) };
  if (!x.unchanged) return { ...shape, data: view.data };
  return { ...shape, data: copyRows(view, width * channels, height) };
}

function copyRows({ data, offset, stride }: View, samples: number, rows: number): Uint8Array {
  const out = new Uint8Array(samples * rows);
  for (let row = 0; row < rows; row++) {
    const start = offset + row * stride;
    out.set(data.subarray(start, start + samples), row * samples);
  }
  return out;
}
