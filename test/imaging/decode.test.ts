import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { inspectPhoto, readPhoto } from '../../electron/imaging/decode.ts';
import {
  bmpFile,
  bmpRows,
  corners,
  difference,
  drawn,
  drawPicture,
  fileOf,
  photoFixtures,
  TURNED,
  UPRIGHT,
} from '../helpers/photos.ts';
import { describeWithFixtures } from '../helpers/shared.ts';

const fixture = (name: string): string => path.join(photoFixtures, name);
const bmp = () => bmpFile({ width: 96, height: 64, bits: 24, rows: bmpRows(drawPicture()) });

describe('every kind of photo decodes to the drawn picture', () => {
  test.each<[string, () => Promise<Buffer> | Buffer]>([
    ['jpeg', () => drawn().jpeg({ quality: 95 }).toBuffer()],
    ['png', () => drawn().png().toBuffer()],
    ['webp', () => drawn().webp({ quality: 95 }).toBuffer()],
    ['avif', () => drawn().avif({ quality: 90 }).toBuffer()],
    ['tiff', () => drawn().tiff({ compression: 'lzw' }).toBuffer()],
    ['gif', () => drawn().gif().toBuffer()],
    ['bmp', bmp],
    ['heic', () => readFileSync(fixture('upright.heic'))],
  ])('%s, whatever its name', async (format, encode) => {
    const file = fileOf(await encode(), 'photo.txt');
    expect(await inspectPhoto(file)).toMatchObject({ format, width: 96, height: 64, orientation: 1 });
    expect(difference(await readPhoto(file), drawPicture())).toBeLessThan(3);
  });
});

describe('whatever a file holds comes out as 8-bit sRGB', () => {
  const grey = () => drawn().greyscale();
  test.each<[string, () => Sharp, number]>([
    ['16 bits', () => drawn().toColourspace('rgb16').png(), 0.01],
    ['a palette', () => drawn().png({ palette: true }), 0.5],
    ['a Display P3 profile', () => drawn().withIccProfile('p3').png(), 1],
    ['a Display P3 profile in a JPEG', () => drawn().withIccProfile('p3').jpeg({ quality: 98 }), 3],
    ['CMYK', () => drawn().withIccProfile('cmyk').jpeg({ quality: 98 }), 25],
    ['progressive JPEG', () => drawn().jpeg({ quality: 98, progressive: true }), 3],
  ])('%s', async (_name, encode, most) => {
    expect(difference(await readPhoto(fileOf(await encode().toBuffer())), drawPicture())).toBeLessThan(most);
  });

  test.each<[string, () => Sharp]>([
    ['8-bit grey', () => grey().toColourspace('b-w').png()],
    ['16-bit grey', () => grey().toColourspace('grey16').png()],
    ['grey JPEG', () => grey().toColourspace('b-w').jpeg({ quality: 98 })],
  ])('%s has three equal channels', async (_name, encode) => {
    const { data, width, height } = await readPhoto(fileOf(await encode().toBuffer()));
    expect(data.length).toBe(width * height * 3);
    expect(data.every((value, at) => value === data[at - (at % 3)])).toBe(true);
  });

  test('alpha is laid on white', async () => {
    const clear = sharp({ create: { width: 4, height: 4, channels: 4, background: { r: 200, g: 0, b: 0, alpha: 0 } } });
    const { data } = await readPhoto(fileOf(await clear.png().toBuffer()));
    expect([...new Set(data)]).toEqual([255]);
  });

  test('the first picture of an animation', async () => {
    const red = await drawn().toBuffer({ resolveWithObject: true });
    const frames = Buffer.concat([red.data, Buffer.alloc(red.data.length)]);
    const animation = await sharp(frames, { raw: { width: 96, height: 128, channels: 3, pageHeight: 64 } })
      .gif()
      .toBuffer();
    expect((await sharp(animation).metadata()).pages).toBe(2);
    expect(corners(await readPhoto(fileOf(animation)))).toEqual(UPRIGHT);
  });

  test('the profile of a HEIC', async () => {
    expect(difference(await readPhoto(fixture('display-p3.heic')), drawPicture())).toBeLessThan(3);
  });
});

describe('BMP', () => {
  const { width, height } = drawPicture();
  const words = (bits: 16 | 32, value: (red: number, green: number, blue: number) => number) => {
    const { data } = drawPicture();
    const rows = Buffer.alloc((width * height * bits) / 8);
    for (let at = 0; at < width * height; at++) {
      const word = value(data[at * 3]!, data[at * 3 + 1]!, data[at * 3 + 2]!);
      if (bits === 16) rows.writeUInt16LE(word, at * 2);
      else rows.writeUInt32LE(word >>> 0, at * 4);
    }
    return rows;
  };
  const tile = [220, 40, 40, 40, 180, 60, 40, 60, 210]; // red, green, blue
  const palette = Buffer.from([40, 40, 220, 0, 60, 180, 40, 0, 210, 60, 40, 0]);

  test.each<[string, () => Buffer, number]>([
    [
      '32 bits, from the top down',
      () => bmpFile({ width, height: -height, bits: 32, rows: words(32, (r, g, b) => (r << 16) | (g << 8) | b) }),
      0.01,
    ],
    [
      '32 bits with masks of its own',
      () =>
        bmpFile({
          width,
          height: -height,
          bits: 32,
          compression: 3,
          masks: [0xff000000, 0xff0000, 0xff00],
          rows: words(32, (r, g, b) => (r << 24) | (g << 16) | (b << 8)),
        }),
      0.01,
    ],
    [
      '16 bits as 5-6-5',
      () =>
        bmpFile({
          width,
          height: -height,
          bits: 16,
          compression: 3,
          masks: [0xf800, 0x07e0, 0x001f],
          rows: words(16, (r, g, b) => ((r >> 3) << 11) | ((g >> 2) << 5) | (b >> 3)),
        }),
      4,
    ],
    [
      'rows that begin further on',
      () => bmpFile({ width, height, bits: 24, rows: bmpRows(drawPicture()), gap: 90 }),
      0.01,
    ],
  ])('%s', async (_name, make, most) => {
    expect(difference(await readPhoto(fileOf(make())), drawPicture())).toBeLessThan(most);
  });

  test.each<[number, number[]]>([
    [8, [0, 1, 2, 0]],
    [4, [0x01, 0x20, 0, 0]],
  ])('%d bits with a palette and an odd width', async (bits, row) => {
    const full = Buffer.concat([palette, Buffer.alloc(2 ** bits * 4 - palette.length)]);
    const file = bmpFile({ width: 3, height: 1, bits, palette: full, rows: Buffer.from(row) });
    expect([...(await readPhoto(fileOf(file))).data]).toEqual(tile);
  });
});

describe('photos stand upright', () => {
  test.each(['jpeg', 'png', 'webp', 'tiff'] as const)('%s by EXIF', async (format) => {
    const bytes = await drawn().withMetadata({ orientation: 6 })[format]({ quality: 95 }).toBuffer();
    const file = fileOf(bytes);
    expect(await inspectPhoto(file)).toMatchObject({ width: 64, height: 96, orientation: 6 });
    expect(corners(await readPhoto(file))).toEqual(TURNED);
  });

  test('an AVIF that says it twice is turned once', async () => {
    expect(await inspectPhoto(fixture('turned.avif'))).toMatchObject({ width: 64, height: 96, orientation: 1 });
    expect(corners(await readPhoto(fixture('turned.avif')))).toEqual(TURNED);
  });

  test('a HEIC by its container', async () => {
    expect(await inspectPhoto(fixture('turned.heic'))).toMatchObject({ width: 64, height: 96, orientation: 1 });
    expect(corners(await readPhoto(fixture('turned.heic')))).toEqual(TURNED);
  });

  test('a HEIC is not turned by EXIF', async () => {
    expect(corners(await readPhoto(fixture('exif-only.heic')))).toEqual(UPRIGHT);
  });

  describeWithFixtures('a real photo in all eight orientations', (fixtures) => {
    const folder = path.join(fixtures, 'photos/exif_hopper');
    test.each([2, 3, 4, 5, 6, 7, 8])('orientation %d', async (orientation) => {
      const file = path.join(folder, `hopper_orientation_${orientation}.jpg`);
      expect((await inspectPhoto(file)).orientation).toBe(orientation);
      expect(difference(await readPhoto(file), await readPhoto(path.join(folder, 'hopper.jpg')))).toBeLessThan(6);
    });
  });
});

test('reading leaves the file as it was', async () => {
  const file = fileOf(bmp());
  const before = { bytes: readFileSync(file), time: statSync(file).mtimeMs };
  await readPhoto(file);
  expect({ bytes: readFileSync(file), time: statSync(file).mtimeMs }).toEqual(before);
});

test('an aborted read ends as aborted', async () => {
  await expect(readPhoto(fileOf(bmp()), AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
});
