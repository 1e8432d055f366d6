/** Small pictures for lists, as WebP: thumbnails of photos and crops of faces. */
import sharp, { type Sharp } from 'sharp';
import { type Box, boxCenter, intersectBoxes } from '../shared/domain/geometry.ts';
import { ProblemError } from '../shared/errors.ts';
import type { Pixels } from './decode.ts';
import { resize } from './resize.ts';

const QUALITY = 80;
/** Side of a face crop, in longer sides of the face's box. */
const CROP_SIDE = 1.5;

export const thumbnailName = (size: number): string => `${size}.webp`;

/**
 * The upright picture with its longer side at `size`, never enlarged. A JPEG is decoded at a fraction of its size where
 * that is enough; it is still read to its end, so one that is cut short is noticed.
 */
export const renderThumbnail = (upright: Sharp, size: number): Promise<Buffer> =>
  upright.resize(size, size, { fit: 'inside', withoutEnlargement: true }).webp({ quality: QUALITY }).toBuffer();

/** The square around a face, in whole pixels. It may reach past the edges of the photo. */
export function cropSquare(face: Box): Box {
  const side = Math.max(1, Math.round(Math.max(face.width, face.height) * CROP_SIDE));
  const { x, y } = boxCenter(face);
  return { x: Math.round(x - side / 2), y: Math.round(y - side / 2), width: side, height: side };
}

export const cropName = ({ x, y, width }: Box, size: number): string => `crop-${x}_${y}_${width}-${size}.webp`;

/** The part of a photo under a square, its longer side at `size`; less than square where the photo ends. */
export function renderCrop(photo: Pixels, square: Box, size: number, path: string): Promise<Buffer> {
  const box = intersectBoxes(square, { x: 0, y: 0, width: photo.width, height: photo.height });
  if (!box)
    throw new ProblemError(
      'bad-input',
      `A face of «${path}» lies outside the photo. Move its box, or delete the face.`,
    );
  const scale = size / Math.max(box.width, box.height);
  const width = Math.max(1, Math.round(box.width * scale));
  const height = Math.max(1, Math.round(box.height * scale));
  const { data } = resize(photo, { width, height }, 'bicubic', box);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .webp({ quality: QUALITY })
    .toBuffer();
}
