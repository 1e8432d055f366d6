/** The pictures of a dataset: which files they become, and their bytes. */
import { readFile } from 'node:fs/promises';
import { blurBoxes, cutSquare, encodePixels } from '../imaging/cut-out.ts';
import { type Pixels, pixelsOf } from '../imaging/decode.ts';
import { hashBytes } from '../imaging/hash.ts';
import { fileProblem, photoProblem } from '../imaging/problems.ts';
import { recentPhotos } from '../imaging/recent-photos.ts';
import type { Content, FormatFacts } from '../shared/domain/dataset.ts';
import type { Box } from '../shared/domain/geometry.ts';
import type { Image, PhotoFormat } from '../shared/domain/image.ts';
import type { CropSquare } from './crops.ts';

/** The photo that a picture is made from. */
export type PhotoFile = Pick<Image, 'path' | 'hash' | 'format' | 'orientation' | 'width' | 'height'>;

/** What most software opens. */
const COMMON: readonly PhotoFormat[] = ['jpeg', 'png', 'webp', 'gif', 'bmp'];

/**
 * What kind of file a photo becomes: its own bytes, or a copy that stands upright. Our own format keeps every photo as
 * it is; for others a photo that lies turned, or is of a kind that few programs open, is written anew.
 */
export function pictureKind(
  photo: PhotoFile,
  content: Content,
  format: Pick<FormatFacts, 'pictures' | 'keepsTurns'>,
  isChanged: boolean,
): 'copy' | 'jpeg' | 'png' {
  if (content === 'crops') return 'jpeg';
  const takes = format.keepsTurns || (format.pictures === 'jpeg' ? ['jpeg'] : COMMON).includes(photo.format);
  const stands = format.keepsTurns || photo.orientation === 1;
  if (takes && stands && !isChanged) return 'copy';
  return photo.format === 'png' && format.pictures !== 'jpeg' ? 'png' : 'jpeg';
}

/** What is to be done to a photo on its way. */
export interface PictureWish {
  kind: ReturnType<typeof pictureKind>;
  square: CropSquare | null;
  /** Faces that nobody should recognise. */
  blur: readonly Box[];
}

/** Bytes of pixels that are kept: photos come in order, one photo's faces after the other. */
const KEPT_BYTES = 32e6;

/** Makes pictures; photos that were decoded last are kept, so that the faces of one are cut from one decode. */
export function createPictures(): (photo: PhotoFile, wish: PictureWish) => Promise<Uint8Array> {
  const recent = recentPhotos(KEPT_BYTES);

  async function bytesOf({ path, hash }: PhotoFile): Promise<Buffer> {
    const bytes = await readFile(path).catch((error) => Promise.reject(fileProblem(error, path)));
    if (hashBytes(bytes) !== hash) throw photoProblem('changed', path);
    return bytes;
  }

  const pixels = (photo: PhotoFile): Promise<Pixels> =>
    recent(photo.hash, async () => {
      await bytesOf(photo);
      return pixelsOf(photo);
    });

  return async (photo, { kind, square, blur }) => {
    if (kind === 'copy') return bytesOf(photo);
    const upright = await pixels(photo);
    const seen = blur.length > 0 ? await blurBoxes(upright, blur) : upright;
    return encodePixels(square ? cutSquare(seen, square) : seen, kind);
  };
}
