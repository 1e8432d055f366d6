/** Ways back through operations that pick numbers out, or put zeros around them. */
import type { Builder } from '../graph/builder.ts';
import { type Dim, known, type Shape } from '../graph/dims.ts';
import type { Value } from '../graph/graph.ts';
import { zeros } from './gradient.ts';
import type { Backward } from './rule.ts';

/** Where a slice begins on an axis, where it ends (before `end`), and from which entry to which it goes. */
interface Cut {
  readonly axis: number;
  readonly start: number;
  readonly count: number;
  readonly step: number;
}

function cuts(shape: Shape, [starts, ends, axes, steps]: readonly (readonly number[])[]): Cut[] {
  return axes!.map((axis, i) => {
    const size = known(shape[axis]);
    const [start, end, step] = [starts![i]!, ends![i]!, steps![i]!];
    // Before the first entry, which a backward slice ends at, is a whole size and one from the end.
    const stop = end < 0 ? end + size : end;
    if (step === 0 || start < 0 || start >= size || stop < -1 || stop > size)
      throw new Error(`entries ${start} to ${end} are not all on an axis of ${size}`);
    return { axis, start, count: Math.max(Math.ceil((stop - start) / step), 0), step };
  });
}

export const sliced = (shape: Shape, lists: readonly (readonly number[])[]): Shape =>
  cuts(shape, lists).reduce<Shape>((left, { axis, count }) => left.with(axis, count), shape);

export function padded(shape: Shape, pads: readonly number[]): Shape {
  if (pads.length !== 2 * shape.length || pads.some((zeros) => zeros < 0))
    throw new Error('needs two numbers of zeros for every axis');
  return shape.map((dim, axis): Dim => {
    const more = pads[axis]! + pads[shape.length + axis]!;
    return more === 0 ? dim : known(dim) + more;
  });
}

export function padGradient({ g, inputs, upstream }: Backward<object>): (Value | null)[] {
  const { shape } = inputs[0]!;
  const pads = g.integersOf(inputs[1]!);
  const dx = shape.reduce<Value>(
    (dy, dim, axis) => (dy.shape[axis] === dim ? dy : g.slice(dy, axis, { start: pads[axis]!, count: known(dim) })),
    upstream[0]!,
  );
  return [dx, null];
}

export function sliceGradient({ g, inputs, upstream }: Backward<object>): (Value | null)[] {
  const { shape } = inputs[0]!;
  const lists = inputs.slice(1).map((list) => g.integersOf(list!));
  const dx = cuts(shape, lists).reduce((dy, cut) => putBack(g, dy, cut, known(shape[cut.axis])), upstream[0]!);
  return [dx, ...lists.map(() => null)];
}

/** The entries at their old places on an axis of `size`, with zeros in between and around. */
function putBack(g: Builder, x: Value, { axis, start, count, step }: Cut, size: number): Value {
  const forward = step > 0 ? x : g.slice(x, axis, { start: count - 1, count, step: -1 });
  const first = step > 0 ? start : start + (count - 1) * step;
  const apart = spreadOut(g, forward, axis, Math.abs(step));
  const reach = first + known(apart.shape[axis]);
  return g.pad(apart, axis, first, size - reach);
}

/** With `step - 1` zeros between the entries of an axis. */
export function spreadOut(g: Builder, x: Value, axis: number, step: number): Value {
  const count = known(x.shape[axis]);
  if (step === 1 || count === 1) return x;
  const split = [...x.shape.slice(0, axis + 1), 1, ...x.shape.slice(axis + 1)];
  const wide = g.pad(g.reshape(x, split), axis + 1, 0, step - 1);
  const flat = g.reshape(wide, x.shape.with(axis, count * step));
  return g.slice(flat, axis, { start: 0, count: (count - 1) * step + 1 });
}

/** Entries that were picked give back to where they came from; one that was picked twice, twice. */
export function gatherGradient({
  g,
  inputs,
  upstream,
  attributes,
  wants,
}: Backward<{ axis: number }>): (Value | null)[] {
  const [x, indices, dy] = [inputs[0]!, inputs[1]!, upstream[0]!];
  const { axis } = attributes;
  if (!wants(0)) return [null, null];
  const size = known(x.shape[axis]);
  const list = g.isConstant(indices) ? g.integersOf(indices) : null;
  if (list && list.length === size && new Set(list).size === size && indices.shape.length === 1) {
    const back = [...Array(size).keys()].map((entry) => list.indexOf(entry));
    return [g.gather(dy, back, axis), null];
  }
  const before = x.shape
    .slice(0, axis)
    .map(known)
    .reduce((a, b) => a * b, 1);
  const after = x.shape
    .slice(axis + 1)
    .map(known)
    .reduce((a, b) => a * b, 1);
  const picks = indices.shape.map(known).reduce((a, b) => a * b, 1);
  // The place of every number in the whole: (outer * size + index) * after + inner.
  const outer = g.integers([...Array(before).keys()].map((i) => i * size * after));
  const inner = g.integers([...Array(after).keys()]);
  const rows = g.mul(g.reshape(g.cast(indices, 'int64'), [1, picks, 1]), g.integers([after]));
  const places = g.add(g.add(g.reshape(outer, [before, 1, 1]), rows), g.reshape(inner, [1, 1, after]));
  const count = before * picks * after;
  const sums = g.scatterAdd(
    g.expand(zeros(g, dy), [before * size * after]),
    g.reshape(places, [count]),
    g.reshape(dy, [count]),
  );
  return [g.reshape(sums, x.shape), null];
}
