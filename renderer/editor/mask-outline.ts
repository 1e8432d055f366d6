/** The borders of a label map's regions as closed lines along the edges of its cells. */
import type { LabelMap } from './raster/map.ts';

/** One closed line with the region to its right, by its corners: x, y, x, y, … in cells from the map's top left. */
export interface Outline {
  label: number;
  corners: readonly number[];
}

/** East, south, west and north: the step, and the cell to the right of one who goes on from a corner. */
const DIRECTIONS = [
  { dx: 1, dy: 0, right: { x: 0, y: 0 } },
  { dx: 0, dy: 1, right: { x: -1, y: 0 } },
  { dx: -1, dy: 0, right: { x: -1, y: -1 } },
  { dx: 0, dy: -1, right: { x: 0, y: -1 } },
] as const;

/**
 * Every border of every region but the background's, those of holes included. Cells that touch only at a corner are
 * apart. Walks along each border with the region to the right; every closed line goes east somewhere, so a line begins at
 * each top edge of a cell that no line has passed.
 */
export function traceOutlines({ width, height, labels }: LabelMap): Outline[] {
  const outlines: Outline[] = [];
  const passed = new Uint8Array(labels.length);
  const labelAt = (x: number, y: number): number =>
    x >= 0 && y >= 0 && x < width && y < height ? labels[y * width + x]! : 0;

  const walk = (startX: number, startY: number, label: number): number[] => {
    const corners: number[] = [];
    let [x, y, heading] = [startX, startY, 0];
    do {
      const { dx, dy } = DIRECTIONS[heading]!;
      if (heading === 0) passed[y * width + x] = 1;
      x += dx;
      y += dy;
      const ahead = (turned: number): boolean => {
        const { right } = DIRECTIONS[(heading + turned) % 4]!;
        return labelAt(x + right.x, y + right.y) === label;
      };
      const turn = !ahead(0) ? 1 : ahead(3) ? 3 : 0;
      if (turn !== 0) corners.push(x, y);
      heading = (heading + turn) % 4;
    } while (x !== startX || y !== startY || heading !== 0);
    return corners;
  };

  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const label = labels[y * width + x]!;
      if (label === 0 || passed[y * width + x] || labelAt(x, y - 1) === label) continue;
      outlines.push({ label, corners: walk(x, y, label) });
    }
  }
  return outlines;
}

/** Every `step`-th cell of every `step`-th row. */
export function thinOut(map: LabelMap, step: number): LabelMap {
  if (step === 1) return map;
  const width = Math.ceil(map.width / step);
  const height = Math.ceil(map.height / step);
  const labels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) labels[y * width + x] = map.labels[y * step * map.width + x * step]!;
  return { width, height, labels };
}

/** The line through the middles of the cells' edges, which is smooth where cells are too small to be told apart. */
export function cutCorners(corners: readonly number[]): number[] {
  const points: number[] = [];
  for (let at = 0; at < corners.length; at += 2) {
    const [x, y] = [corners[at]!, corners[at + 1]!];
    const next = (at + 2) % corners.length;
    const [toX, toY] = [corners[next]! - x, corners[next + 1]! - y];
    const length = Math.abs(toX) + Math.abs(toY);
    const [dx, dy] = [toX / length / 2, toY / length / 2];
    points.push(x + dx, y + dy);
    if (length > 1) points.push(x + toX - dx, y + toY - dy);
  }
  return points;
}
