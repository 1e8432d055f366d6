/** Operations on pictures [batch, channels, height, width]. */
import type { Dim } from '../graph/dims.ts';
import { known } from '../graph/dims.ts';
import { convGradient, convTransposeGradient, maxPoolGradient, resizeGradient } from './conv-gradient.ts';
import { float, integers, isGiven, type Operand, type OpTable, sameDtype } from './rule.ts';

interface Sliding {
  kernel_shape: readonly number[];
  strides: readonly number[];
  pads: readonly number[];
  dilations?: readonly number[];
}

function picture(x: Operand | undefined): [Dim, Dim, number, number] {
  if (x?.shape.length !== 4) throw new Error('needs a picture of four axes');
  return [x.shape[0]!, x.shape[1]!, known(x.shape[2]), known(x.shape[3])];
}

/** How many places a window finds along each side. */
const places = (size: number, side: 0 | 1, { kernel_shape, strides, pads, dilations }: Sliding): number => {
  const reach = (dilations?.[side] ?? 1) * (kernel_shape[side]! - 1) + 1;
  return Math.floor((size + pads[side]! + pads[side + 2]! - reach) / strides[side]!) + 1;
};

/** How far windows laid out from every place reach: the inverse of `places`. */
const reached = (size: number, side: 0 | 1, { kernel_shape, strides, pads, dilations }: Sliding): number =>
  (size - 1) * strides[side]! +
  (dilations?.[side] ?? 1) * (kernel_shape[side]! - 1) +
  1 -
  pads[side]! -
  pads[side + 2]!;

function checkKernel(w: Operand, bias: Operand | undefined, out: number, kernel: readonly number[]): void {
  if (w.shape[2] !== kernel[0] || w.shape[3] !== kernel[1]) throw new Error('the weight is not of the kernel size');
  if (isGiven(bias) && (bias.shape.length !== 1 || bias.shape[0] !== out)) throw new Error(`the bias is not [${out}]`);
}

export const conv = {
  /** weight [out, in / group, kh, kw] */
  Conv: {
    inputs: [2, 3],
    types: ([x, w, bias], attributes) => {
      const [batch, channels, height, width] = picture(x);
      const [out, perGroup] = picture(w);
      if (known(perGroup) * attributes.group !== channels) throw new Error('channels and weight differ');
      checkKernel(w!, bias, known(out), attributes.kernel_shape);
      return [
        {
          dtype: sameDtype(x, w, bias),
          shape: [batch, out, places(height, 0, attributes), places(width, 1, attributes)],
        },
      ];
    },
    gradient: convGradient,
  },
  /** weight [in, out / group, kh, kw] */
  ConvTranspose: {
    inputs: [2, 3],
    types: ([x, w, bias], attributes) => {
      const [batch, channels, height, width] = picture(x);
      const [into, perGroup] = picture(w);
      if (into !== channels) throw new Error('channels and weight differ');
      const out = known(perGroup) * attributes.group;
      checkKernel(w!, bias, out, attributes.kernel_shape);
      return [
        {
          dtype: sameDtype(x, w, bias),
          shape: [
            batch,
            out,
            reached(height, 0, attributes) + attributes.output_padding[0]!,
            reached(width, 1, attributes) + attributes.output_padding[1]!,
          ],
        },
      ];
    },
    gradient: convTransposeGradient,
  },
  /** The greatest of each window; then its place in the whole as it lies in memory. */
  MaxPool: {
    inputs: [1, 1],
    required: 1,
    types: ([x], attributes) => {
      const [batch, channels, height, width] = picture(x);
      const shape = [batch, channels, places(height, 0, attributes), places(width, 1, attributes)];
      return [
        { dtype: float(x), shape },
        { dtype: 'int64', shape },
      ];
    },
    gradient: maxPoolGradient,
  },
  /** Inputs are the picture, two that are left out, and the new sizes of the axes that the attribute names. */
  Resize: {
    inputs: [4, 4],
    types: ([x, region, scales, sizes], { axes }) => {
      if (isGiven(region) || isGiven(scales)) throw new Error('is given sizes, not a region or scales');
      const to = integers(sizes);
      const resized = axes.reduce<readonly Dim[]>((shape, axis, i) => shape.with(axis, to[i]!), x!.shape);
      return [{ dtype: float(x), shape: resized }];
    },
    gradient: resizeGradient,
  },
} satisfies Partial<OpTable>;
