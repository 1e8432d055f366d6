/** Where the cells of a grid lie, and where the keyboard goes from one to the next. */

export const GAP = 8;
/** Taller elements are cut off by browsers: Chromium counts in 64ths of a pixel with 32 bits. */
const TALLEST = 30_000_000;

export interface Layout {
  columns: number;
  /** Of a cell, in CSS pixels. */
  width: number;
  height: number;
}

/**
 * Cells of about `cell` pixels that fill `width`. `below` is what a cell has under its picture. A list too long to be
 * scrolled at that size gets more columns, so that its end can be reached.
 */
export function layOut(width: number, cell: number, total: number, below: number): Layout {
  const wanted = Math.max(1, Math.floor((width + GAP) / (cell + GAP)));
  const layout = (columns: number): Layout => {
    const side = Math.max(1, (width - GAP * (columns - 1)) / columns);
    return { columns, width: side, height: side + below };
  };
  let columns = wanted;
  while (Math.ceil(total / columns) * (layout(columns).height + GAP) > TALLEST) columns++;
  return layout(columns);
}

export const MOVES = ['left', 'right', 'up', 'down', 'home', 'end', 'pageUp', 'pageDown'] as const;
export type Move = (typeof MOVES)[number];

/** The item that a move leads to. `page` is how many rows are in sight. */
export function moveTo(move: Move, at: number, total: number, columns: number, page: number): number {
  const last = Math.max(0, total - 1);
  const steps: Record<Move, number> = {
    left: at - 1,
    right: at + 1,
    up: at - columns < 0 ? at : at - columns,
    // From the row before the last, down leads to the end even where nothing is straight below.
    down: at + columns > last && Math.floor(at / columns) === Math.floor(last / columns) ? at : at + columns,
    home: 0,
    end: last,
    pageUp: at - columns * page < 0 ? at % columns : at - columns * page,
    pageDown: at + columns * page,
  };
  return Math.min(last, Math.max(0, steps[move]));
}

/** The items of the rectangle that two items span in a grid, line by line. Some may lie behind the last one. */
export function rectangle(from: number, to: number, columns: number): number[] {
  const [left, right] = [from % columns, to % columns].sort((a, b) => a - b) as [number, number];
  const [top, bottom] = [Math.floor(from / columns), Math.floor(to / columns)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return Array.from({ length: bottom - top + 1 }, (_, line) =>
    Array.from({ length: right - left + 1 }, (_, column) => (top + line) * columns + left + column),
  ).flat();
}
