/**
 * The one coordinate convention: continuous, edge-based, in the upright photo. A photo of W x H pixels spans
 * [0, W] x [0, H], x to the right and y down; the centre of the first pixel is (0.5, 0.5).
 */
import { z } from 'zod';

/** Width and height in pixels. */
export const Size = z.object({ width: z.int().positive(), height: z.int().positive() });
export type Size = z.infer<typeof Size>;

export const Point = z.object({ x: z.number(), y: z.number() });
export type Point = z.infer<typeof Point>;

/** An axis-aligned rectangle by its left, top, width and height. It may reach past the edges of the photo. */
export const Box = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number().positive(),
  height: z.number().positive(),
});
export type Box = z.infer<typeof Box>;

export const boxArea = (box: Box): number => box.width * box.height;

export const boxCenter = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

/** The part two boxes share, or null where they share no area. */
export function intersectBoxes(a: Box, b: Box): Box | null {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** Intersection over union, in [0, 1]. */
export function boxOverlap(a: Box, b: Box): number {
  const shared = intersectBoxes(a, b);
  if (!shared) return 0;
  const area = boxArea(shared);
  return area / (boxArea(a) + boxArea(b) - area);
}

/** The box grown by `fraction` of its own size on every side. */
export function growBox(box: Box, fraction: number): Box {
  const dx = box.width * fraction;
  const dy = box.height * fraction;
  return { x: box.x - dx, y: box.y - dy, width: box.width + 2 * dx, height: box.height + 2 * dy };
}
