/** The gradient rule of every operation, away from kinks, against small steps. */
import { describe, expect, it } from 'vitest';
import type { OpName } from '../../../models/ops/attributes.ts';
import { OPS } from '../../../models/ops/table.ts';
import type { Numbers } from '../run.ts';
import { compareWithSteps, drawn, type Expression } from './differences.ts';

interface Case {
  readonly op: OpName;
  readonly of?: string;
  readonly inputs: readonly Numbers[];
  readonly expression: Expression;
}

const some = (...shape: number[]): Numbers => drawn('some', shape);
const other = (...shape: number[]): Numbers => drawn('other', shape);
const third = (...shape: number[]): Numbers => drawn('third', shape);
const positive = (...shape: number[]): Numbers => drawn('positive', shape, (u) => 1.2 + u);
/** Never nearer to zero than three steps. */
const notZero = (...shape: number[]): Numbers => drawn('not zero', shape, (u) => u + 0.05 * Math.sign(u));
/** All far enough apart that a step does not change which is greater. */
const apart = (...shape: number[]): Numbers => {
  const { shape: own, data } = drawn('apart', shape);
  const order = [...data.keys()].toSorted((a, b) => data[a]! - data[b]!);
  return { shape: own, data: data.map((_, i) => 0.1 * order.indexOf(i) - 0.05 * data.length) };
};

const window = (kernel: number[], strides: number[], pads: number[], dilations = [1, 1], group = 1) => ({
  kernel_shape: kernel,
  strides,
  pads,
  dilations,
  group,
});
const conv =
  (attributes: ReturnType<typeof window>): Expression =>
  (g, x, w, bias) =>
    g.node('Conv', [x!, w!, bias!], attributes)[0]!;
const convTranspose =
  (attributes: ReturnType<typeof window>, output_padding = [0, 0]): Expression =>
  (g, x, w, bias) =>
    g.node('ConvTranspose', [x!, w!, bias!], { ...attributes, output_padding })[0]!;

const CASES: readonly Case[] = [
  { op: 'Identity', inputs: [some(2, 3)], expression: (g, x) => g.node('Identity', [x!], {})[0]! },
  {
    op: 'Cast',
    of: 'whole numbers, through which nothing comes',
    inputs: [apart(9)],
    expression: (g, x) => g.mul(x!, g.cast(g.cast(g.scale(x!, 10), 'int32'), 'float32')),
  },
  { op: 'Relu', inputs: [notZero(2, 9)], expression: (g, x) => g.relu(x!) },
  { op: 'Gelu', inputs: [drawn('wide', [2, 9], (u) => 3 * u)], expression: (g, x) => g.gelu(x!) },
  { op: 'Abs', inputs: [notZero(2, 9)], expression: (g, x) => g.abs(x!) },
  { op: 'Sqrt', inputs: [positive(2, 3)], expression: (g, x) => g.sqrt(x!) },
  { op: 'Sin', inputs: [some(2, 3)], expression: (g, x) => g.sin(x!) },
  { op: 'Cos', inputs: [some(2, 3)], expression: (g, x) => g.cos(x!) },
  { op: 'Acos', inputs: [drawn('narrow', [2, 3], (u) => 0.8 * u)], expression: (g, x) => g.acos(x!) },
  { op: 'Neg', inputs: [some(2, 3)], expression: (g, x) => g.neg(x!) },
  { op: 'Exp', inputs: [some(2, 3)], expression: (g, x) => g.exp(x!) },
  { op: 'Log', inputs: [positive(2, 3)], expression: (g, x) => g.log(x!) },
  { op: 'Erf', inputs: [some(2, 3)], expression: (g, x) => g.erf(x!) },
  { op: 'Sigmoid', inputs: [some(2, 3)], expression: (g, x) => g.sigmoid(x!) },
  { op: 'Softplus', inputs: [some(2, 3)], expression: (g, x) => g.softplus(x!) },
  { op: 'Clip', inputs: [apart(12)], expression: (g, x) => g.clip(x!, -0.32, 0.43) },
  { op: 'Add', of: 'a row to a column', inputs: [some(1, 3), other(2, 1)], expression: (g, a, b) => g.add(a!, b!) },
  { op: 'Sub', of: 'a scalar from a matrix', inputs: [some(2, 3), other()], expression: (g, a, b) => g.sub(a!, b!) },
  { op: 'Mul', of: 'a matrix and a row', inputs: [some(2, 3), other(3)], expression: (g, a, b) => g.mul(a!, b!) },
  { op: 'Mul', of: 'a value and itself', inputs: [some(2, 3)], expression: (g, a) => g.mul(a!, a!) },
  { op: 'Div', of: 'a row by a column', inputs: [some(1, 3), positive(2, 1)], expression: (g, a, b) => g.div(a!, b!) },
  {
    op: 'Greater',
    of: 'nothing comes through',
    inputs: [apart(6)],
    expression: (g, x) => g.mul(x!, g.cast(g.greater(x!, g.floats([], [0.04], 'float32')), 'float32')),
  },
  {
    op: 'Equal',
    of: 'nothing comes through',
    inputs: [apart(6)],
    expression: (g, x) => g.mul(x!, g.cast(g.equal(g.cast(x!, 'int32'), g.int32s([0])), 'float32')),
  },
  {
    op: 'Where',
    inputs: [apart(2, 3), other(3), third(2, 1)],
    expression: (g, c, a, b) => g.where(g.greater(c!, g.floats([], [0.04], 'float32')), a!, b!),
  },
  { op: 'MatMul', of: 'many by one', inputs: [some(2, 2, 3), other(3, 2)], expression: (g, a, b) => g.matmul(a!, b!) },
  { op: 'MatMul', of: 'one by many', inputs: [some(2, 3), other(2, 3, 2)], expression: (g, a, b) => g.matmul(a!, b!) },
  {
    op: 'MatMul',
    of: 'stretched in front',
    inputs: [some(2, 1, 2, 3), other(3, 3, 2)],
    expression: (g, a, b) => g.matmul(a!, b!),
  },
  ...([0, 1] as const).flatMap((transA) =>
    ([0, 1] as const).map(
      (transB): Case => ({
        op: 'Gemm',
        of: `turned ${transA} ${transB}`,
        inputs: [transA ? some(3, 2) : some(2, 3), transB ? other(4, 3) : other(3, 4), third(4)],
        expression: (g, a, b, c) => g.node('Gemm', [a!, b!, c!], { transA, transB, alpha: 0.5, beta: 2 })[0]!,
      }),
    ),
  ),
  { op: 'ReduceSum', inputs: [some(2, 3, 2)], expression: (g, x) => g.sum(x!, [0, -1], false) },
  { op: 'ReduceMean', inputs: [some(2, 3, 2)], expression: (g, x) => g.mean(x!, [1]) },
  { op: 'ReduceMax', inputs: [apart(3, 4)], expression: (g, x) => g.max(x!, [1], false) },
  { op: 'ReduceMin', inputs: [apart(3, 4)], expression: (g, x) => g.min(x!, [0]) },
  { op: 'Reshape', inputs: [some(2, 3)], expression: (g, x) => g.reshape(x!, [3, 2]) },
  { op: 'Transpose', inputs: [some(2, 3, 4)], expression: (g, x) => g.transpose(x!, [2, 0, 1]) },
  { op: 'Concat', inputs: [some(2, 1), other(2, 3)], expression: (g, a, b) => g.concat([a!, b!, a!], 1) },
  {
    op: 'Split',
    of: 'of which one piece is not read',
    inputs: [some(2, 6)],
    expression: (g, x) => {
      const [a, , c] = g.split(x!, [1, 3, 2], 1);
      return g.concat([a!, c!], 1);
    },
  },
  { op: 'Gather', of: 'each once', inputs: [some(2, 3)], expression: (g, x) => g.gather(x!, [2, 0, 1], 1) },
  {
    op: 'Gather',
    of: 'some twice, on an axis in the middle',
    inputs: [some(2, 3, 2)],
    expression: (g, x) => g.gather(x!, [1, 1, 2, 1], 1),
  },
  {
    op: 'Gather',
    of: 'in two axes of places',
    inputs: [some(4, 2)],
    expression: (g, x) => g.node('Gather', [x!, g.reshape(g.integers([3, 0, 0, 2]), [2, 2])], { axis: 0 })[0]!,
  },
  {
    op: 'Gather',
    of: 'places computed',
    inputs: [some(5), apart(3)],
    expression: (g, x, at) => g.node('Gather', [x!, g.cast(g.abs(g.scale(at!, 10)), 'int32')], { axis: 0 })[0]!,
  },
  {
    op: 'Expand',
    inputs: [some(2, 1)],
    expression: (g, x) => g.relu(g.scale(g.node('Expand', [x!, g.integers([3, 2, 2])], {})[0]!, 1, 5)),
  },
  { op: 'Pad', inputs: [some(2, 3)], expression: (g, x) => g.pad(g.pad(x!, 1, 1, 2), 0, 0, 1) },
  { op: 'Slice', inputs: [some(2, 7)], expression: (g, x) => g.slice(x!, 1, { start: 1, count: 3 }) },
  {
    op: 'Slice',
    of: 'every third',
    inputs: [some(2, 8)],
    expression: (g, x) => g.slice(x!, 1, { start: 1, count: 3, step: 3 }),
  },
  {
    op: 'Slice',
    of: 'every second backwards to the first',
    inputs: [some(7, 2)],
    expression: (g, x) => g.slice(x!, 0, { start: 6, count: 4, step: -2 }),
  },
  {
    op: 'ScatterElements',
    inputs: [some(5), other(4)],
    expression: (g, x, updates) => g.scatterAdd(x!, g.integers([3, 0, 3, 4]), updates!),
  },
  {
    op: 'Conv',
    of: 'pixel by pixel',
    inputs: [some(2, 3, 2, 2), other(4, 3, 1, 1), third(4)],
    expression: conv(window([1, 1], [1, 1], [0, 0, 0, 0])),
  },
  {
    op: 'Conv',
    of: 'tiles',
    inputs: [some(2, 2, 4, 6), other(3, 2, 2, 3), third(3)],
    expression: conv(window([2, 3], [2, 3], [0, 0, 0, 0])),
  },
  {
    op: 'Conv',
    of: 'overlapping, with a border',
    inputs: [some(2, 2, 4, 5), other(3, 2, 3, 3), third(3)],
    expression: conv(window([3, 3], [1, 1], [1, 1, 1, 1])),
  },
  {
    op: 'Conv',
    of: 'strides that leave rows over, uneven borders',
    inputs: [some(1, 2, 6, 7), other(3, 2, 3, 2), third(3)],
    expression: conv(window([3, 2], [2, 3], [1, 0, 0, 1])),
  },
  {
    op: 'Conv',
    of: 'dilated',
    inputs: [some(1, 2, 6, 6), other(2, 2, 3, 2), third(2)],
    expression: conv(window([3, 2], [1, 2], [2, 1, 1, 0], [2, 3])),
  },
  {
    op: 'Conv',
    of: 'in groups, strided',
    inputs: [some(2, 4, 5, 5), other(6, 2, 3, 3), third(6)],
    expression: conv(window([3, 3], [2, 2], [1, 1, 1, 1], [1, 1], 2)),
  },
  {
    op: 'Conv',
    of: 'each channel for itself',
    inputs: [some(2, 3, 5, 5), other(3, 1, 3, 3), third(3)],
    expression: conv(window([3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 3)),
  },
  {
    op: 'Conv',
    of: 'each channel for itself, strided with rows left over',
    inputs: [some(1, 3, 6, 6), other(3, 1, 3, 3), third(3)],
    expression: conv(window([3, 3], [2, 2], [1, 1, 1, 1], [1, 1], 3)),
  },
  {
    op: 'ConvTranspose',
    of: 'two by two',
    inputs: [some(2, 3, 2, 2), other(3, 2, 2, 2), third(2)],
    expression: convTranspose(window([2, 2], [2, 2], [0, 0, 0, 0])),
  },
  {
    op: 'ConvTranspose',
    of: 'overlapping',
    inputs: [some(1, 2, 3, 3), other(2, 3, 3, 3), third(3)],
    expression: convTranspose(window([3, 3], [2, 2], [1, 0, 1, 1]), [1, 1]),
  },
  {
    op: 'ConvTranspose',
    of: 'in groups, dilated',
    inputs: [some(1, 4, 3, 3), other(4, 1, 2, 3), third(2)],
    expression: convTranspose(window([2, 3], [1, 1], [0, 1, 0, 1], [2, 1], 2)),
  },
  { op: 'MaxPool', of: 'overlapping', inputs: [apart(2, 2, 5, 5)], expression: (g, x) => g.maxPool(x!, 3, 2, 1) },
  { op: 'Resize', of: 'larger', inputs: [some(2, 2, 3, 2)], expression: (g, x) => g.resize(x!, 5, 4) },
  { op: 'Resize', of: 'smaller', inputs: [some(1, 2, 6, 5)], expression: (g, x) => g.resize(x!, 3, 2) },
  { op: 'Softmax', of: 'along the last axis', inputs: [some(2, 4)], expression: (g, x) => g.softmax(x!) },
  { op: 'Softmax', of: 'along another', inputs: [some(2, 4, 2)], expression: (g, x) => g.softmax(x!, 1) },
  {
    op: 'LayerNormalization',
    inputs: [some(3, 6), other(6), third(6)],
    expression: (g, x, scale, bias) =>
      g.node('LayerNormalization', [x!, scale!, bias!], { axis: 1, epsilon: 1e-5 })[0]!,
  },
  {
    op: 'LayerNormalization',
    of: 'over two axes',
    inputs: [some(2, 3, 4), other(3, 4), third(3, 4)],
    expression: (g, x, scale, bias) =>
      g.node('LayerNormalization', [x!, scale!, bias!], { axis: 1, epsilon: 1e-5 })[0]!,
  },
  {
    op: 'BatchNormalization',
    inputs: [some(2, 3, 2, 2), other(3), third(3), drawn('mean', [3]), positive(3)],
    expression: (g, ...inputs) => g.node('BatchNormalization', inputs, { epsilon: 1e-5 })[0]!,
  },
];

const TOLERANCE = 2e-3;

describe('the gradient of', () => {
  for (const { op, of, inputs, expression } of CASES)
    it(of ? `${op}: ${of}` : op, async () => {
      const comparisons = await compareWithSteps(inputs, expression);
      for (const { worst } of comparisons) expect(worst).toBeLessThan(TOLERANCE);
      // An expression that did not depend on its input would pass anything.
      expect(Math.max(...comparisons.map(({ greatest }) => greatest))).toBeGreaterThan(0.01);
    });

  it('every operation that has one is checked', () => {
    const checked = new Set<string>(CASES.map(({ op }) => op));
    const differentiable = Object.entries(OPS).flatMap(([op, { gradient }]) => (gradient === 'none' ? [] : [op]));
    expect(differentiable.filter((op) => !checked.has(op))).toEqual([]);
  });

  it('products of bytes is refused by name', async () => {
    await expect(
      compareWithSteps([some(2, 2)], (g, x) => {
        const [bytes] = g.node('DynamicQuantizeLinear', [x!], {});
        return g.cast(bytes!, 'float32');
      }),
    ).rejects.toThrow('DynamicQuantizeLinear has no gradient');
  });
});
