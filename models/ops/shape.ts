/** Operations that move numbers without changing them. */
import { axisOf, type Dim, known, product, quotient, sameShape } from '../graph/dims.ts';
import { integers, NO_GRADIENT, type OpTable, sameDtype } from './rule.ts';

export const shape = {
  /** The second input is the new shape, where -1 stands for what is left. */
  Reshape: {
    inputs: [2, 2],
    types: ([x, to]) => {
      const target = integers(to);
      const given = product(target.filter((size) => size !== -1));
      const left = quotient(product(x!.shape), given);
      const open = target.filter((size) => size === -1).length;
      if (left === null || open > 1 || (open === 0 && left !== 1))
        throw new Error(`its elements do not fill [${target.join(', ')}]`);
      return [{ dtype: x!.dtype, shape: target.map((size): Dim => (size === -1 ? left : size)) }];
    },
    gradient: NO_GRADIENT,
  },
  Transpose: {
    inputs: [1, 1],
    types: ([x], { perm }) => {
      if (!sameShape(perm.toSorted(), [...x!.shape.keys()])) throw new Error(`cannot reorder its axes to ${perm}`);
      return [{ dtype: x!.dtype, shape: perm.map((from) => x!.shape[from]!) }];
    },
    gradient: NO_GRADIENT,
  },
  Concat: {
    inputs: [1, Number.POSITIVE_INFINITY],
    types: (inputs, { axis }) => {
      const first = inputs[0]!.shape;
      const at = axisOf(axis, first.length);
      for (const { shape } of inputs)
        if (!sameShape(shape.with(at, 0), first.with(at, 0))) throw new Error(`sizes differ beside axis ${at}`);
      const joined = inputs.reduce((sum, { shape }) => sum + known(shape[at]), 0);
      return [{ dtype: sameDtype(...inputs), shape: first.with(at, joined) }];
    },
    gradient: NO_GRADIENT,
  },
  /** The second input lists the sizes of the pieces. */
  Split: {
    inputs: [2, 2],
    types: ([x, sizes], { axis }) => {
      const at = axisOf(axis, x!.shape.length);
      const pieces = integers(sizes);
      const total = pieces.reduce((sum, size) => sum + size, 0);
      if (total !== x!.shape[at]) throw new Error(`pieces of ${total} do not fill axis ${at}`);
      return pieces.map((size) => ({ dtype: x!.dtype, shape: x!.shape.with(at, size) }));
    },
    gradient: NO_GRADIENT,
  },
  /** Entries of one axis, by the indices of the second input. */
  Gather: {
    inputs: [2, 2],
    types: ([x, indices], { axis }) => {
      const at = axisOf(axis, x!.shape.length);
      if (indices!.dtype !== 'int64' && indices!.dtype !== 'int32') throw new Error('needs integer indices');
      return [{ dtype: x!.dtype, shape: [...x!.shape.slice(0, at), ...indices!.shape, ...x!.shape.slice(at + 1)] }];
    },
    gradient: NO_GRADIENT,
  },
} satisfies Partial<OpTable>;
