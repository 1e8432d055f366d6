/** Numbers in eight bits, and products of them. x stands for scale (q - zero point). */
import { broadcast } from '../graph/dims.ts';
import { float, isGiven, NO_GRADIENT, type Operand, type OpTable, sameDtype } from './rule.ts';

function bytes(input: Operand | undefined): 'uint8' | 'int8' {
  if (!isGiven(input) || (input.dtype !== 'uint8' && input.dtype !== 'int8')) throw new Error('needs bytes');
  return input.dtype;
}

export const quantised = {
  /** Bytes, their scale and their zero point, so that they reach from the least element (or 0) to the greatest (or 0). */
  DynamicQuantizeLinear: {
    inputs: [1, 1],
    types: ([x]) => {
      if (float(x) !== 'float32') throw new Error('needs single precision');
      return [
        { dtype: 'uint8', shape: x!.shape },
        { dtype: 'float32', shape: [] },
        { dtype: 'uint8', shape: [] },
      ];
    },
    gradient: NO_GRADIENT,
  },
  /** x / scale + zero point, to the nearest byte (ties to even); a scale and a zero point for each entry of `axis` */
  QuantizeLinear: {
    inputs: [3, 3],
    types: ([x, scale, zero], { axis }) => {
      sameDtype(x, scale);
      const size = x!.shape[axis];
      for (const { shape } of [scale!, zero!])
        if (shape.length !== 1 || shape[0] !== size) throw new Error(`scale and zero point are not [${size}]`);
      return [{ dtype: bytes(zero), shape: x!.shape }];
    },
    gradient: NO_GRADIENT,
  },
  /** (a - its zero point) b, of bytes, in 32 bits */
  MatMulInteger: {
    inputs: [3, 3],
    types: ([a, b, zero]) => {
      bytes(b);
      if (bytes(a) !== zero!.dtype || zero!.shape.length)
        throw new Error('the zero point is a scalar of the first type');
      if (a!.shape.length < 2 || b!.shape.length < 2) throw new Error('needs matrices');
      if (a!.shape.at(-1) !== b!.shape.at(-2)) throw new Error('the inner sizes differ');
      const front = broadcast(a!.shape.slice(0, -2), b!.shape.slice(0, -2));
      return [{ dtype: 'int32', shape: [...front, a!.shape.at(-2)!, b!.shape.at(-1)!] }];
    },
    gradient: NO_GRADIENT,
  },
} satisfies Partial<OpTable>;
