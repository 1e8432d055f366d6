/** What checks read off a label map: how much of a class there is, what lies around a point, loose islands. */
import { PARSING_PROFILES, type ParsingClass } from '../vocabulary.ts';
import type { ValueOf } from './check.ts';

type Mask = ValueOf<'parsing'>;

/** The label of a class, or -1 where the map's list has no such class. */
export const labelOfClass = ({ profile }: Mask, name: ParsingClass): number =>
  (PARSING_PROFILES[profile] as readonly string[]).indexOf(name);

export const hasClass = (mask: Mask, name: ParsingClass): boolean => labelOfClass(mask, name) >= 0;

/** How much of the map's face, which is all but background, a class covers, in [0, 1]. */
export function shareOf(mask: Mask, name: ParsingClass): number {
  const label = labelOfClass(mask, name);
  let [cells, face] = [0, 0];
  const { labels } = mask;
  for (let at = 0; at < labels.length; at++) {
    if (labels[at] !== 0) face++;
    if (labels[at] === label) cells++;
  }
  return face === 0 || label < 0 ? 0 : cells / face;
}

/** How many of the cells within `reach` of a point of the photo, in parts of the map's width, are of these classes: [0, 1]. */
export function shareAround(
  mask: Mask,
  [x, y]: readonly [number, number],
  names: readonly ParsingClass[],
  reach: number,
): number {
  const labels = new Set(names.map((name) => labelOfClass(mask, name)));
  const column = Math.floor(((x - mask.frame.x) / mask.frame.width) * mask.width);
  const row = Math.floor(((y - mask.frame.y) / mask.frame.height) * mask.height);
  const radius = Math.max(1, Math.round(reach * mask.width));
  let [cells, all] = [0, 0];
  for (let r = row - radius; r <= row + radius; r++)
    for (let c = column - radius; c <= column + radius; c++) {
      if (r < 0 || c < 0 || r >= mask.height || c >= mask.width) continue;
      all++;
      if (labels.has(mask.labels[r * mask.width + c]!)) cells++;
    }
  return all === 0 ? 0 : cells / all;
}

export interface Region {
  label: number;
  /** How many there are. */
  cells: number;
  /** Where they are, counted row by row: from each start up to but not including its end. */
  runs: { start: number; end: number }[];
}

/**
 * Cells of one label that hang together by their sides, for the labels that are asked for. One pass over the stretches of
 * each row, joined with those above (union and find): a large map has a million cells and a few thousand stretches.
 */
export function regionsOf({ labels, width }: Mask, wanted: ReadonlySet<number>): Region[] {
  const takes = Uint8Array.from({ length: 256 }, (_, label) => Number(wanted.has(label)));
  const [starts, ends, parents]: number[][] = [[], [], []] as const;
  const rootOf = (run: number): number => {
    let root = run;
    while (parents[root] !== root) root = parents[root] = parents[parents[root]!]!;
    return root;
  };
  let above = 0;
  for (let row = 0; row < labels.length; row += width) {
    const first = starts.length;
    for (let at = row; at < row + width; ) {
      const [start, label] = [at, labels[at]!];
      while (at < row + width && labels[at] === label) at++;
      if (!takes[label]) continue;
      const run = starts.push(start) - 1;
      ends.push(at);
      parents.push(run);
      while (above < first && ends[above]! <= start - width) above++;
      for (let other = above; other < first && starts[other]! < at - width; other++) {
        if (labels[starts[other]!] !== label) continue;
        const [a, b] = [rootOf(other), rootOf(run)];
        parents[Math.max(a, b)] = Math.min(a, b);
      }
    }
    above = first;
  }
  const regions = new Map<number, Region>();
  for (const [run, start] of starts.entries()) {
    const root = rootOf(run);
    const region = regions.get(root) ?? { label: labels[start]!, cells: 0, runs: [] };
    regions.set(root, region);
    region.cells += ends[run]! - start;
    region.runs.push({ start, end: ends[run]! });
  }
  return [...regions.values()];
}

export function neighbours(cell: number, width: number, length: number): number[] {
  const column = cell % width;
  const around = [cell - width, cell + width];
  if (column > 0) around.push(cell - 1);
  if (column < width - 1) around.push(cell + 1);
  return around.filter((next) => next >= 0 && next < length);
}
