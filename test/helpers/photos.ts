/** Drawn pictures, files made of them, and ways to look at what comes back. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { onTestFinished } from 'vitest';
import type { Pixels } from '../../electron/imaging/decode.ts';

export const photoFixtures = path.resolve(import.meta.dirname, '../fixtures/photos');

type Color = readonly [number, number, number];
/** The quarters of the drawn picture. */
export const COLORS = {
  topLeft: [220, 40, 40],
  topRight: [40, 180, 60],
  bottomLeft: [40, 60, 210],
  bottomRight: [235, 210, 60],
} as const satisfies Record<string, Color>;

/** 96 x 64 RGB: a red, a green, a blue and a yellow quarter, and a white disc in the middle. */
export function drawPicture(): Pixels {
  const [width, height] = [96, 64];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const left = x < width / 2;
      const quarter =
        y < height / 2 ? (left ? COLORS.topLeft : COLORS.topRight) : left ? COLORS.bottomLeft : COLORS.bottomRight;
      const isDisc = Math.hypot(x - width / 2, y - height / 2) < 12;
      data.set(isDisc ? [250, 250, 250] : quarter, (y * width + x) * 3);
    }
  return { width, height, channels: 3, data };
}

export const sharpOf = ({ width, height, data }: Pixels): Sharp => sharp(data, { raw: { width, height, channels: 3 } });

/** The drawn picture, ready to be encoded. */
export const drawn = (): Sharp => sharpOf(drawPicture());

/** The colours in the four corners of a picture, each as the name of the quarter it came from. */
export function corners({ width, height, data }: Pixels): string[] {
  const at = (x: number, y: number) => data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3);
  const nameOf = (pixel: Uint8Array) =>
    Object.entries(COLORS).find(([, color]) => color.every((value, at) => Math.abs(value - pixel[at]!) <= 12))?.[0] ??
    `rgb(${pixel.join(', ')})`;
  const [right, bottom] = [width - 5, height - 5];
  return [at(4, 4), at(right, 4), at(4, bottom), at(right, bottom)].map(nameOf);
}
/** As drawn. */
export const UPRIGHT = ['topLeft', 'topRight', 'bottomLeft', 'bottomRight'];
/** After a quarter turn clockwise. */
export const TURNED = ['bottomLeft', 'topLeft', 'bottomRight', 'topRight'];

/** Mean difference of two pictures of one size, in steps of 256. */
export function difference(a: Pixels, b: Pixels): number {
  if (a.data.length !== b.data.length) throw new Error(`${a.width} x ${a.height} against ${b.width} x ${b.height}`);
  return a.data.reduce((sum, value, at) => sum + Math.abs(value - b.data[at]!), 0) / a.data.length;
}

/** A folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lineament-photos-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Puts bytes into a file that is gone after the test. */
export function fileOf(bytes: Uint8Array, name = 'photo'): string {
  const file = path.join(tempFolder(), name);
  writeFileSync(file, bytes);
  return file;
}

/** Wraps pixel rows that are already laid out as a BMP stores them. */
export function bmpFile(options: {
  width: number;
  height: number;
  bits: number;
  rows: Buffer;
  palette?: Buffer;
  compression?: number;
  masks?: readonly number[];
  /** Bytes between the headers and the first row. */
  gap?: number;
}): Buffer {
  const { width, height, bits, rows, palette = Buffer.alloc(0), compression = 0, masks = [], gap = 0 } = options;
  const header = Buffer.alloc(54 + masks.length * 4);
  header.write('BM', 'latin1');
  const offset = header.length + palette.length + gap;
  header.writeUInt32LE(offset + rows.length, 2);
  header.writeUInt32LE(offset, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(bits, 28);
  header.writeUInt32LE(compression, 30);
  for (const [at, mask] of masks.entries()) header.writeUInt32LE(mask, 54 + at * 4);
  return Buffer.concat([header, palette, Buffer.alloc(gap), rows]);
}

/** The rows of a picture as a BMP of 24 bits stores them: from the bottom up, blue first, padded to four bytes. */
export function bmpRows({ width, height, data }: Pixels): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width * 3; x++)
      rows[(height - 1 - y) * stride + x] = data[y * width * 3 + x - (x % 3) + 2 - (x % 3)]!;
  return rows;
}
