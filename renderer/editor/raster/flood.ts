/** Cells that hang together over their edges: found from one of them, or all at once. */
import { type MapSize, type Rect, wholeOf } from './map.ts';

export interface Island {
  cells: number;
  bounds: Rect;
  runs: { y: number; from: number; to: number }[];
}

/** Whether a cell, counted row by row, is one of those that are looked for. */
export type Belongs = (cell: number) => boolean;

/** The island that holds (x, y), or null where that cell does not belong. */
export function floodFrom(x: number, y: number, size: MapSize, belongs: Belongs): Island | null {
  const start = y * size.width + x;
  return belongs(start) ? collect(start, size, wholeOf(size), belongs, new Uint8Array(size.width * size.height)) : null;
}

/** Every island within `area`; what lies outside it joins nothing. */
export function findIslands(size: MapSize, area: Rect, belongs: Belongs): Island[] {
  const islands: Island[] = [];
  const taken = new Uint8Array(size.width * size.height);
  for (let y = area.top; y < area.bottom; y++) {
    for (let x = area.left; x < area.right; x++) {
      const start = y * size.width + x;
      if (taken[start] === 0 && belongs(start)) islands.push(collect(start, size, area, belongs, taken));
    }
  }
  return islands;
}

/** A row at a time: each stretch of cells looks for stretches above and below that touch it. */
function collect(start: number, { width }: MapSize, area: Rect, belongs: Belongs, taken: Uint8Array): Island {
  const open = (cell: number) => taken[cell] === 0 && belongs(cell);
  const island: Island = { cells: 0, bounds: { left: width, top: area.bottom, right: 0, bottom: 0 }, runs: [] };
  const { bounds } = island;
  const waiting = [start];
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    if (taken[cell]) continue;
    const y = Math.floor(cell / width);
    const row = y * width;
    let from = cell;
    while (from > row + area.left && open(from - 1)) from--;
    let to = cell + 1;
    while (to < row + area.right && open(to)) to++;
    taken.fill(1, from, to);
    island.runs.push({ y, from: from - row, to: to - row });
    island.cells += to - from;
    bounds.left = Math.min(bounds.left, from - row);
    bounds.right = Math.max(bounds.right, to - row);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y + 1);
    for (const next of [y - 1, y + 1]) {
      if (next < area.top || next >= area.bottom) continue;
      // One cell of each stretch is enough to find the whole of it.
      let inside = false;
      for (let at = next * width + from - row; at < next * width + to - row; at++) {
        const here = open(at);
        if (here && !inside) waiting.push(at);
        inside = here;
      }
    }
  }
  return island;
}
