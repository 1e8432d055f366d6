/** Matrix products. */
import { broadcast } from '../graph/dims.ts';
import { float, isGiven, NO_GRADIENT, type OpTable, sameDtype } from './rule.ts';

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
    gradient: NO_GRADIENT,
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
    gradient: NO_GRADIENT,
  },
} satisfies Partial<OpTable>;
