/** The way back as text, and what it leaves out. */
import { describe, expect, it } from 'vitest';
import { gradients } from '../../../models/autodiff/gradients.ts';
import { Builder } from '../../../models/graph/builder.ts';
import { print } from '../../../models/graph/print.ts';
import { batchNorm } from '../../../models/nn/norm.ts';
import { Scope, type TrainingMode } from '../../../models/nn/scope.ts';
import { compareWithSteps, drawn } from './differences.ts';

describe('the way back from a loss', () => {
  it('is nodes of the same graph', () => {
    const g = new Builder();
    const x = g.input('x', 'float32', [4, 3]);
    const w = g.parameter('w', 'float32', [2, 3]);
    const b = g.parameter('b', 'float32', [2]);
    const loss = g.sum(g.relu(g.gemm(x, w, b)), [0, 1], false);
    const found = gradients(g, loss, [w, b]);
    expect(print(g.finish({ loss, 'grad.w': found.get(w)!, 'grad.b': found.get(b)! }))).toMatchInlineSnapshot(`
      "input x: float32[4, 3]
      param w: float32[2, 3]
      param b: float32[2]
      const const_1: int64[2] = 0, 1
      const const_2: float32[]
      const const_3: int64[2] = 1, 1
      const const_4: int64[2] = 4, 2
      const const_5: float32[]
      const const_6: int64[1] = 0
      const const_7: int64[1] = 2
      gemm_1: float32[4, 2] = Gemm(x, w, b) transA=0 transB=1 alpha=1 beta=1
      relu_1: float32[4, 2] = Relu(gemm_1)
      loss: float32[] = ReduceSum(relu_1, const_1) keepdims=0
      reshape_2: float32[1, 1] = Reshape(const_2, const_3)
      expand_1: float32[4, 2] = Expand(reshape_2, const_4)
      cast_1: bool[4, 2] = Cast(relu_1) to=bool
      where_1: float32[4, 2] = Where(cast_1, expand_1, const_5)
      grad.w: float32[2, 3] = Gemm(where_1, x) transA=1 transB=0 alpha=1 beta=1
      reducesum_2: float32[1, 2] = ReduceSum(where_1, const_6) keepdims=1
      grad.b: float32[2] = Reshape(reducesum_2, const_7)
      output loss, grad.w, grad.b"
    `);
  });

  it('sums what was used twice, and leaves out what nobody asks for', () => {
    const g = new Builder();
    const x = g.input('x', 'float32', [2, 3]);
    const y = g.input('y', 'float32', [3]);
    const loss = g.sum(g.add(g.mul(x, y), g.exp(y)), [0, 1], false);
    const found = gradients(g, loss, [y]);
    expect(print(g.finish({ 'grad.y': found.get(y)! }))).toMatchInlineSnapshot(`
      "input x: float32[2, 3]
      input y: float32[3]
      const const_2: float32[]
      const const_3: int64[2] = 1, 1
      const const_4: int64[2] = 2, 3
      const const_5: int64[1] = 0
      const const_6: int64[1] = 3
      exp_1: float32[3] = Exp(y)
      reshape_2: float32[1, 1] = Reshape(const_2, const_3)
      expand_1: float32[2, 3] = Expand(reshape_2, const_4)
      reducesum_2: float32[1, 3] = ReduceSum(expand_1, const_5) keepdims=1
      reshape_3: float32[3] = Reshape(reducesum_2, const_6)
      mul_2: float32[3] = Mul(reshape_3, exp_1)
      mul_3: float32[2, 3] = Mul(reshape_2, x)
      reducesum_3: float32[1, 3] = ReduceSum(mul_3, const_5) keepdims=1
      reshape_4: float32[3] = Reshape(reducesum_3, const_6)
      grad.y: float32[3] = Add(mul_2, reshape_4)
      output grad.y"
    `);
  });

  it('ends where a value is detached', () => {
    const g = new Builder();
    const x = g.input('x', 'float32', [3]);
    const found = gradients(g, g.sum(g.mul(g.detach(x), x), [0], false), [x]);
    expect(g.finish({ y: found.get(x)! }).nodes.filter(({ op }) => op === 'Add')).toEqual([]);
  });

  it('does not name what the loss does not depend on', () => {
    const g = new Builder();
    const [x, y] = [g.input('x', 'float32', [3]), g.input('y', 'float32', [3])];
    expect([...gradients(g, g.sum(x, [0], false), [x, y]).keys()]).toEqual([x]);
  });

  it('begins at one number', () => {
    const g = new Builder();
    const x = g.input('x', 'float32', [3]);
    expect(() => gradients(g, x, [x])).toThrow('a loss is one number, not float32[3]');
  });

  it('goes through a normalisation by its own batch', async () => {
    const mode: TrainingMode = { branch: (_, x) => x, byBatch: () => true, follow: () => {} };
    const comparisons = await compareWithSteps([drawn('x', [2, 3, 2, 2])], (g, x) =>
      batchNorm(new Scope(g, { compute: 'float32', storage: 'float32' }, '', mode), x!),
    );
    expect(comparisons[0]!.worst).toBeLessThan(2e-3);
  });
});
