import { describe, expect, it } from 'vitest';
import { Builder } from '../../../models/graph/builder.ts';
import { print } from '../../../models/graph/print.ts';

const builder = () => {
  const g = new Builder();
  return { g, x: g.input('x', 'float32', ['batch', 4, 6]) };
};

describe('building a graph', () => {
  it('types every value by its operation', () => {
    const { g, x } = builder();
    const w = g.parameter('w', 'float32', [8, 6]);
    const b = g.parameter('b', 'float32', [8]);
    const y = g.relu(g.gemm(g.reshape(x, ['4*batch', 6]), w, b));
    expect(print(g.finish({ y: g.reshape(y, ['batch', 4, 8]) }))).toMatchInlineSnapshot(`
      "input x: float32[batch, 4, 6]
      param w: float32[8, 6]
      param b: float32[8]
      const const_1: int64[2] = -1, 6
      const const_2: int64[3] = -1, 4, 8
      reshape_1: float32[4*batch, 6] = Reshape(x, const_1)
      gemm_1: float32[4*batch, 8] = Gemm(reshape_1, w, b) transA=0 transB=1 alpha=1 beta=1
      relu_1: float32[4*batch, 8] = Relu(gemm_1)
      y: float32[batch, 4, 8] = Reshape(relu_1, const_2)
      output y"
    `);
  });

  it('computes the same thing once', () => {
    const { g, x } = builder();
    expect(g.relu(x)).toBe(g.relu(x));
  });

  it('keeps equal constants once', () => {
    const { g } = builder();
    expect(g.integers([1, 2])).toBe(g.integers([1, 2]));
  });

  it('gives a parameter asked for twice once', () => {
    const { g } = builder();
    expect(g.parameter('w', 'float32', [2])).toBe(g.parameter('w', 'float32', [2]));
  });

  it('refuses a parameter in two shapes', () => {
    const { g } = builder();
    g.parameter('w', 'float32', [2]);
    expect(() => g.parameter('w', 'float32', [3])).toThrow('w is [2], not [3]');
  });

  it('leaves away moves that cancel out', () => {
    const { g, x } = builder();
    expect(g.turn(g.turn(x))).toBe(x);
    expect(g.reshape(g.reshape(x, ['batch', 24]), x.shape)).toBe(x);
  });

  it('leaves away what no output needs', () => {
    const { g, x } = builder();
    g.mul(x, g.parameter('unread', 'float32', [6]));
    expect(print(g.finish({ y: g.relu(x) }))).toMatchInlineSnapshot(`
      "input x: float32[batch, 4, 6]
      y: float32[batch, 4, 6] = Relu(x)
      output y"
    `);
  });

  it('gives one value two public names', () => {
    const { g, x } = builder();
    const y = g.relu(x);
    expect(print(g.finish({ a: y, b: y }))).toMatchInlineSnapshot(`
      "input x: float32[batch, 4, 6]
      a: float32[batch, 4, 6] = Relu(x)
      b: float32[batch, 4, 6] = Identity(a)
      output a, b"
    `);
  });

  it('lets an input be an output', () => {
    const { g, x } = builder();
    expect(g.finish({ y: x }).nodes.map((node) => node.op)).toEqual(['Identity']);
  });

  it('names the operation and the types that do not fit', () => {
    const { g, x } = builder();
    expect(() => g.matmul(x, x)).toThrow('MatMul(float32[batch, 4, 6], float32[batch, 4, 6]): the inner sizes differ');
  });

  it('refuses to mix types', () => {
    const { g, x } = builder();
    expect(() => g.add(x, g.cast(x, 'float16'))).toThrow('inputs differ in type');
  });

  it('refuses a reshape that loses elements', () => {
    const { g, x } = builder();
    expect(() => g.reshape(x, ['batch', 5])).toThrow('cannot reshape x from [batch, 4, 6] to [batch, 5]');
  });

  it('refuses an axis that is not there', () => {
    const { g, x } = builder();
    expect(() => g.softmax(x, 3)).toThrow('axis 3 is not one of 3');
  });
});
