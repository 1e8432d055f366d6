/** Every operation, run against numbers worked out by hand. */
import { describe, expect, it } from 'vitest';
import { Builder } from '../../../models/graph/builder.ts';
import type { Value } from '../../../models/graph/graph.ts';
import { OPS } from '../../../models/ops/table.ts';
import { evaluate, type Numbers, numbers } from '../run.ts';

const row = (...values: number[]): Numbers => numbers([1, values.length], values);
const count = (...shape: number[]): Numbers =>
  numbers(
    shape,
    Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => i),
  );

interface Case {
  op: keyof typeof OPS;
  inputs: Numbers[];
  expression: (g: Builder, ...inputs: Value[]) => Value;
  shape: number[];
  data: number[];
}

const constant = (g: Builder, shape: number[], values: number[]): Value => g.floats(shape, values, 'float32');
const bytes = (g: Builder, dtype: 'int8' | 'uint8', shape: number[], values: number[]): Value =>
  g.constant({ dtype, shape, bytes: Uint8Array.from(values) });

const CASES: Case[] = [
  {
    op: 'Identity',
    inputs: [row(1, 2)],
    expression: (_, x) => x,
    shape: [1, 2],
    data: [1, 2],
  },
  {
    op: 'Cast',
    inputs: [row(1 / 3)],
    expression: (g, x) => g.cast(g.cast(x, 'float16'), 'float32'),
    shape: [1, 1],
    data: [0.333252],
  },
  { op: 'Relu', inputs: [row(-1, 0, 2)], expression: (g, x) => g.relu(x), shape: [1, 3], data: [0, 0, 2] },
  {
    op: 'Gelu',
    inputs: [row(-1, 0, 1)],
    expression: (g, x) => g.gelu(x),
    shape: [1, 3],
    data: [-0.158655, 0, 0.841345],
  },
  { op: 'Abs', inputs: [row(-2, 0, 3)], expression: (g, x) => g.abs(x), shape: [1, 3], data: [2, 0, 3] },
  { op: 'Sqrt', inputs: [row(4, 3)], expression: (g, x) => g.sqrt(x), shape: [1, 2], data: [2, 1.73205] },
  { op: 'Sin', inputs: [row(0.5)], expression: (g, x) => g.sin(x), shape: [1, 1], data: [0.479426] },
  { op: 'Cos', inputs: [row(0.5)], expression: (g, x) => g.cos(x), shape: [1, 1], data: [0.877583] },
  { op: 'Acos', inputs: [row(1, 0.5)], expression: (g, x) => g.acos(x), shape: [1, 2], data: [0, 1.0472] },
  { op: 'Neg', inputs: [row(2, -3)], expression: (g, x) => g.neg(x), shape: [1, 2], data: [-2, 3] },
  { op: 'Exp', inputs: [row(0, 0.5)], expression: (g, x) => g.exp(x), shape: [1, 2], data: [1, 1.64872] },
  { op: 'Log', inputs: [row(1, 3)], expression: (g, x) => g.log(x), shape: [1, 2], data: [0, 1.09861] },
  { op: 'Erf', inputs: [row(0, 0.5)], expression: (g, x) => g.erf(x), shape: [1, 2], data: [0, 0.5205] },
  {
    op: 'Sigmoid',
    inputs: [row(0, Math.log(3))],
    expression: (g, x) => g.sigmoid(x),
    shape: [1, 2],
    data: [0.5, 0.75],
  },
  {
    op: 'Softplus',
    inputs: [row(1, -120, 100)],
    expression: (g, x) => g.softplus(x),
    shape: [1, 3],
    data: [1.31326, 0, 100],
  },
  { op: 'Clip', inputs: [row(-1, 3, 9)], expression: (g, x) => g.clip(x, 0, 6), shape: [1, 3], data: [0, 3, 6] },
  {
    op: 'Add',
    inputs: [row(1, 2), numbers([2, 1], [10, 20])],
    expression: (g, a, b) => g.add(a, b!),
    shape: [2, 2],
    data: [11, 12, 21, 22],
  },
  { op: 'Sub', inputs: [row(1, 2), row(3, 5)], expression: (g, a, b) => g.sub(a, b!), shape: [1, 2], data: [-2, -3] },
  { op: 'Mul', inputs: [row(1, 2), row(3, 5)], expression: (g, a, b) => g.mul(a, b!), shape: [1, 2], data: [3, 10] },
  {
    op: 'Div',
    inputs: [row(1, 2), row(4, 5)],
    expression: (g, a, b) => g.div(a, b!),
    shape: [1, 2],
    data: [0.25, 0.4],
  },
  {
    op: 'Greater',
    inputs: [row(1, 2, 3)],
    expression: (g, x) => g.cast(g.greater(x, constant(g, [], [2])), 'float32'),
    shape: [1, 3],
    data: [0, 0, 1],
  },
  {
    op: 'Equal',
    inputs: [row(1, 2, 3)],
    expression: (g, x) => g.cast(g.equal(g.cast(x, 'int32'), g.int32s([2])), 'float32'),
    shape: [1, 3],
    data: [0, 1, 0],
  },
  {
    op: 'Where',
    inputs: [row(1, 0), row(5, 6)],
    expression: (g, x, a) => g.where(g.cast(x, 'bool'), a!, constant(g, [2, 1], [7, 8])),
    shape: [2, 2],
    data: [5, 7, 5, 8],
  },
  {
    op: 'MatMul',
    inputs: [count(2, 1, 2), count(2, 3)],
    expression: (g, a, b) => g.matmul(a, b!),
    shape: [2, 1, 3],
    data: [3, 4, 5, 9, 14, 19],
  },
  {
    op: 'Gemm',
    inputs: [count(2, 2), count(3, 2), row(10, 20, 30)],
    expression: (g, x, w, b) => g.gemm(x, w!, b!),
    shape: [2, 3],
    data: [11, 23, 35, 13, 33, 53],
  },
  {
    op: 'ReduceSum',
    inputs: [count(2, 3)],
    expression: (g, x) => g.sum(x, [0]),
    shape: [1, 3],
    data: [3, 5, 7],
  },
  {
    op: 'ReduceMean',
    inputs: [count(2, 3)],
    expression: (g, x) => g.mean(x, [1], false),
    shape: [2],
    data: [1, 4],
  },
  {
    op: 'ReduceMax',
    inputs: [numbers([2, 3], [-3, -1, -2, 4, 9, 6])],
    expression: (g, x) => g.max(x, [1], false),
    shape: [2],
    data: [-1, 9],
  },
  {
    op: 'ReduceMin',
    inputs: [numbers([2, 3], [-3, -1, -2, 4, 9, 6])],
    expression: (g, x) => g.min(x, [1], false),
    shape: [2],
    data: [-3, 4],
  },
  {
    op: 'Reshape',
    inputs: [count(2, 3)],
    expression: (g, x) => g.reshape(x, [3, 2]),
    shape: [3, 2],
    data: [0, 1, 2, 3, 4, 5],
  },
  {
    op: 'Transpose',
    inputs: [count(2, 3)],
    expression: (g, x) => g.turn(x),
    shape: [3, 2],
    data: [0, 3, 1, 4, 2, 5],
  },
  {
    op: 'Concat',
    inputs: [count(2, 1), count(2, 2)],
    expression: (g, a, b) => g.concat([a, b!], 1),
    shape: [2, 3],
    data: [0, 0, 1, 1, 2, 3],
  },
  {
    op: 'Split',
    inputs: [count(2, 3)],
    expression: (g, x) => g.split(x, [1, 2], 1)[1]!,
    shape: [2, 2],
    data: [1, 2, 4, 5],
  },
  {
    op: 'Gather',
    inputs: [count(2, 3)],
    expression: (g, x) => g.gather(x, [2, 0], 1),
    shape: [2, 2],
    data: [2, 0, 5, 3],
  },
  { op: 'Expand', inputs: [row(1, 2)], expression: (g, x) => g.expand(x, [2, 2]), shape: [2, 2], data: [1, 2, 1, 2] },
  { op: 'Pad', inputs: [row(1, 2)], expression: (g, x) => g.pad(x, 1, 2, 1), shape: [1, 5], data: [0, 0, 1, 2, 0] },
  {
    op: 'Slice',
    inputs: [count(1, 7)],
    expression: (g, x) => g.slice(x, 1, { start: 6, count: 4, step: -2 }),
    shape: [1, 4],
    data: [6, 4, 2, 0],
  },
  {
    op: 'ScatterElements',
    inputs: [numbers([3], [10, 20, 30]), numbers([3], [1, 2, 3])],
    expression: (g, x, more) => g.scatterAdd(x, g.integers([2, 0, 2]), more!),
    shape: [3],
    data: [12, 20, 34],
  },
  {
    op: 'Conv',
    inputs: [count(1, 2, 3, 3)],
    expression: (g, x) =>
      g.conv(x, constant(g, [2, 1, 2, 2], [1, 0, 0, 0, 0, 0, 0, 1]), constant(g, [2], [100, 0]), {
        stride: 2,
        padding: 1,
        group: 2,
      }),
    shape: [1, 2, 2, 2],
    data: [100, 100, 100, 104, 9, 11, 15, 17],
  },
  {
    op: 'ConvTranspose',
    inputs: [count(1, 1, 1, 2)],
    expression: (g, x) => g.convTranspose(x, constant(g, [1, 1, 2, 2], [1, 2, 3, 4]), constant(g, [1], [10]), 2),
    shape: [1, 1, 2, 4],
    data: [10, 10, 11, 12, 10, 10, 13, 14],
  },
  {
    op: 'MaxPool',
    inputs: [count(1, 1, 4, 4)],
    expression: (g, x) => g.maxPool(x, 3, 2, 1),
    shape: [1, 1, 2, 2],
    data: [5, 7, 13, 15],
  },
  {
    op: 'Resize',
    inputs: [count(1, 1, 1, 2)],
    expression: (g, x) => g.resize(x, 1, 4),
    shape: [1, 1, 1, 4],
    data: [0, 0.25, 0.75, 1],
  },
  {
    op: 'Softmax',
    inputs: [row(0, Math.log(3))],
    expression: (g, x) => g.softmax(x),
    shape: [1, 2],
    data: [0.25, 0.75],
  },
  {
    op: 'LayerNormalization',
    inputs: [row(1, 3), numbers([2], [2, 2]), numbers([2], [5, 5])],
    expression: (g, x, scale, bias) => g.node('LayerNormalization', [x, scale!, bias!], { axis: 1, epsilon: 1e-9 })[0]!,
    shape: [1, 2],
    data: [3, 7],
  },
  {
    op: 'BatchNormalization',
    inputs: [row(3, 10)],
    expression: (g, x) => {
      const statistics = [
        [1, 2],
        [0, 1],
        [1, 4],
        [4, 9],
      ].map((values) => constant(g, [2], values));
      return g.node('BatchNormalization', [x, ...statistics], { epsilon: 1e-9 })[0]!;
    },
    shape: [1, 2],
    data: [1, 5],
  },
  {
    // From -3 to 2.1 in 255 steps of 0.02; zero is the 150th.
    op: 'DynamicQuantizeLinear',
    inputs: [row(0, 2.1, -3, 0.5)],
    expression: (g, x) => {
      const [q, scale, zero] = g.node('DynamicQuantizeLinear', [x], {});
      const single = [scale!, zero!].map((value) => g.reshape(g.cast(value, 'float32'), [1, 1]));
      return g.concat([g.cast(q!, 'float32'), ...single], 1);
    },
    shape: [1, 6],
    data: [150, 255, 0, 175, 0.02, 150],
  },
  {
    op: 'QuantizeLinear',
    inputs: [numbers([2, 3], [1, -2, 100, 1, 4, -5])],
    expression: (g, x) => {
      const [scale, zero] = [constant(g, [2], [0.5, 2]), bytes(g, 'int8', [2], [0, 10])];
      return g.cast(g.node('QuantizeLinear', [x, scale, zero], { axis: 0 })[0]!, 'float32');
    },
    shape: [2, 3],
    data: [2, -4, 127, 10, 12, 8],
  },
  {
    op: 'MatMulInteger',
    inputs: [numbers([2, 2], [1, 2, 3, 4])],
    expression: (g, x) => {
      const [weight, zero] = [bytes(g, 'int8', [2, 2], [1, -1, 2, 0]), bytes(g, 'uint8', [], [1])];
      return g.cast(g.node('MatMulInteger', [g.cast(x, 'uint8'), weight, zero], {})[0]!, 'float32');
    },
    shape: [2, 2],
    data: [2, 0, 8, -2],
  },
];

describe('operations', () => {
  for (const { op, inputs, expression, shape, data } of CASES)
    it(op, async () => {
      expect(await evaluate(inputs, expression)).toEqual({ shape, data });
    });

  it('are all among these', () => expect(CASES.map(({ op }) => op).toSorted()).toEqual(Object.keys(OPS).toSorted()));
  it('in bytes refuse other types by name', () => {
    const g = new Builder();
    const x = g.input('x', 'float32', [2, 2]);
    const half = g.cast(x, 'float16');
    expect(() => g.node('DynamicQuantizeLinear', [half], {})).toThrow(
      'DynamicQuantizeLinear(float16[2, 2]): needs single precision',
    );
    expect(() => g.node('MatMulInteger', [x, x, bytes(g, 'uint8', [], [0])], {})).toThrow(': needs bytes');
  });
  it('have a gradient, all but products of bytes', () => {
    const without = Object.entries(OPS).flatMap(([op, { gradient }]) => (gradient === 'none' ? [op] : []));
    expect(without).toEqual(['DynamicQuantizeLinear', 'QuantizeLinear', 'MatMulInteger']);
  });
  it('leave the batch open', async () => {
    const y = await evaluate([count(3, 2, 4)], (g, x) => g.reshape(g.softmax(g.reshape(x, ['2*batch', 4])), x.shape), {
      openBatch: true,
    });
    expect(y.shape).toEqual([3, 2, 4]);
  });
});
