/**
 * Label maps and masks as PNG files of one 8-bit grey channel. They are written here and not by sharp: rows filtered by
 * the row above are almost all zeros, and to code only repeated bytes (deflate's run-length strategy) takes a tenth of the
 * time, gives files as small, and looks nothing up by a hash, so that the bytes are the same on every processor.
 */
import { constants, crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { Box, Size } from '../shared/domain/geometry.ts';
import { decodeProblem, PIXEL_LIMIT } from './problems.ts';

/** One byte a pixel, row by row. */
export interface LabelMap extends Size {
  labels: Uint8Array<ArrayBuffer>;
}

/** A rectangle of whole pixels, 1 where something is, row by row. */
export interface Bits extends Box {
  bits: Uint8Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Of a header: 8 bits a sample, grey, the usual compression and filters, no interlacing. */
const GREY = [8, 0, 0, 0, 0] as const;
/** The filter of every row: each byte less the one above. */
const UP = 2;

/** As a grey PNG whose values are the labels. The same map gives the same bytes. */
export function encodeLabelMap({ width, height, labels }: LabelMap): Buffer {
  return encodeGrey({ width, height }, (rows, stride) => {
    for (let x = 0; x < width; x++) rows[1 + x] = labels[x]!;
    for (let y = 1; y < height; y++) {
      const [from, to] = [y * width, y * stride + 1];
      for (let x = 0; x < width; x++) rows[to + x] = labels[from + x]! - labels[from + x - width]!;
    }
  });
}

/** As a grey PNG of a picture that is 255 where the bits are and 0 elsewhere; they lie inside of it. */
export function encodeTwoTone(picture: Size, { x: left, y: top, width, height, bits }: Bits): Buffer {
  return encodeGrey(picture, (rows, stride) => {
    // 255 is -1 in a byte: a row less the one above.
    for (let y = 0, at = 0; y < height; y++) {
      let to = (top + y) * stride + 1 + left;
      for (const end = at + width; at < end; at++, to++) rows[to] = (y === 0 ? 0 : bits[at - width]!) - bits[at]!;
    }
    if (top + height === picture.height) return;
    const below = (top + height) * stride + 1 + left;
    for (let x = 0, at = (height - 1) * width; x < width; x++, at++) rows[below + x] = bits[at]!;
  });
}

/** The rows of the last picture: thousands of pictures of one size need no new memory. */
let scratch = new Uint8Array(0);

/** @param filter writes the filtered samples into rows of zeros of `stride` bytes, whose first one is the filter's */
function encodeGrey({ width, height }: Size, filter: (rows: Uint8Array, stride: number) => void): Buffer {
  const stride = width + 1;
  if (scratch.length < stride * height) scratch = new Uint8Array(stride * height);
  const rows = scratch.subarray(0, stride * height).fill(0);
  for (let at = 0; at < rows.length; at += stride) rows[at] = UP;
  filter(rows, stride);
  const header = Buffer.alloc(8 + GREY.length);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set(GREY, 8);
  return Buffer.concat([
    SIGNATURE,
    ...chunk('IHDR', header),
    ...chunk('IDAT', deflateSync(rows, { strategy: constants.Z_RLE })),
    ...chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Length, name, content, checksum. */
function chunk(name: string, content: Buffer): Buffer[] {
  const [head, tail] = [Buffer.alloc(8), Buffer.alloc(4)];
  head.writeUInt32BE(content.length, 0);
  head.write(name, 4, 'latin1');
  tail.writeUInt32BE(crc32(content, crc32(head.subarray(4))));
  return [head, content, tail];
}

/**
 * The first channel of a PNG as it is stored: grey, or one of three equal ones. A palette gives its colours' red.
 * @throws {ProblemError} with a sentence that names the file
 */
export async function readLabelMap(file: string | Uint8Array): Promise<LabelMap> {
  try {
    const image = sharp(file, { failOn: 'error', limitInputPixels: PIXEL_LIMIT });
    const { data, info } = await image.extractChannel(0).raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, labels: new Uint8Array(data) };
  } catch (error) {
    throw decodeProblem(error, typeof file === 'string' ? file : 'the mask');
  }
}
