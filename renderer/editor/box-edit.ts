/**
 * Moving and resizing boxes. Edges move in whole pixels, a box may leave the photo, but at least one pixel of it stays
 * inside, and it is never thinner than a pixel.
 */
import type { Box, Point, Size } from '../../electron/shared/domain/geometry.ts';

/** The eight grips of a box, by compass: north is up. */
export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;
export type Handle = (typeof HANDLES)[number];

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

export const sameBox = (a: Box, b: Box): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/** Where on the box a handle sits. */
export const handlePoint = (box: Box, handle: Handle): Point => ({
  x: box.x + box.width * (handle.includes('w') ? 0 : handle.includes('e') ? 1 : 0.5),
  y: box.y + box.height * (handle.includes('n') ? 0 : handle.includes('s') ? 1 : 0.5),
});

export const moveBox = (box: Box, dx: number, dy: number, photo: Size): Box => ({
  ...box,
  x: clamp(box.x + Math.round(dx), 1 - box.width, photo.width - 1),
  y: clamp(box.y + Math.round(dy), 1 - box.height, photo.height - 1),
});

/** One side of a box as [start, length]: from an edge that stays to one that follows the pointer, over it if need be. */
function span(fixed: number, moved: number, limit: number): [number, number] {
  let end = Math.round(moved);
  if (fixed < 1) end = Math.max(end, fixed + 1, 1);
  else if (fixed > limit - 1) end = Math.min(end, fixed - 1, limit - 1);
  else if (Math.abs(end - fixed) < 1) end = fixed + (moved < fixed ? -1 : 1);
  return [Math.min(fixed, end), Math.abs(end - fixed)];
}

/** The box between a corner that stays and one that follows the pointer. */
export function boxBetween(fixed: Point, moved: Point, photo: Size): Box {
  const [x, width] = span(fixed.x, moved.x, photo.width);
  const [y, height] = span(fixed.y, moved.y, photo.height);
  return { x, y, width, height };
}

/** The box with the edges of one handle moved by (dx, dy). */
export function resizeBox(box: Box, handle: Handle, dx: number, dy: number, photo: Size): Box {
  const along = (start: number, length: number, low: boolean, high: boolean, by: number, limit: number) => {
    if (low) return span(start + length, start + by, limit);
    if (high) return span(start, start + length + by, limit);
    return [start, length] as const;
  };
  const [x, width] = along(box.x, box.width, handle.includes('w'), handle.includes('e'), dx, photo.width);
  const [y, height] = along(box.y, box.height, handle.includes('n'), handle.includes('s'), dy, photo.height);
  return { x, y, width, height };
}

export const roundPoint = (point: Point): Point => ({ x: Math.round(point.x), y: Math.round(point.y) });
