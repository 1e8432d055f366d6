/** Matrix products. */
import { broadcast } from '../graph/dims.ts';
import { asRows, sumTo } from './gradient.ts';
import { float, isGiven, type OpTable, sameDtype } from './rule.ts';

export const matmul = {
  /** [..., m, k] x [..., k, n] -> [..., m, n]; the axes in front stretch over each other */
  MatMul: {
    inputs: [2, 2],
    types: ([a, b]) => {
      sameDtype(a, b);
      const dtype = float(a);
      if (a!.shape.length < 2 || b!.shape.length < 2) throw new Error('needs matrices');
      if (a!.shape.at(-1) !== b!.shape.at(-2)) throw new Error('the inner sizes differ');
      const front = broadcast(a!.shape.slice(0, -2), b!.shape.slice(0, -2));
      return [{ dtype, shape: [...front, a!.shape.at(-2)!, b!.shape.at(-1)!] }];
    },
    gradient: ({ g, inputs, upstream, wants }) => {
      const [a, b, dy] = [inputs[0]!, inputs[1]!, upstream[0]!];
      if (b.shape.length === 2) {
        // One matrix for all rows: one plain product each, in place of one for each matrix in front and their sum.
        const rows = asRows(g, dy);
        return [
          wants(0) ? g.reshape(g.product(rows, b, { transB: 1 }), a.shape) : null,
          wants(1) ? g.product(asRows(g, a), rows, { transA: 1 }) : null,
        ];
      }
      return [
        wants(0) ? sumTo(g, g.matmul(dy, g.turn(b)), a.shape) : null,
        wants(1) ? sumTo(g, g.matmul(g.turn(a), dy), b.shape) : null,
      ];
    },
  },
  /** alpha A B + beta C of plain matrices, each of A and B turned over where its flag says so */
  Gemm: {
    inputs: [2, 3],
    types: ([a, b, c], { transA, transB }) => {
      sameDtype(a, b, c);
      const dtype = float(a);
      if (a!.shape.length !== 2 || b!.shape.length !== 2) throw new Error('needs matrices of two axes');
      const [m, inner] = transA ? a!.shape.toReversed() : a!.shape;
      const [innerB, n] = transB ? b!.shape.toReversed() : b!.shape;
      if (inner !== innerB) throw new Error('the inner sizes differ');
      const shape = [m!, n!];
      if (isGiven(c)) broadcast(shape, c.shape);
      return [{ dtype, shape }];
    },
    gradient: ({ g, inputs, upstream, attributes: { transA, transB, alpha, beta }, wants }) => {
      const [a, b, dy] = [inputs[0]!, inputs[1]!, upstream[0]!];
      const c = inputs[2];
      const flip = (flag: 0 | 1): 0 | 1 => (flag ? 0 : 1);
      const left = (): typeof dy =>
        transA
          ? g.product(b, dy, { transA: transB, transB: 1, alpha })
          : g.product(dy, b, { transB: flip(transB), alpha });
      const right = (): typeof dy =>
        transB
          ? g.product(dy, a, { transA: 1, transB: transA, alpha })
          : g.product(a, dy, { transA: flip(transA), alpha });
      return [
        wants(0) ? left() : null,
        wants(1) ? right() : null,
        ...(c ? [wants(2) ? sumTo(g, g.scale(dy, beta), c.shape) : null] : []),
      ];
    },
  },
} satisfies Partial<OpTable>;
