/** Squares cut out of photos, level or turned, and faces made unrecognisable. */
import sharp from 'sharp';
import { type Box, intersectBoxes, type Point } from '../shared/domain/geometry.ts';
import type { Pixels } from './decode.ts';
import { resize } from './resize.ts';

/** A square of the photo, turned clockwise about its centre by an angle in radians, and the side of its picture. */
export interface TurnedSquare {
  center: Point;
  /** In pixels of the photo. */
  side: number;
  angle: number;
  /** In pixels of the picture. */
  size: number;
}

/** The square as a picture; black where it reaches past the photo. A turned one is shrunk first, then turned bilinearly. */
export function cutSquare(photo: Pixels, { center, side, angle, size }: TurnedSquare): Pixels {
  const picture = { width: size, height: size };
  if (angle === 0)
    return resize(photo, picture, 'bicubic', {
      x: center.x - side / 2,
      y: center.y - side / 2,
      width: side,
      height: side,
    });
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const reach = ((Math.abs(cos) + Math.abs(sin)) * side) / 2;
  const around = { x: center.x - reach, y: center.y - reach, width: 2 * reach, height: 2 * reach };
  const scale = Math.min(1, size / side);
  const level = Math.max(1, Math.ceil(around.width * scale));
  const from = resize(photo, { width: level, height: level }, 'bicubic', around);
  // Samples of `from` for a step of one pixel of the picture.
  const step = (side / size) * (level / around.width);
  const data = new Uint8Array(size * size * 3);
  for (let y = 0, to = 0; y < size; y++)
    for (let x = 0; x < size; x++, to += 3) {
      const [dx, dy] = [(x + 0.5 - size / 2) * step, (y + 0.5 - size / 2) * step];
      sample(from, level / 2 + cos * dx - sin * dy - 0.5, level / 2 + sin * dx + cos * dy - 0.5, data, to);
    }
  return { ...picture, channels: 3, data };
}

/** Between the four pixels around a place, whose centres are whole numbers. */
function sample(
  { width, height, data }: Pick<Pixels, 'width' | 'height' | 'data'>,
  x: number,
  y: number,
  out: Uint8Array,
  to: number,
) {
  const left = Math.min(width - 1, Math.max(0, Math.floor(x)));
  const top = Math.min(height - 1, Math.max(0, Math.floor(y)));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const [fx, fy] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))];
  for (let channel = 0; channel < 3; channel++) {
    const at = (column: number, row: number) => data[(row * width + column) * 3 + channel]!;
    const upper = at(left, top) * (1 - fx) + at(right, top) * fx;
    const lower = at(left, bottom) * (1 - fx) + at(right, bottom) * fx;
    out[to + channel] = Math.round(upper * (1 - fy) + lower * fy);
  }
}

/** How far a face is blurred, as a share of its longer side: nothing of it is left but its colours. */
const BLUR = 0.25;

/** The photo with what lies under the boxes blurred beyond recognition. */
export async function blurBoxes(photo: Pixels, boxes: readonly Box[]): Promise<Pixels> {
  const data = Uint8Array.from(photo.data);
  for (const box of boxes) {
    const within = intersectBoxes(box, { x: 0, y: 0, width: photo.width, height: photo.height });
    if (!within) continue;
    const [left, top] = [Math.floor(within.x), Math.floor(within.y)];
    const width = Math.ceil(within.x + within.width) - left;
    const height = Math.ceil(within.y + within.height) - top;
    const blurred = await sharp(data, { raw: { width: photo.width, height: photo.height, channels: 3 } })
      .extract({ left, top, width, height })
      .blur(Math.max(1, Math.max(width, height) * BLUR))
      .raw()
      .toBuffer();
    for (let row = 0; row < height; row++)
      data.set(blurred.subarray(row * width * 3, (row + 1) * width * 3), ((top + row) * photo.width + left) * 3);
  }
  return { ...photo, data };
}

/**
 * As a file without any metadata. The same pixels give the same bytes. Huffman codes of its own would make a JPEG of a face
 * 5 % smaller and take as long again; the usual ones are what most software writes.
 */
export function encodePixels({ width, height, data }: Pixels, kind: 'jpeg' | 'png'): Promise<Buffer> {
  const picture = sharp(data, { raw: { width, height, channels: 3 } });
  return kind === 'png'
    ? picture.png({ compressionLevel: 6 }).toBuffer()
    : picture.jpeg({ quality: 95, chromaSubsampling: '4:4:4', optimiseCoding: false }).toBuffer();
}

/** The pixels of a picture's file that is in memory, upright and in sRGB. */
export async function decodePixels(bytes: Uint8Array): Promise<Pixels> {
  const upright = sharp(bytes).autoOrient().removeAlpha().toColourspace('srgb');
  const { data, info } = await upright.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, data };
}
