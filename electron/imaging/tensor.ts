/** Pixels as the planar float tensors that networks read. */
import type { Pixels } from './decode.ts';

type Triple = readonly [number, number, number];

/** How a network wants its pixels: planes in `order` (0 red, 1 green, 2 blue), each value (v * scale - mean) / std. */
export interface TensorLayout {
  order: Triple;
  scale: number;
  /** In the order of the planes. */
  mean: Triple;
  std: Triple;
}

/** The statistics of ImageNet, as torchvision states them. */
export const IMAGENET: TensorLayout = {
  order: [0, 1, 2],
  scale: 1 / 255,
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};

/** Bytes as they are, blue first: OpenCV's habit. */
export const BGR_BYTES: TensorLayout = { order: [2, 1, 0], scale: 1, mean: [0, 0, 0], std: [1, 1, 1] };

/**
 * [3, height, width] floats.
 * @param target where to put them: one picture's part of a batch
 */
export function toTensor(
  { width, height, data }: Pixels,
  { order, scale, mean, std }: TensorLayout,
  target: Float32Array = new Float32Array(3 * width * height),
): Float32Array {
  const area = width * height;
  if (target.length !== 3 * area) throw new RangeError(`the target holds ${target.length} values, not ${3 * area}`);
  for (let plane = 0; plane < 3; plane++) {
    const values = Float32Array.from({ length: 256 }, (_, value) => (value * scale - mean[plane]!) / std[plane]!);
    for (let from = order[plane]!, to = plane * area, end = to + area; to < end; from += 3, to++)
      target[to] = values[data[from]!]!;
  }
  return target;
}
