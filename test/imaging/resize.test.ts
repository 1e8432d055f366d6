import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Pixels } from '../../electron/imaging/decode.ts';
import { resize } from '../../electron/imaging/resize.ts';
import { IMAGENET, toTensor } from '../../electron/imaging/tensor.ts';
import { faceFrame } from '../../electron/shared/domain/frame.ts';
import { drawPicture } from '../helpers/photos.ts';
import { describeWithFixtures } from '../helpers/shared.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function fmix(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** The numbered noise that the reference pictures are made of: a hash of a name, a seed of 1 and an index. */
function noise(name: string): (index: number) => number {
  let key = 0x811c9dc5;
  for (const byte of Buffer.from(name)) key = Math.imul(key ^ byte, 0x01000193);
  key = fmix(key ^ 1);
  return (index) => fmix(key + Math.imul(index, 0x9e3779b9));
}

/** A reference picture: a lattice of random colours every 16 pixels, joined bilinearly, and grain on top. */
function referencePicture(name: string, width: number, height: number): Pixels {
  const columns = (width >> 4) + 2;
  const rows = (height >> 4) + 2;
  const lattice = noise(`pre.${name}.lattice`);
  const grain = noise(`pre.${name}.noise`);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) {
        const node = (j: number, i: number) => lattice((c * rows + j) * columns + i) >>> 24;
        const [i, j, tx, ty] = [x >> 4, y >> 4, x & 15, y & 15];
        const top = node(j, i) * (16 - tx) + node(j, i + 1) * tx;
        const bottom = node(j + 1, i) * (16 - tx) + node(j + 1, i + 1) * tx;
        const value = Math.floor((top * (16 - ty) + bottom * ty) / 256);
        const sum = value + (grain((c * height + y) * width + x) >>> 27) - 16;
        data[(y * width + x) * 3 + c] = Math.min(255, Math.max(0, sum));
      }
  return { width, height, channels: 3, data };
}

interface ResizeCase {
  name: string;
  source_w: number;
  source_h: number;
  source_sha256: string;
  resized_sha256: string;
  normalised_sha256: string;
  resized_stride8_file: string;
  normalised_file: string;
}
interface BoxCase {
  box: [number, number, number, number];
  image_wh: [number, number];
  crop_ltrb: [number, number, number, number];
}

describeWithFixtures('the released network sees the pixels that it was trained on', (fixtures) => {
  const folder = path.join(fixtures, 'parity/preprocess');
  const cases: { resize: ResizeCase[]; bbox: BoxCase[] } = fixtures
    ? JSON.parse(readFileSync(path.join(folder, 'preprocess.json'), 'utf8'))
    : { resize: [], bbox: [] };
  const size = { width: 224, height: 224 };
  const pictureOf = ({ name, source_w, source_h }: ResizeCase) => referencePicture(name, source_w, source_h);

  test.each(cases.resize)('the reference picture $name is made again', (reference) => {
    expect(sha256(pictureOf(reference).data)).toBe(reference.source_sha256);
  });

  test.each(cases.resize)('$name is resized to the bit', (reference) => {
    expect(sha256(resize(pictureOf(reference), size, 'bicubic').data)).toBe(reference.resized_sha256);
  });

  test.each(cases.resize)('$name cut out of a larger picture is resized to the bit', (reference) => {
    const picture = pictureOf(reference);
    const larger = { width: picture.width + 7, height: picture.height + 5, channels: 3 as const };
    const data = new Uint8Array(larger.width * larger.height * 3).fill(255);
    const row = picture.width * 3;
    for (let y = 0; y < picture.height; y++)
      data.set(picture.data.subarray(y * row, (y + 1) * row), ((y + 3) * larger.width + 2) * 3);
    const box = { x: 2, y: 3, width: picture.width, height: picture.height };
    expect(sha256(resize({ ...larger, data }, size, 'bicubic', box).data)).toBe(reference.resized_sha256);
  });

  test.each(cases.resize)('$name is normalised to a millionth', (reference) => {
    const bytes = readFileSync(path.join(folder, reference.normalised_file.split(' ')[0]!));
    const tensor = toTensor(resize(pictureOf(reference), size, 'bicubic'), IMAGENET);
    const expected = new Float32Array(new Uint8Array(bytes).buffer);
    const worst = expected.reduce((most, value, at) => {
      const [plane, y, x] = [Math.floor(at / 784), Math.floor(at / 28) % 28, at % 28];
      return Math.max(most, Math.abs(value - tensor[(plane * 224 + y * 8) * 224 + x * 8]!));
    }, 0);
    expect(worst).toBeLessThan(1e-6);
  });

  test.each(cases.bbox)('the frame of the face $box', ({ box: [left, top, right, bottom], image_wh, crop_ltrb }) => {
    const [width, height] = image_wh;
    const frame = faceFrame({ x: left, y: top, width: right - left, height: bottom - top }, { width, height })!;
    expect([frame.x, frame.y, frame.x + frame.width, frame.y + frame.height]).toEqual(crop_ltrb);
  });
});

test('a picture at its own size stays as it is', () => {
  expect(resize(drawPicture(), { width: 96, height: 64 }, 'bilinear').data).toEqual(drawPicture().data);
});

test('a box of whole pixels at its own size is cut out', () => {
  const { data, width } = drawPicture();
  const cut = resize(drawPicture(), { width: 3, height: 2 }, 'bicubic', { x: 46, y: 20, width: 3, height: 2 });
  const row = (y: number) => [...data.subarray((y * width + 46) * 3, (y * width + 49) * 3)];
  expect([...cut.data]).toEqual([...row(20), ...row(21)]);
});

test.each(['bilinear', 'bicubic'] as const)('one channel goes through %s as each of three does', (filter) => {
  const picture = drawPicture();
  const reds = { ...picture, channels: 1 as const, data: picture.data.filter((_, at) => at % 3 === 0) };
  const size = { width: 33, height: 150 };
  const expected = resize(picture, size, filter).data.filter((_, at) => at % 3 === 0);
  expect(resize(reds, size, filter).data).toEqual(expected);
});

test('bilinear between two pixels', () => {
  const two = { width: 2, height: 1, channels: 1 as const, data: Uint8Array.of(0, 200) };
  expect([...resize(two, { width: 4, height: 1 }, 'bilinear').data]).toEqual([0, 50, 150, 200]);
});

test('shrinking averages, so that fine stripes turn grey', () => {
  const stripes = {
    width: 400,
    height: 1,
    channels: 1 as const,
    data: Uint8Array.from({ length: 400 }, (_, x) => (x % 2) * 254),
  };
  const middle = resize(stripes, { width: 10, height: 1 }, 'bilinear').data.subarray(1, 9);
  expect([...middle].every((value) => Math.abs(value - 127) <= 1)).toBe(true);
});

test('a box that begins between pixels shifts the picture', () => {
  const ramp = { width: 8, height: 1, channels: 1 as const, data: Uint8Array.from({ length: 8 }, (_, x) => x * 20) };
  const box = { x: 2.5, y: 0, width: 2, height: 1 };
  expect([...resize(ramp, { width: 2, height: 1 }, 'bilinear', box).data]).toEqual([50, 70]);
});

test('a box outside the picture is refused', () => {
  const box = { x: 96, y: 0, width: 5, height: 5 };
  expect(() => resize(drawPicture(), { width: 8, height: 8 }, 'bilinear', box)).toThrow(RangeError);
});
