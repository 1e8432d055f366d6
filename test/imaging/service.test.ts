import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { readPhoto } from '../../electron/imaging/decode.ts';
import type { PhotoService, Picture } from '../../electron/imaging/service.ts';
import { connectCalls, type Port } from '../../electron/shared/rpc.ts';
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
  tempFolder,
  UPRIGHT,
} from '../helpers/photos.ts';

/** The photo thread itself. */
const worker = new Worker(new URL('../../electron/photos.ts', import.meta.url));
const thread = connectCalls<PhotoService>(worker as Port);
afterAll(() => worker.terminate());

/** A photo that the thread has indexed into a fresh cache. */
async function indexed(bytes: Uint8Array) {
  const file = fileOf(bytes);
  const cache = path.join(tempFolder(), 'cache');
  const photo = await thread.call('index', { path: file, cache });
  const thumbnail = path.join(cache, photo.hash.slice(0, 2), `${photo.hash}-256.webp`);
  return { photo, thumbnail, source: { path: file, hash: photo.hash, cache } };
}

const jpeg = () => drawn().resize(960, 640, { kernel: 'nearest' }).jpeg({ quality: 95 });
const sizeOf = async ({ bytes }: Picture) => {
  const { width, height } = await sharp(bytes).metadata();
  return [width, height];
};
const pixelsOf = ({ bytes }: Picture) => readPhoto(fileOf(bytes));

describe('indexing', () => {
  test('says what the photo is', async () => {
    const bytes = await jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const { photo } = await indexed(bytes);
    expect(photo).toEqual({
      hash: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      mtime: expect.any(Number),
      format: 'jpeg',
      width: 640,
      height: 960,
      orientation: 6,
    });
  });

  test('leaves an upright thumbnail in the cache', async () => {
    const { thumbnail } = await indexed(await jpeg().withMetadata({ orientation: 6 }).toBuffer());
    const { width, height } = await sharp(thumbnail).metadata();
    expect([width, height]).toEqual([171, 256]);
    expect(corners(await readPhoto(thumbnail))).toEqual(TURNED);
  });

  test.each<[string, () => Promise<Uint8Array>]>([
    ['cut in half', async () => (await jpeg().toBuffer()).subarray(0, 4000)],
    ['without its last bytes', async () => (await jpeg().toBuffer()).subarray(0, -20)],
  ])('refuses a JPEG %s, and leaves nothing behind', async (_name, make) => {
    const cache = tempFolder();
    const call = thread.call('index', { path: fileOf(await make()), cache });
    await expect(call).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('ends too early'),
    });
    expect(readdirSync(cache)).toEqual([]);
  });

  test('leaves no unfinished files', async () => {
    const { thumbnail } = await indexed(await jpeg().toBuffer());
    expect(readdirSync(path.dirname(thumbnail))).toEqual([path.basename(thumbnail)]);
  });

  test('a cancelled call ends as cancelled', async () => {
    const controller = new AbortController();
    const input = { path: fileOf(await jpeg().toBuffer()), cache: tempFolder() };
    const calls = Array.from({ length: 20 }, () => thread.call('index', input, { signal: controller.signal }));
    controller.abort();
    const ends = await Promise.allSettled(calls);
    expect(ends.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
  });

  test('the thread answers calls of many kinds at once', async () => {
    const heic = readFileSync(path.join(photoFixtures, 'turned.heic'));
    const files = [await jpeg().toBuffer(), heic, await drawn().png().toBuffer()].flatMap((bytes) =>
      Array(8).fill(bytes),
    );
    const photos = await Promise.all(files.map((bytes) => indexed(bytes)));
    expect(photos.map(({ photo }) => photo.format)).toEqual([
      ...Array(8).fill('jpeg'),
      ...Array(8).fill('heic'),
      ...Array(8).fill('png'),
    ]);
  });
});

describe('thumbnails', () => {
  test.each([
    [256, [256, 171]],
    [512, [512, 341]],
  ])('of %d pixels', async (size, expected) => {
    const { source } = await indexed(await jpeg().toBuffer());
    expect(await sizeOf(await thread.call('thumbnail', { ...source, size }))).toEqual(expected);
  });

  test('a small photo is not enlarged', async () => {
    const { source } = await indexed(await drawn().png().toBuffer());
    expect(await sizeOf(await thread.call('thumbnail', { ...source, size: 512 }))).toEqual([96, 64]);
  });

  test('are taken from the cache, even when the photo is gone', async () => {
    const { source } = await indexed(await jpeg().toBuffer());
    rmSync(source.path);
    expect(await sizeOf(await thread.call('thumbnail', { ...source, size: 256 }))).toEqual([256, 171]);
  });

  test('are made again when the cache is gone', async () => {
    const { source, thumbnail } = await indexed(await jpeg().toBuffer());
    rmSync(source.cache, { recursive: true });
    await thread.call('thumbnail', { ...source, size: 256 });
    expect(existsSync(thumbnail)).toBe(true);
  });

  test('are not made of another picture in the place of the photo', async () => {
    const { source } = await indexed(await jpeg().toBuffer());
    writeFileSync(source.path, await drawn().negate().jpeg().toBuffer());
    await expect(thread.call('thumbnail', { ...source, size: 512 })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('has changed since it was indexed'),
    });
  });
});

describe('face crops', () => {
  test('show the face with half its size around it', async () => {
    const { source } = await indexed(await jpeg().toBuffer());
    // The square of 480 x 480 around the middle of the photo.
    const crop = await thread.call('crop', { ...source, box: { x: 320, y: 200, width: 320, height: 240 }, size: 256 });
    expect(await sizeOf(crop)).toEqual([256, 256]);
    expect(corners(await pixelsOf(crop))).toEqual(UPRIGHT);
  });

  test('end where the photo ends', async () => {
    const { source } = await indexed(await jpeg().toBuffer());
    const crop = await thread.call('crop', { ...source, box: { x: -100, y: 0, width: 200, height: 200 }, size: 128 });
    expect(await sizeOf(crop)).toEqual([77, 128]);
  });

  test('many faces of one photo at once', async () => {
    const { source } = await indexed(await jpeg().toBuffer());
    const boxes = Array.from({ length: 12 }, (_, at) => ({ x: at * 60, y: at * 40, width: 80, height: 80 }));
    const crops = await Promise.all(boxes.map((box) => thread.call('crop', { ...source, box, size: 128 })));
    expect(new Set(crops.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).size).toBeGreaterThan(3);
  });

  test('outside the photo there is nothing to show', async () => {
    const { source } = await indexed(await jpeg().toBuffer());
    const call = thread.call('crop', { ...source, box: { x: 2000, y: 0, width: 50, height: 50 }, size: 128 });
    await expect(call).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('outside the photo'),
    });
  });
});

describe('what the editor shows', () => {
  test.each<[string, string, () => Promise<Buffer>]>([
    ['a JPEG', 'image/jpeg', () => jpeg().toBuffer()],
    ['a JPEG with an EXIF turn', 'image/jpeg', () => jpeg().withMetadata({ orientation: 8 }).toBuffer()],
    ['a PNG', 'image/png', () => drawn().png().toBuffer()],
    ['a WebP', 'image/webp', () => drawn().webp().toBuffer()],
    ['an AVIF', 'image/avif', () => drawn().avif().toBuffer()],
  ])('%s as it is', async (_name, type, make) => {
    const bytes = await make();
    const { source } = await indexed(bytes);
    const shown = await thread.call('display', source);
    expect(shown.type).toBe(type);
    expect(Buffer.compare(shown.bytes, bytes)).toBe(0);
  });

  test.each<[string, () => Promise<Buffer> | Buffer]>([
    ['a CMYK JPEG', () => drawn().withIccProfile('cmyk').jpeg({ quality: 98 }).toBuffer()],
    ['a WebP with an EXIF turn', () => drawn().withMetadata({ orientation: 6 }).webp({ quality: 98 }).toBuffer()],
    ['a PNG with alpha', () => drawn().ensureAlpha(0.5).png().toBuffer()],
    ['a TIFF', () => drawn().tiff({ compression: 'none' }).toBuffer()],
    ['a BMP', () => bmpFile({ width: 96, height: 64, bits: 24, rows: bmpRows(drawPicture()) })],
    ['a HEIC', () => readFileSync(path.join(photoFixtures, 'turned.heic'))],
  ])('%s as an upright JPEG', async (_name, make) => {
    const { source } = await indexed(await make());
    const shown = await thread.call('display', source);
    expect(shown.type).toBe('image/jpeg');
    expect(difference(await pixelsOf(shown), await readPhoto(source.path))).toBeLessThan(2);
  });

  test('not another picture in the place of the photo', async () => {
    const { source } = await indexed(await jpeg().toBuffer());
    writeFileSync(source.path, await drawn().negate().jpeg().toBuffer());
    await expect(thread.call('display', source)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('nothing when the photo is gone', async () => {
    const { source } = await indexed(await jpeg().toBuffer());
    rmSync(source.path);
    await expect(thread.call('display', source)).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('a photo is inspected by its header', async () => {
  const file = fileOf(await jpeg().withMetadata({ orientation: 5 }).toBuffer());
  expect(await thread.call('inspect', { path: file })).toMatchObject({
    format: 'jpeg',
    width: 640,
    height: 960,
  });
});
