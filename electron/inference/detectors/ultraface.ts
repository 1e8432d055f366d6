/**
 * UltraFace RFB (Ultra-Light-Fast-Generic-Face-Detector-1MB): boxes against a fixed set of priors, without points.
 * Its files answer either corners or, in the simplified variant, raw offsets from the priors.
 */
import type { Pixels } from '../../imaging/decode.ts';
import type { TensorLayout } from '../../imaging/tensor.ts';
import type { GraphInterface, Session } from '../../runtime/session.ts';
import type { Box, Size } from '../../shared/domain/geometry.ts';
import type { Detector, Sighting } from './detector.ts';
import { createFeed } from './feed.ts';

/** Side lengths of the priors in pixels of the input, a row for each stride. */
const PRIOR_SIDES = [
  { stride: 8, sides: [10, 16, 24] },
  { stride: 16, sides: [32, 48] },
  { stride: 32, sides: [64, 96] },
  { stride: 64, sides: [128, 192, 256] },
] as const;
const LAYOUT: TensorLayout = { order: [0, 1, 2], scale: 1, mean: [127, 127, 127], std: [128, 128, 128] };
const CENTRE_VARIANCE = 0.1;
const SIZE_VARIANCE = 0.2;

const expected =
  'one float32 input [1, 3, height, width] of fixed size, and outputs scores [1, n, 2] and boxes [1, n, 4] with one row for each of its priors';

/** [priors, 4]: centre x, centre y, width, height in fractions of the input, clipped to [0, 1]. */
export function priorsOf({ width, height }: Size): Float32Array {
  const values: number[] = [];
  for (const { stride, sides } of PRIOR_SIDES) {
    const columns = Math.ceil(width / stride);
    const rows = Math.ceil(height / stride);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        for (const side of sides)
          values.push((column + 0.5) / columns, (row + 0.5) / rows, side / width, side / height);
  }
  return Float32Array.from(values, (value) => Math.min(1, Math.max(0, value)));
}

/** Raw answers as corners: centre = l * 0.1 * prior size + prior centre, size = exp(l * 0.2) * prior size. */
export function cornersOf(raw: Float32Array, priors: Float32Array): Float32Array {
  const corners = new Float32Array(raw.length);
  for (let at = 0; at < raw.length; at += 4) {
    const cx = raw[at]! * CENTRE_VARIANCE * priors[at + 2]! + priors[at]!;
    const cy = raw[at + 1]! * CENTRE_VARIANCE * priors[at + 3]! + priors[at + 1]!;
    const width = Math.exp(raw[at + 2]! * SIZE_VARIANCE) * priors[at + 2]!;
    const height = Math.exp(raw[at + 3]! * SIZE_VARIANCE) * priors[at + 3]!;
    corners.set([cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2], at);
  }
  return corners;
}

/** Corners surround their own prior's centre, give or take; raw offsets have nothing to do with it. */
export function areCorners(boxes: Float32Array, priors: Float32Array): boolean {
  let apart = 0;
  for (let at = 0; at < boxes.length; at += 4)
    apart +=
      Math.abs((boxes[at]! + boxes[at + 2]!) / 2 - priors[at]!) +
      Math.abs((boxes[at + 1]! + boxes[at + 3]!) / 2 - priors[at + 1]!);
  return apart / (boxes.length / 2) < 0.1;
}

function fixedSize({ inputs, outputs }: GraphInterface): Size | null {
  const [input, ...others] = inputs;
  if (!input || others.length > 0 || input.type !== 'float32' || input.shape.length !== 4) return null;
  const [batch, channels, height, width] = input.shape;
  if (batch !== 1 || channels !== 3 || typeof height !== 'number' || typeof width !== 'number') return null;
  const priors = PRIOR_SIDES.reduce(
    (sum, { stride, sides }) => sum + Math.ceil(width / stride) * Math.ceil(height / stride) * sides.length,
    0,
  );
  const has = (name: string, columns: number) =>
    outputs.some(
      (output) =>
        output.name === name && output.shape.length === 3 && output.shape[1] === priors && output.shape[2] === columns,
    );
  return has('scores', 2) && has('boxes', 4) ? { width, height } : null;
}

async function open(session: Session, size: Size): Promise<Detector> {
  const feed = createFeed(session, LAYOUT);
  const priors = priorsOf(size);
  const whole = { x: 0, y: 0, ...size };
  const black = await feed({ ...size, channels: 3, data: new Uint8Array(3 * size.width * size.height) }, whole, size);
  const raw = !areCorners(black['boxes']!, priors);
  return {
    window: size,
    whole: 'stretched',
    async look(picture: Pixels, window: Box, score: number) {
      const outputs = await feed(picture, window, size);
      const scores = outputs['scores']!;
      const corners = raw ? cornersOf(outputs['boxes']!, priors) : outputs['boxes']!;
      const found: Sighting[] = [];
      for (let prior = 0; prior < scores.length / 2; prior++) {
        const certainty = scores[2 * prior + 1]!;
        if (!(certainty >= score)) continue;
        const [left, top, right, bottom] = corners.subarray(4 * prior, 4 * prior + 4) as unknown as number[];
        found.push({
          box: {
            x: left! * size.width,
            y: top! * size.height,
            width: (right! - left!) * size.width,
            height: (bottom! - top!) * size.height,
          },
          score: Math.min(1, certainty),
          points: null,
        });
      }
      return found;
    },
    close: () => session.release(),
  };
}

export const ultraface = {
  label: 'UltraFace RFB',
  expected,
  recognize(graph: GraphInterface) {
    const size = fixedSize(graph);
    return size && ((session: Session) => open(session, size));
  },
};
