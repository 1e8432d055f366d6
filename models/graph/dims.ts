/** Sizes of axes: whole numbers, or multiples of a symbol that stays open until the graph runs, such as `64*batch`. */
export type Dim = number | string;
export type Shape = readonly Dim[];

function parts(dim: Dim): { times: number; symbol: string | null } {
  if (typeof dim === 'number') return { times: dim, symbol: null };
  const star = dim.indexOf('*');
  return star < 0 ? { times: 1, symbol: dim } : { times: Number(dim.slice(0, star)), symbol: dim.slice(star + 1) };
}

function join(times: number, symbol: string | null): Dim {
  if (symbol === null || times === 0) return times;
  return times === 1 ? symbol : `${times}*${symbol}`;
}

/** The number of elements of a shape. A product may hold one symbol once. */
export function product(shape: Shape): Dim {
  let times = 1;
  let symbol: string | null = null;
  for (const dim of shape) {
    const part = parts(dim);
    if (part.symbol !== null && symbol !== null) throw new Error(`cannot multiply ${symbol} by ${part.symbol}`);
    times *= part.times;
    symbol = part.symbol ?? symbol;
  }
  return join(times, symbol);
}

/** `dim / divisor`, or null where that is no whole multiple. */
export function quotient(dim: Dim, divisor: Dim): Dim | null {
  const a = parts(dim);
  const b = parts(divisor);
  if (b.times === 0 || a.times % b.times !== 0 || (b.symbol !== null && a.symbol !== b.symbol)) return null;
  return join(a.times / b.times, b.symbol === null ? a.symbol : null);
}

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((dim, i) => dim === b[i]);

/** The shape of two operands stretched over each other, by NumPy's rule. */
export function broadcast(a: Shape, b: Shape): Dim[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    if (x !== y && x !== 1 && y !== 1) throw new Error(`cannot broadcast [${a.join(', ')}] with [${b.join(', ')}]`);
    return x === 1 ? y : x;
  });
}

/** A dimension that must be known while the graph is built. */
export function known(dim: Dim | undefined): number {
  if (typeof dim !== 'number') throw new Error(`needs a known size, not ${dim ?? 'a missing axis'}`);
  return dim;
}

/** The axis counted from the front; negative axes count from the back. */
export function axisOf(axis: number, rank: number): number {
  const index = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || index < 0 || index >= rank) throw new Error(`axis ${axis} is not one of ${rank}`);
  return index;
}
