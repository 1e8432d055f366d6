/** The face frame: the rectangle of the upright photo around a face that the network sees and masks live in. */
import type { Box, Point, Size } from './geometry.ts';

/** How much of the face box's width and height the frame adds on each side. */
const MARGIN = 0.25;
/** The longer side of a frame's raster lies between these, in pixels. */
const SMALLEST_RASTER = 256;
const LARGEST_RASTER = 1024;

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/**
 * The frame of a face: its box grown by a quarter on each side, clamped to the photo, truncated to whole pixels, as the
 * released network was trained. At least one pixel; null where the face lies outside the photo.
 */
export function faceFrame({ x, y, width, height }: Box, photo: Size): Box | null {
  const left = clamp(x - width * MARGIN, 0, photo.width);
  const top = clamp(y - height * MARGIN, 0, photo.height);
  const right = clamp(x + width + width * MARGIN, 0, photo.width);
  const bottom = clamp(y + height + height * MARGIN, 0, photo.height);
  if (right <= left || bottom <= top) return null;
  const frame = { x: Math.trunc(left), y: Math.trunc(top) };
  return {
    ...frame,
    width: Math.max(1, Math.trunc(right) - frame.x),
    height: Math.max(1, Math.trunc(bottom) - frame.y),
  };
}

/** Size of the raster that a frame's masks have: the frame's own, its longer side brought into 256 to 1024 pixels. */
export function rasterOf(frame: Size): Size {
  const longer = Math.max(frame.width, frame.height);
  const scale = clamp(longer, SMALLEST_RASTER, LARGEST_RASTER) / longer;
  return {
    width: Math.max(1, Math.round(frame.width * scale)),
    height: Math.max(1, Math.round(frame.height * scale)),
  };
}

export interface FrameTransform {
  /** From the upright photo to the frame's raster. */
  toFrame(point: Point): Point;
  /** And back. */
  toPhoto(point: Point): Point;
}

/** Both ways between a photo and a frame shown at `raster`; edges map to edges, as in every coordinate here. */
export function frameTransform(frame: Box, raster: Size): FrameTransform {
  const scaleX = raster.width / frame.width;
  const scaleY = raster.height / frame.height;
  return {
    toFrame: ({ x, y }) => ({ x: (x - frame.x) * scaleX, y: (y - frame.y) * scaleY }),
    toPhoto: ({ x, y }) => ({ x: x / scaleX + frame.x, y: y / scaleY + frame.y }),
  };
}
