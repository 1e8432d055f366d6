/** Operations that move numbers without changing them. */
import { axisOf, broadcast, type Dim, known, product, quotient, sameShape } from '../graph/dims.ts';
import { inverse, sumTo, zeros } from './gradient.ts';
import { float, integers, type OpTable, sameDtype } from './rule.ts';
import { gatherGradient, padded, padGradient, sliced, sliceGradient } from './shape-gradient.ts';

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
    gradient: ({ g, inputs, upstream }) => [g.reshape(upstream[0]!, inputs[0]!.shape), null],
  },
  Transpose: {
    inputs: [1, 1],
    types: ([x], { perm }) => {
      if (!sameShape(perm.toSorted(), [...x!.shape.keys()])) throw new Error(`cannot reorder its axes to ${perm}`);
      return [{ dtype: x!.dtype, shape: perm.map((from) => x!.shape[from]!) }];
    },
    gradient: ({ g, upstream, attributes }) => [g.transpose(upstream[0]!, inverse(attributes.perm))],
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
    gradient: ({ g, inputs, upstream, attributes: { axis } }) =>
      g.split(
        upstream[0]!,
        inputs.map((input) => known(input!.shape[axis])),
        axis,
      ),
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
    gradient: ({ g, outputs, upstream, attributes: { axis } }) => {
      const pieces = upstream.map((dy, i) => dy ?? g.expand(zeros(g, outputs[i]!), outputs[i]!.shape));
      return [g.concat(pieces, axis), null];
    },
  },
  /** Entries of one axis, by the indices of the second input. */
  Gather: {
    inputs: [2, 2],
    types: ([x, indices], { axis }) => {
      const at = axisOf(axis, x!.shape.length);
      if (indices!.dtype !== 'int64' && indices!.dtype !== 'int32') throw new Error('needs integer indices');
      return [{ dtype: x!.dtype, shape: [...x!.shape.slice(0, at), ...indices!.shape, ...x!.shape.slice(at + 1)] }];
    },
    gradient: gatherGradient,
  },
  /** Stretched to the shape of the second input by NumPy's rule. */
  Expand: {
    inputs: [2, 2],
    types: ([x, to]) => [{ dtype: x!.dtype, shape: broadcast(x!.shape, integers(to)) }],
    gradient: ({ g, inputs, upstream }) => [sumTo(g, upstream[0]!, inputs[0]!.shape), null],
  },
  /** The second input lists the zeros in front of every axis, then those behind every axis. */
  Pad: {
    inputs: [2, 2],
    types: ([x, pads]) => [{ dtype: x!.dtype, shape: padded(x!.shape, integers(pads)) }],
    gradient: padGradient,
  },
  /** Inputs after the first list starts, ends, axes and steps. */
  Slice: {
    inputs: [5, 5],
    types: ([x, starts, ends, axes, steps]) => [
      { dtype: x!.dtype, shape: sliced(x!.shape, [starts, ends, axes, steps].map(integers)) },
    ],
    gradient: sliceGradient,
  },
  /** Numbers [n] and what is added to them: at the places of the second input [k] the numbers of the third [k]. */
  ScatterElements: {
    inputs: [3, 3],
    types: ([x, places, updates]) => {
      float(x);
      if (x!.shape.length !== 1 || updates!.shape.length !== 1) throw new Error('needs lists of numbers');
      if (!sameShape(places!.shape, updates!.shape)) throw new Error('needs a place for every number');
      if (places!.dtype !== 'int64' && places!.dtype !== 'int32') throw new Error('needs integer places');
      return [{ dtype: sameDtype(x, updates), shape: x!.shape }];
    },
    gradient: ({ g, inputs, upstream }) => [
      upstream[0]!,
      null,
      g.node('Gather', [upstream[0]!, inputs[1]!], { axis: 0 })[0]!,
    ],
  },
} satisfies Partial<OpTable>;
