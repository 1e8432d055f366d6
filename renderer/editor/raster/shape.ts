/** Makes the area of a class larger, smaller or smoother, whole or rid of specks. Each gives a new map. */
import { findIslands, type Island } from './flood.ts';
import { boundsOf, growRect, type LabelMap, type Rect } from './map.ts';

/** For each row of a disc how far it reaches from the middle. */
const discOf = (radius: number): { dy: number; reach: number }[] =>
  Array.from({ length: 2 * radius + 1 }, (_, at) => {
    const dy = at - radius;
    return { dy, reach: Math.floor(Math.sqrt((radius + 0.5) ** 2 - dy * dy)) };
  });

/** Whether a cell has a neighbour over one of its edges that `is` true of; past the map there is none. */
function touches({ width, height }: LabelMap, cell: number, is: (cell: number) => boolean): boolean {
  const x: number = cell % width;
  return (
    (x > 0 && is(cell - 1)) ||
    (x < width - 1 && is(cell + 1)) ||
    (cell >= width && is(cell - width)) ||
    (cell < width * (height - 1) && is(cell + width))
  );
}

/** The area reaches `radius` cells farther, where the classes there may be painted over. */
export function grow(map: LabelMap, label: number, radius: number, allowed: Uint8Array): Uint8Array<ArrayBuffer> {
  const { width, height, labels } = map;
  const result = labels.slice();
  const bounds = boundsOf(map, label);
  if (!bounds) return result;
  const disc = discOf(radius);
  for (let y = bounds.top; y < bounds.bottom; y++) {
    for (let x: number = bounds.left; x < bounds.right; x++) {
      const cell = y * width + x;
      if (labels[cell] !== label || !touches(map, cell, (other) => labels[other] !== label)) continue;
      for (const { dy, reach } of disc) {
        if (y + dy < 0 || y + dy >= height) continue;
        const row = (y + dy) * width;
        const last = Math.min(width - 1, x + reach);
        for (let at = row + Math.max(0, x - reach); at <= row + last; at++)
          if (allowed[labels[at]!]) result[at] = label;
      }
    }
  }
  return result;
}

/** The area draws back by `radius` cells from each border; what it leaves goes to the nearest other class. */
export function shrink(map: LabelMap, label: number, radius: number): Uint8Array<ArrayBuffer> {
  const { width, height, labels } = map;
  const result = labels.slice();
  const bounds = boundsOf(map, label);
  if (!bounds) return result;
  const nearest = new Float32Array(labels.length).fill(Infinity);
  const around = growRect(bounds, 1, map);
  const disc = discOf(radius);
  for (let y = around.top; y < around.bottom; y++) {
    for (let x = around.left; x < around.right; x++) {
      const cell = y * width + x;
      if (labels[cell] === label || !touches(map, cell, (other) => labels[other] === label)) continue;
      for (const { dy, reach } of disc) {
        if (y + dy < 0 || y + dy >= height) continue;
        for (let dx = Math.max(-reach, -x); dx <= Math.min(reach, width - 1 - x); dx++) {
          const at = cell + dy * width + dx;
          const distance = dx * dx + dy * dy;
          if (labels[at] !== label || distance >= nearest[at]!) continue;
          nearest[at] = distance;
          result[at] = labels[cell]!;
        }
      }
    }
  }
  return result;
}

/**
 * Rounds the border off: near it each cell goes to the class that most cells within `radius` have. Only cells that come to
 * the class or leave it change, and only where they may be painted over.
 */
export function smooth(map: LabelMap, label: number, radius: number, allowed: Uint8Array): Uint8Array<ArrayBuffer> {
  const { width, height, labels } = map;
  const result = labels.slice();
  const bounds = boundsOf(map, label);
  if (!bounds) return result;
  const near = borderBand(map, label, radius);
  const disc = discOf(radius);
  const counts = new Uint32Array(256);
  const area = growRect(bounds, radius, map);
  for (let y = area.top; y < area.bottom; y++) {
    for (let x = area.left; x < area.right; x++) {
      const cell = y * width + x;
      const own = labels[cell]!;
      if (!near[cell] || (own !== label && !allowed[own])) continue;
      counts.fill(0);
      let most = own;
      for (const { dy, reach } of disc) {
        if (y + dy < 0 || y + dy >= height) continue;
        const row = (y + dy) * width;
        const last = Math.min(width - 1, x + reach);
        for (let at = row + Math.max(0, x - reach); at <= row + last; at++) counts[labels[at]!]!++;
      }
      for (let other = 0; other < allowed.length; other++) if (counts[other]! > counts[most]!) most = other;
      if (most === label || own === label) result[cell] = most;
    }
  }
  return result;
}

/** 1 for the cells within `radius` of the border of the class. */
function borderBand(map: LabelMap, label: number, radius: number): Uint8Array {
  const { width, height, labels } = map;
  const band = new Uint8Array(labels.length);
  const bounds = boundsOf(map, label)!;
  const disc = discOf(radius);
  for (let y = bounds.top; y < bounds.bottom; y++) {
    for (let x: number = bounds.left; x < bounds.right; x++) {
      const cell = y * width + x;
      if (labels[cell] !== label || !touches(map, cell, (other) => labels[other] !== label)) continue;
      for (const { dy, reach } of disc) {
        if (y + dy < 0 || y + dy >= height) continue;
        const row = (y + dy) * width;
        band.fill(1, row + Math.max(0, x - reach), row + Math.min(width - 1, x + reach) + 1);
      }
    }
  }
  return band;
}

function fillIsland({ width }: LabelMap, cells: Uint8Array, { runs }: Island, label: number): void {
  for (const { y, from, to } of runs) cells.fill(label, y * width + from, y * width + to);
}

/** The class that most cells along the border of an island have. */
function surroundings(map: LabelMap, { runs }: Island, label: number): number {
  const counts = new Uint32Array(256);
  for (const { y, from, to } of runs)
    for (let cell = y * map.width + from; cell < y * map.width + to; cell++)
      touches(map, cell, (other) => {
        if (map.labels[other] !== label) counts[map.labels[other]!]!++;
        return false;
      });
  return counts.indexOf(Math.max(...counts));
}

/** Areas smaller than this share of the largest are islands, and so are those of a few cells. */
const ISLAND = 0.1;
const SPECK = 12;

/** Small areas of the class away from its largest go to the class around them. */
export function removeIslands(map: LabelMap, label: number): Uint8Array<ArrayBuffer> {
  const result = map.labels.slice();
  const bounds = boundsOf(map, label);
  if (!bounds) return result;
  const islands = findIslands(map, bounds, (cell) => map.labels[cell] === label);
  const largest = Math.max(...islands.map(({ cells }) => cells));
  for (const island of islands)
    if (island.cells < largest && island.cells < Math.max(SPECK, largest * ISLAND))
      fillIsland(map, result, island, surroundings(map, island, label));
  return result;
}

/** Areas of any class of fewer cells than this share of the map, and than this share of their class's largest, are specks. */
const SPECKS = { ofMap: 0.006, ofLargest: 0.2 };

const apart = (a: Rect, b: Rect): boolean =>
  a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;

/**
 * Every speck goes to the class around it, holes among them, which are specks of another class. Of a class whose place is
 * known, by its label, a small area elsewhere is a speck too, though the class have no larger one.
 */
export function tidy(map: LabelMap, places: ReadonlyMap<number, Rect> = new Map()): Uint8Array<ArrayBuffer> {
  const result = map.labels.slice();
  const most = SPECKS.ofMap * map.labels.length;
  for (const label of new Set(map.labels)) {
    const place = places.get(label);
    const islands = findIslands(map, boundsOf(map, label)!, (cell) => map.labels[cell] === label);
    const strays = place ? islands.filter(({ bounds }) => apart(bounds, place)) : [];
    const largest = Math.max(0, ...islands.filter((island) => !strays.includes(island)).map(({ cells }) => cells));
    for (const island of islands)
      if (island.cells < (strays.includes(island) ? most : Math.min(most, largest * SPECKS.ofLargest)))
        fillIsland(map, result, island, surroundings(map, island, label));
  }
  return result;
}

/** Background, or whatever else `fills` says, that the class encloses becomes of the class. */
export function fillHoles(map: LabelMap, label: number, fills: (label: number) => boolean): Uint8Array<ArrayBuffer> {
  const { width, labels } = map;
  const result = labels.slice();
  const bounds = boundsOf(map, label);
  if (!bounds) return result;
  const area = growRect(bounds, 1, map);
  for (const hole of findIslands(map, area, (cell) => fills(labels[cell]!))) {
    const { left, top, right, bottom } = hole.bounds;
    // What reaches the edge of the map or of the area around the class is outside.
    if (left <= area.left || top <= area.top || right >= area.right || bottom >= area.bottom) continue;
    const enclosed = hole.runs.every(({ y, from, to }) => {
      for (let cell = y * width + from; cell < y * width + to; cell++)
        if (touches(map, cell, (other) => labels[other] !== label && !fills(labels[other]!))) return false;
      return true;
    });
    if (enclosed) fillIsland(map, result, hole, label);
  }
  return result;
}
