/**
 * Photo files to upright pixels. Whatever the file holds (16 bits, grey, CMYK, a wide colour profile, alpha, any EXIF
 * turn), what comes out is 8-bit sRGB, alpha laid on white. Files are only read. Formats are told from the bytes.
 */
import { type FileHandle, open, readFile } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp } from 'sharp';
import type { Size } from '../shared/domain/geometry.ts';
import type { PhotoFormat } from '../shared/domain/image.ts';
import { decodeBmp, readBmpHeader, UnsupportedBmp } from './bmp.ts';
import { formatOf, HEAD_BYTES } from './formats.ts';
import { decodeHeic, readHeicSize } from './heic.ts';
import { decodeProblem, fileProblem, PIXEL_LIMIT, photoProblem } from './problems.ts';

// Photos are worked on side by side, each on one core: faster than one after the other on all cores. libvips keeps no
// decoded files: it would hand out the old picture of a path whose file has changed.
sharp.concurrency(1);
sharp.cache(false);

/** Upright 8-bit sRGB, row by row, red, green, blue. */
export interface Pixels extends Size {
  channels: 3;
  data: Uint8Array;
}

/** What a photo's header says. Width and height are those of the upright photo. */
export interface PhotoHeader extends Size {
  format: PhotoFormat;
  /** EXIF orientation 1 to 8; 1 for HEIC and AVIF, whose container turns the picture itself. */
  orientation: number;
  /** One still picture in RGB or grey without alpha: what every browser paints as `readPhoto` does. */
  plain: boolean;
}

/** A photo file that has been looked at and not decoded yet. */
export interface Photo extends PhotoHeader {
  path: string;
  /** Size of the file. */
  bytes: number;
  /** When the file was last written to, in whole milliseconds since 1970. */
  mtime: number;
}

/** What decoding has to know of a photo that was looked at once and is still the same. */
export type PhotoToDecode = Pick<Photo, 'path' | 'format' | 'width' | 'height'>;

type Header = Omit<PhotoHeader, 'format'>;
interface Reader {
  header(path: string, head: Buffer): Promise<Header>;
  /** Upright, in the file's own colours. */
  decode(photo: PhotoToDecode): Promise<Sharp>;
}

function vipsHeader({ orientation = 1, autoOrient, space, hasAlpha, pages = 1 }: Metadata): Header {
  return {
    width: autoOrient.width,
    height: autoOrient.height,
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    plain: space !== 'cmyk' && !hasAlpha && pages === 1,
  };
}

/** `failOn: 'error'` refuses a photo that ends early, and forgives stray bytes between parts that cameras leave. */
const vips: Reader = {
  header: async (path) => vipsHeader(await sharp(path, { limitInputPixels: false }).metadata()),
  decode: async ({ path }) => sharp(path, { failOn: 'error', limitInputPixels: PIXEL_LIMIT }).autoOrient(),
};

const bmp: Reader = {
  async header(_path, head) {
    const { width, height } = readBmpHeader(head);
    return { width, height, orientation: 1, plain: false };
  },
  async decode({ path, width, height }) {
    const rgb = decodeBmp(await readFile(path));
    return sharp(rgb, { raw: { width, height, channels: 3 } });
  },
};

const heic: Reader = {
  header: async (path) => ({ ...(await readHeicSize(await readFile(path))), orientation: 1, plain: false }),
  decode: async ({ path }) => decodeHeic(await readFile(path)),
};

const READERS = {
  jpeg: vips,
  png: vips,
  webp: vips,
  avif: vips,
  tiff: vips,
  gif: vips,
  bmp,
  heic,
} as const satisfies Record<PhotoFormat, Reader>;

/** Size, time and first bytes of a file that is there, is a file and is not empty. */
async function lookAt(path: string): Promise<{ bytes: number; mtime: number; head: Buffer }> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const stat = await file.stat();
    if (stat.isDirectory()) throw photoProblem('folder', path);
    if (stat.size === 0) throw photoProblem('empty', path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return { bytes: stat.size, mtime: Math.round(stat.mtimeMs), head: buffer.subarray(0, bytesRead) };
  } catch (error) {
    throw fileProblem(error, path);
  } finally {
    await file?.close();
  }
}

/**
 * Reads the header and refuses what cannot be decoded.
 * @throws {ProblemError} with a sentence that names the file
 */
export async function openPhoto(path: string, signal?: AbortSignal): Promise<Photo> {
  signal?.throwIfAborted();
  const { bytes, mtime, head } = await lookAt(path);
  const format = formatOf(head);
  if (!format) throw photoProblem('foreign', path);
  try {
    const header = await READERS[format].header(path, head);
    if (header.width * header.height > PIXEL_LIMIT)
      throw photoProblem('huge', path, `${header.width} × ${header.height}`);
    return { path, bytes, mtime, format, ...header };
  } catch (error) {
    if (error instanceof UnsupportedBmp) throw photoProblem('variant', path, error.message, error);
    throw decodeProblem(error, path);
  }
}

/**
 * Decodes a photo once, to the end, into whatever `render` makes of it. What `render` gets is upright sRGB without
 * alpha; it must not write files, since its errors count as the photo's.
 */
export async function develop<Result>(
  photo: PhotoToDecode,
  render: (upright: Sharp) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  try {
    const upright = await READERS[photo.format].decode(photo);
    signal?.throwIfAborted();
    return await render(upright.flatten({ background: '#fff' }).toColourspace('srgb'));
  } catch (error) {
    throw decodeProblem(error, photo.path);
  }
}

export async function pixelsOf(photo: PhotoToDecode, signal?: AbortSignal): Promise<Pixels> {
  const { data, info } = await develop(photo, (upright) => upright.raw().toBuffer({ resolveWithObject: true }), signal);
  return { width: info.width, height: info.height, channels: 3, data };
}

/** Format, upright size and orientation, from the header alone. */
export async function inspectPhoto(path: string, signal?: AbortSignal): Promise<PhotoHeader> {
  const { format, width, height, orientation, plain } = await openPhoto(path, signal);
  return { format, width, height, orientation, plain };
}

/** The whole photo as upright pixels. */
export async function readPhoto(path: string, signal?: AbortSignal): Promise<Pixels> {
  return pixelsOf(await openPhoto(path, signal), signal);
}
