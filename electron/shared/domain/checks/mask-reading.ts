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
  for (const cell of mask.labels) {
    if (cell !== 0) face++;
    if (cell === label) cells++;
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

interface Region {
  label: number;
  cells: readonly number[];
}

/** Cells of one label that hang together by their sides, for the labels that are asked for. */
export function regionsOf({ labels, width }: Mask, wanted: ReadonlySet<number>): Region[] {
  const seen = new Uint8Array(labels.length);
  const regions: Region[] = [];
  for (let start = 0; start < labels.length; start++) {
    const label = labels[start]!;
    if (seen[start] || !wanted.has(label)) continue;
    const cells = [start];
    seen[start] = 1;
    const take = (next: number): void => {
      if (seen[next] || labels[next] !== label) return;
      seen[next] = 1;
      cells.push(next);
    };
    for (let at = 0; at < cells.length; at++) {
      // Without a list of neighbours for each cell: a large map has a million of them.
      const cell = cells[at]!;
      const column = cell % width;
      if (column > 0) take(cell - 1);
      if (column < width - 1) take(cell + 1);
      if (cell >= width) take(cell - width);
      if (cell + width < labels.length) take(cell + width);
    }
    regions.push({ label, cells });
  }
  return regions;
}

export function neighbours(cell: number, width: number, length: number): number[] {
  const column = cell % width;
  const around = [cell - width, cell + width];
  if (column > 0) around.push(cell - 1);
  if (column < width - 1) around.push(cell + 1);
  return around.filter((next) => next >= 0 && next < length);
}
