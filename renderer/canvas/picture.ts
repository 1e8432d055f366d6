/** A decoded photo: its pixels, and the same at half, quarter … size, so that a small view costs little to draw. */
export interface Picture {
  /** Each has half the width and height of the one before, rounded up. */
  levels: readonly ImageBitmap[];
  /** How often the photo was halved for the first level: more than 0 where it is too large to be held whole. */
  finest: number;
}

/** Photos with more pixels are held at half their size or less: 400 MB of memory for one photo is the most. */
const MOST_PIXELS = 100e6;
/** Levels below this many pixels on the longer side save nothing. */
const SMALLEST_LEVEL = 512;

/** How often a photo is halved before its first level, and how many levels there are. */
export function levelsOf(width: number, height: number): { finest: number; count: number } {
  const finest = Math.max(0, Math.ceil(Math.log2((width * height) / MOST_PIXELS) / 2));
  const count = Math.max(1, Math.floor(Math.log2(Math.max(width, height) / SMALLEST_LEVEL)) + 1 - finest);
  return { finest, count };
}

/** The smallest level that still has a pixel for every device pixel. */
export function levelFor(picture: Picture, zoom: number): ImageBitmap {
  const halvings = Math.floor(Math.log2(1 / zoom)) - picture.finest;
  return picture.levels[Math.min(Math.max(halvings, 0), picture.levels.length - 1)]!;
}

/** Bytes of all levels. */
export const sizeOf = (picture: Picture): number =>
  picture.levels.reduce((sum, level) => sum + level.width * level.height * 4, 0);

export function closePicture(picture: Picture): void {
  for (const level of picture.levels) level.close();
}
