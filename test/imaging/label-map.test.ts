/** Label maps and masks written as PNG files, read again by another library. */
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { encodeLabelMap, encodeTwoTone } from '../../electron/imaging/label-map.ts';

const SIZES = [
  [1, 1],
  [7, 3],
  [255, 2],
  [640, 481],
] as const;

async function greyOf(png: Buffer): Promise<{ data: Buffer; size: number[]; channels: number }> {
  const { data, info } = await sharp(png, { failOn: 'warning' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, size: [info.width, info.height], channels: info.channels };
}

test.for(SIZES)('a map of %i x %i pixels is the same to another reader', async ([width, height]) => {
  const labels = Uint8Array.from({ length: width * height }, (_, at) => (at * 2654435761) >>> 24);
  const read = await greyOf(encodeLabelMap({ width, height, labels }));
  expect(read).toEqual({ data: Buffer.from(labels), size: [width, height], channels: 1 });
});

test('a part of a picture is white where its bits are, wherever it lies', async () => {
  const picture = { width: 9, height: 6 };
  for (const [x, y] of [
    [0, 0],
    [6, 4],
    [2, 3],
  ] as const) {
    const bits = Uint8Array.of(1, 0, 1, 0, 1, 1);
    const expected = Buffer.alloc(picture.width * picture.height);
    for (const [at, bit] of bits.entries())
      expected[(y + Math.floor(at / 3)) * picture.width + x + (at % 3)] = 255 * bit;
    const { data } = await greyOf(encodeTwoTone(picture, { x, y, width: 3, height: 2, bits }));
    expect(data).toEqual(expected);
  }
});

test('a small picture after a large one has nothing of it', async () => {
  const large = new Uint8Array(64 * 64).fill(200);
  encodeLabelMap({ width: 64, height: 64, labels: large });
  const { data } = await greyOf(
    encodeTwoTone({ width: 4, height: 4 }, { x: 1, y: 1, width: 1, height: 1, bits: Uint8Array.of(1) }),
  );
  expect([...data].filter((value) => value !== 0)).toEqual([255]);
});
