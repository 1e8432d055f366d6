/** Photos on disk that lie in each of the eight EXIF orientations, all of them of the same upright picture. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { PhotoFile } from '../../electron/datasets/pictures.ts';
import { inspectPhoto, type Pixels } from '../../electron/imaging/decode.ts';
import { hashFile } from '../../electron/imaging/hash.ts';
import { sharpOf } from './photos.ts';

export const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8] as const;
export type Orientation = (typeof ORIENTATIONS)[number];

/**
 * Where a pixel of the file stands in the upright picture of W x H, by EXIF's table: which edges of the picture the
 * file's first row and first column are.
 */
const STANDS: Record<Orientation, (x: number, y: number, w: number, h: number) => [number, number]> = {
  1: (x, y) => [x, y], // top, left
  2: (x, y, w) => [w - 1 - x, y], // top, right
  3: (x, y, w, h) => [w - 1 - x, h - 1 - y], // bottom, right
  4: (x, y, _, h) => [x, h - 1 - y], // bottom, left
  5: (x, y) => [y, x], // left, top
  6: (x, y, w) => [w - 1 - y, x], // right, top
  7: (x, y, w, h) => [w - 1 - y, h - 1 - x], // right, bottom
  8: (x, y, _, h) => [y, h - 1 - x], // left, bottom
};

/** The pixels as a file holds them whose orientation makes this picture of them. */
export function layDown(upright: Pixels, orientation: Orientation): Pixels {
  const isTurned = orientation >= 5;
  const [width, height] = isTurned ? [upright.height, upright.width] : [upright.width, upright.height];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [column, row] = STANDS[orientation](x, y, upright.width, upright.height);
      const from = (row * upright.width + column) * 3;
      data.set(upright.data.subarray(from, from + 3), (y * width + x) * 3);
    }
  return { width, height, channels: 3, data };
}

/** A JPEG for each orientation, with the tag in it, as the project knows photos. */
export async function turnedFiles(folder: string, upright: Pixels): Promise<PhotoFile[]> {
  mkdirSync(folder, { recursive: true });
  return Promise.all(
    ORIENTATIONS.map(async (orientation) => {
      const file = path.join(folder, `lies ${orientation} é.jpg`);
      await sharpOf(layDown(upright, orientation)).jpeg({ quality: 95 }).withMetadata({ orientation }).toFile(file);
      const { format, width, height, orientation: own } = await inspectPhoto(file);
      return { path: file, hash: await hashFile(file), format, width, height, orientation: own };
    }),
  );
}
