/** Ways back through operations on pictures [batch, channels, height, width]. */
import type { Builder } from '../graph/builder.ts';
import { known } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import type { OpAttributes, Window } from './attributes.ts';
import { sumTo, zeros } from './gradient.ts';
import { linearWeights } from './linear-weights.ts';
import type { Backward } from './rule.ts';

type ConvAttributes = OpAttributes['Conv'];

const sizes = (x: Value): [number, number, number, number] => x.shape.map(known) as [number, number, number, number];

/** Windows that touch and do not overlap, all channels to all. */
const isTiling = ({ kernel_shape, strides, pads, dilations, group }: ConvAttributes, width: number, height: number) =>
  group === 1 &&
  kernel_shape.every((size, side) => size === strides[side]) &&
  pads.every((pad) => pad === 0) &&
  dilations.every((step) => step === 1) &&
  height % kernel_shape[0]! === 0 &&
  width % kernel_shape[1]! === 0;

export function convGradient({ g, inputs, upstream, attributes, wants }: Backward<ConvAttributes>): (Value | null)[] {
  const [x, w, dy] = [inputs[0]!, inputs[1]!, upstream[0]!];
  const bias = inputs[2];
  return [
    wants(0) ? inputGradient(g, x, w, dy, attributes) : null,
    wants(1) ? weightGradient(g, x, w, dy, attributes) : null,
    ...(bias ? [wants(2) ? channelSums(g, dy) : null] : []),
  ];
}

/** The transposed convolution runs the other way: its gradient is a convolution, and the pictures change places. */
export function convTransposeGradient({
  g,
  inputs,
  upstream,
  attributes: { output_padding: _, ...attributes },
  wants,
}: Backward<OpAttributes['ConvTranspose']>): (Value | null)[] {
  const [x, w, dy] = [inputs[0]!, inputs[1]!, upstream[0]!];
  const bias = inputs[2];
  return [
    wants(0) ? g.node('Conv', [dy, w], attributes)[0]! : null,
    wants(1) ? weightGradient(g, dy, w, x, attributes) : null,
    ...(bias ? [wants(2) ? channelSums(g, dy) : null] : []),
  ];
}

const channelSums = (g: Builder, dy: Value): Value => g.sum(dy, [0, 2, 3], false);

function inputGradient(g: Builder, x: Value, w: Value, dy: Value, attributes: ConvAttributes): Value {
  const { kernel_shape, strides, pads, dilations, group } = attributes;
  // What a stride leaves over at the far edges, so that the size comes out as it was.
  const over = ([0, 1] as const).map((side) => {
    const reach = (known(dy.shape[side + 2]) - 1) * strides[side]! + dilations[side]! * (kernel_shape[side]! - 1) + 1;
    return known(x.shape[side + 2]) - (reach - pads[side]! - pads[side + 2]!);
  });
  const borders = pads.map((pad, i) => dilations[i % 2]! * (kernel_shape[i % 2]! - 1) - pad);
  if (strides.every((step) => step === 1) && borders.every((border) => border >= 0)) {
    // Convolutions are quicker than transposed ones, and with a stride of one they do the same.
    const kernel = turnedKernel(g, w, group);
    return g.node('Conv', [dy, kernel], { kernel_shape, strides, dilations, group, pads: borders })[0]!;
  }
  return g.node('ConvTranspose', [dy, w], { ...attributes, output_padding: over })[0]!;
}

/** [out, in / group, kh, kw] -> [in, out / group, kh, kw], every kernel turned by half a circle. */
function turnedKernel(g: Builder, w: Value, group: number): Value {
  const [out, own, kh, kw] = sizes(w);
  const taps = kh * kw;
  const swapped = g.transpose(g.reshape(w, [group, out / group, own, taps]), [0, 2, 1, 3]);
  // A product with a matrix of ones and zeros: much quicker than picking entries backwards.
  const backwards = Array.from({ length: taps ** 2 }, (_, i) =>
    Math.floor(i / taps) + (i % taps) === taps - 1 ? 1 : 0,
  );
  const flat = g.reshape(swapped, [group * own * (out / group), taps]);
  const turned = taps === 1 ? flat : g.product(flat, g.floats([taps, taps], backwards, w.dtype));
  return g.reshape(turned, [group * own, out / group, kh, kw]);
}

/** How the loss changes with w [out, in / group, kh, kw], where windows of x [batch, in, …] gave y [batch, out, …]. */
function weightGradient(g: Builder, x: Value, w: Value, dy: Value, attributes: ConvAttributes): Value {
  const [batch, channels, height, width] = sizes(x);
  const [, out, rows, columns] = sizes(dy);
  const cells = rows * columns;
  if (isTiling(attributes, width, height)) {
    const [kh, kw] = attributes.kernel_shape as [number, number];
    const tiles = g.transpose(g.reshape(x, [batch, channels, rows, kh, columns, kw]), [0, 2, 4, 1, 3, 5]);
    const pixels = g.transpose(g.reshape(dy, [batch, out, cells]), [0, 2, 1]);
    const flat = g.reshape(tiles, [batch * cells, channels * kh * kw]);
    return g.reshape(g.product(g.reshape(pixels, [batch * cells, out]), flat, { transA: 1 }), w.shape);
  }
  return attributes.group === 1
    ? weightGradientOfWindows(g, x, w, dy, attributes)
    : weightGradientAsConvolution(g, x, w, dy, attributes);
}

/** Every window of every face as a column: one product of plain matrices. */
function weightGradientOfWindows(g: Builder, x: Value, w: Value, dy: Value, attributes: ConvAttributes): Value {
  const [batch, channels] = sizes(x);
  const [, out, rows, columns] = sizes(dy);
  const { kernel_shape, strides, dilations } = attributes;
  const [kh, kw] = kernel_shape as [number, number];
  const cells = batch * rows * columns;
  // Faces side by side in each channel; whole pictures move, so it costs little.
  const wide = bordered(g, g.transpose(x, [1, 0, 2, 3]), attributes);
  const taps = Array.from({ length: kh * kw }, (_, tap) => {
    const row = Math.floor(tap / kw) * dilations[0]!;
    const column = (tap % kw) * dilations[1]!;
    const band = g.slice(wide, 2, { start: row, count: rows, step: strides[0]! });
    const seen = g.slice(band, 3, { start: column, count: columns, step: strides[1]! });
    return g.reshape(seen, [channels, 1, cells]);
  });
  const windows = g.reshape(g.concat(taps, 1), [channels * kh * kw, cells]);
  const pixels = g.reshape(g.transpose(dy, [1, 0, 2, 3]), [out, cells]);
  return g.reshape(g.product(pixels, windows, { transB: 1 }), w.shape);
}

/** The picture with the zeros that its windows see. */
function bordered(g: Builder, x: Value, { pads }: Window): Value {
  return g.pad(g.pad(x, 2, pads[0]!, pads[2]!), 3, pads[1]!, pads[3]!);
}

/** A convolution in which y is the kernel, batch and channels have changed places, and so have stride and dilation. */
function weightGradientAsConvolution(g: Builder, x: Value, w: Value, dy: Value, attributes: ConvAttributes): Value {
  const [batch, channels, height, width] = sizes(x);
  const { kernel_shape, strides, dilations, pads, group } = attributes;
  const own = channels / group;
  const split = g.transpose(g.reshape(x, [batch, group, own, height, width]), [2, 1, 0, 3, 4]);
  const picture = g.reshape(split, [own, group * batch, height, width]);
  const kernel = g.transpose(dy, [1, 0, 2, 3]);
  const places = g.node('Conv', [picture, kernel], {
    kernel_shape: kernel.shape.slice(2).map(known),
    strides: dilations,
    dilations: strides,
    pads,
    group,
  })[0]!;
  // Rows and columns that no window reached come out too.
  const [kh, kw] = kernel_shape as [number, number];
  const seen = g.slice(g.slice(places, 2, { start: 0, count: kh }), 3, { start: 0, count: kw });
  return g.reshape(g.transpose(seen, [1, 0, 2, 3]), w.shape);
}

/** Back to the pixel that was the greatest of its window. */
export function maxPoolGradient({ g, inputs, outputs, upstream }: Backward<Window>): (Value | null)[] {
  if (upstream[1]) throw new Error('the places have no gradient');
  const [x, dy] = [inputs[0]!, upstream[0]!];
  const [count, picks] = [x, dy].map((value) => value.shape.map(known).reduce((a, b) => a * b, 1)) as [number, number];
  const nothing = g.expand(zeros(g, x), [count]);
  const sums = g.scatterAdd(nothing, g.reshape(outputs[1]!, [picks]), g.reshape(dy, [picks]));
  return [g.reshape(sums, x.shape)];
}

/** Bilinear resampling is a product with a matrix on either side; back go their transposes. */
export function resizeGradient({
  g,
  inputs,
  upstream,
  attributes,
}: Backward<OpAttributes['Resize']>): (Value | null)[] {
  const [x, dy] = [inputs[0]!, upstream[0]!];
  const rank = x.shape.length;
  const dx = attributes.axes.reduce((value, axis) => {
    const [from, to] = [known(x.shape[axis]), known(dy.shape[axis])];
    if (from === to) return value;
    const matrix = linearWeights(from, to);
    if (axis === rank - 1) return g.matmul(value, g.floats([to, from], matrix, x.dtype));
    if (axis !== rank - 2) throw new Error('a gradient needs the two last axes');
    return g.matmul(g.floats([from, to], transposed(matrix, to, from), x.dtype), value);
  }, dy);
  return [sumTo(g, dx, x.shape), null, null, null];
}

const transposed = (matrix: Float32Array, rows: number, columns: number): Float32Array =>
  Float32Array.from(matrix, (_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]!);
