/**
 * HEIC through libheif in WebAssembly, since sharp's libvips comes without HEVC. libheif turns and mirrors the picture
 * as the container says (irot, imir); an EXIF orientation beside that is a copy for information and is not applied.
 */
import type heic from 'heic-decode';
import sharp, { type Sharp } from 'sharp';
import type { Size } from '../shared/domain/geometry.ts';
import { wrapInTiff } from './tiff.ts';

interface IsoBox {
  type: string;
  start: number;
  end: number;
}

/** The boxes of an ISO media file between two offsets. @throws when one reaches past the end */
function* boxesIn(file: Buffer, start: number, end: number): Generator<IsoBox> {
  for (let at = start; at + 8 <= end; ) {
    const type = file.toString('latin1', at + 4, at + 8);
    const short = file.readUInt32BE(at);
    const size = short === 1 ? Number(file.readBigUInt64BE(at + 8)) : short || end - at;
    if (size < 8 || at + size > end) throw new Error(`the HEIC is cut short in its «${type}»`);
    yield { type, start: at + (short === 1 ? 16 : 8), end: at + size };
    at += size;
  }
}

/** The ICC profile of the picture, from meta / iprp / ipco / colr, or null. */
function profileOf(file: Buffer): Buffer | null {
  let inside: IsoBox = { type: 'file', start: 0, end: file.length };
  for (const type of ['meta', 'iprp', 'ipco']) {
    const found = [...boxesIn(file, inside.start, inside.end)].find((box) => box.type === type);
    if (!found) return null;
    // A meta box has four bytes of version and flags before its boxes.
    inside = type === 'meta' ? { ...found, start: found.start + 4 } : found;
  }
  for (const { type, start, end } of boxesIn(file, inside.start, inside.end))
    if (type === 'colr' && ['prof', 'rICC'].includes(file.toString('latin1', start, start + 4)))
      return file.subarray(start + 4, end);
  return null;
}

/** Calls `use` with the first picture of the file, and frees the decoder's memory afterwards. */
async function withPicture<Result>(
  file: Buffer,
  use: (picture: Awaited<ReturnType<typeof heic.all>>[number]) => Promise<Result> | Result,
): Promise<Result> {
  // A cut file is told here: libheif would only say that it failed.
  for (const _ of boxesIn(file, 0, file.length));
  const { default: decoder } = await import('heic-decode'); // two megabytes of WebAssembly, which few photos need
  const pictures = await decoder.all({ buffer: file });
  try {
    return await use(pictures[0]!);
  } finally {
    pictures.dispose();
  }
}

/** Size of the upright picture, without decoding it. */
export const readHeicSize = (file: Buffer): Promise<Size> =>
  withPicture(file, ({ width, height }) => ({ width, height }));

/** The upright picture, with its own colour profile still to be converted. */
export async function decodeHeic(file: Buffer): Promise<Sharp> {
  const { width, height, data } = await withPicture(file, (picture) => picture.decode());
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const profile = profileOf(file);
  if (!profile) return sharp(pixels, { raw: { width, height, channels: 4 }, limitInputPixels: false });
  return sharp(wrapInTiff({ width, height, data: pixels }, profile), { limitInputPixels: false });
}
