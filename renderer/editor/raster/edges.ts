/** Lines that follow the edges of the photo between two places: what makes an outline snap. */
import type { Point } from '../../../electron/shared/domain/geometry.ts';
import type { Pixels } from './wand.ts';

/** Cells around the straight way in which a line may look for an edge. */
const ROOM = 24;
/** What a step costs beside what it costs to leave the edges: longer ways must be worth it. */
const LENGTH_COST = 0.12;

/** How strong the edge is at each cell, from 0 to 1: Sobel on brightness against the strongest edge of the area. */
function edgeStrengths({ data, width, height }: Pixels, area: Area): Float32Array {
  const strengths = new Float32Array(area.width * area.height);
  const grey = (x: number, y: number): number => {
    const at = (Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))) * 4;
    return 0.3 * data[at]! + 0.59 * data[at + 1]! + 0.11 * data[at + 2]!;
  };
  let strongest = 1;
  for (let row = 0; row < area.height; row++) {
    for (let column = 0; column < area.width; column++) {
      const [x, y] = [area.left + column, area.top + row];
      const right = grey(x + 1, y - 1) + 2 * grey(x + 1, y) + grey(x + 1, y + 1);
      const left = grey(x - 1, y - 1) + 2 * grey(x - 1, y) + grey(x - 1, y + 1);
      const below = grey(x - 1, y + 1) + 2 * grey(x, y + 1) + grey(x + 1, y + 1);
      const above = grey(x - 1, y - 1) + 2 * grey(x, y - 1) + grey(x + 1, y - 1);
      const strength = Math.hypot(right - left, below - above);
      strengths[row * area.width + column] = strength;
      strongest = Math.max(strongest, strength);
    }
  }
  return strengths.map((strength) => strength / strongest);
}

interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The cells around two places, within the picture. */
function areaAround(from: Point, to: Point, { width, height }: Pixels): Area {
  const left = Math.max(0, Math.floor(Math.min(from.x, to.x)) - ROOM);
  const top = Math.max(0, Math.floor(Math.min(from.y, to.y)) - ROOM);
  const right = Math.min(width, Math.ceil(Math.max(from.x, to.x)) + ROOM);
  const bottom = Math.min(height, Math.ceil(Math.max(from.y, to.y)) + ROOM);
  return { left, top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}

const STEPS = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => ({ dx, dy }))).filter(({ dx, dy }) => dx || dy);

/**
 * The cheapest way from one place to another where cells on edges are cheap (Dijkstra's algorithm, as in intelligent
 * scissors: Mortensen and Barrett, 1995). Points are in cells, the middle of each cell passed, the end included; the
 * straight way where one of the places lies outside the picture.
 */
export function edgePath(pixels: Pixels, from: Point, to: Point): Point[] {
  const area = areaAround(from, to, pixels);
  const cellOf = ({ x, y }: Point): number => {
    const [column, row] = [Math.floor(x) - area.left, Math.floor(y) - area.top];
    return column >= 0 && row >= 0 && column < area.width && row < area.height ? row * area.width + column : -1;
  };
  const [start, end] = [cellOf(from), cellOf(to)];
  if (start < 0 || end < 0 || Math.hypot(from.x - to.x, from.y - to.y) < 2) return [to];
  const came = cheapestWays(edgeStrengths(pixels, area), area, start, end);
  const path: Point[] = [to];
  for (let cell = came[end]!; cell !== start && cell >= 0; cell = came[cell]!)
    path.push({ x: area.left + (cell % area.width) + 0.5, y: area.top + Math.floor(cell / area.width) + 0.5 });
  return path.reverse();
}

/** Costs in whole numbers, so that places wait in as many buckets as a step can cost. */
const SCALE = 100;
const BUCKETS = Math.ceil((1 + LENGTH_COST) * Math.SQRT2 * SCALE) + 1;

/** For each cell reached the one before it. */
function cheapestWays(strengths: Float32Array, { width, height }: Area, start: number, end: number): Int32Array {
  const came = new Int32Array(strengths.length).fill(-1);
  const costs = new Int32Array(strengths.length).fill(2 ** 31 - 1);
  const buckets: number[][] = Array.from({ length: BUCKETS }, () => []);
  costs[start] = 0;
  buckets[0]!.push(start);
  for (let cost = 0, waiting = 1; waiting > 0; cost++) {
    const bucket = buckets[cost % BUCKETS]!;
    for (let cell = bucket.pop(); cell !== undefined; cell = bucket.pop()) {
      waiting--;
      if (costs[cell] !== cost) continue;
      if (cell === end) return came;
      const [x, y] = [cell % width, Math.floor(cell / width)];
      for (const { dx, dy } of STEPS) {
        if (x + dx < 0 || y + dy < 0 || x + dx >= width || y + dy >= height) continue;
        const next = cell + dy * width + dx;
        const step = (1 - strengths[next]! + LENGTH_COST) * Math.hypot(dx, dy) * SCALE;
        const total = cost + Math.max(1, Math.round(step));
        if (total >= costs[next]!) continue;
        costs[next] = total;
        came[next] = cell;
        buckets[total % BUCKETS]!.push(next);
        waiting++;
      }
    }
  }
  return came;
}
