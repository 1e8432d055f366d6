import { expect, test } from 'vitest';
import { faceFrame, frameTransform, rasterOf } from '../../electron/shared/domain/frame.ts';

const photo = { width: 640, height: 480 };

test('a frame is the face and a quarter more on each side, in whole pixels', () => {
  expect(faceFrame({ x: 100, y: 100, width: 101, height: 51 }, photo)).toEqual({
    x: 74,
    y: 87,
    width: 152,
    height: 76,
  });
});

test('a frame ends where the photo ends', () => {
  expect(faceFrame({ x: 600, y: -20, width: 100, height: 100 }, photo)).toEqual({
    x: 575,
    y: 0,
    width: 65,
    height: 105,
  });
});

test('a face outside the photo has no frame', () => {
  expect(faceFrame({ x: 700, y: 0, width: 40, height: 40 }, photo)).toBeNull();
});

test('the smallest face has a frame of at least one pixel', () => {
  expect(faceFrame({ x: 10.2, y: 10.2, width: 0.1, height: 0.1 }, photo)).toEqual({
    x: 10,
    y: 10,
    width: 1,
    height: 1,
  });
});

test.each([
  [
    { width: 100, height: 50 },
    { width: 256, height: 128 },
  ],
  [
    { width: 300, height: 400 },
    { width: 300, height: 400 },
  ],
  [
    { width: 2048, height: 1024 },
    { width: 1024, height: 512 },
  ],
])('a frame of %o has masks of %o', (frame, raster) => {
  expect(rasterOf(frame)).toEqual(raster);
});

test('the corners of the frame are the corners of its raster', () => {
  const { toFrame } = frameTransform({ x: 74, y: 87, width: 152, height: 76 }, { width: 304, height: 228 });
  expect([toFrame({ x: 74, y: 87 }), toFrame({ x: 226, y: 163 })]).toEqual([
    { x: 0, y: 0 },
    { x: 304, y: 228 },
  ]);
});

test('the centre of the first pixel of the raster lies half a raster pixel inside the frame', () => {
  const { toPhoto } = frameTransform({ x: 10, y: 20, width: 100, height: 100 }, { width: 50, height: 200 });
  expect(toPhoto({ x: 0.5, y: 0.5 })).toEqual({ x: 11, y: 20.25 });
});

test('a point comes back where it was', () => {
  const { toFrame, toPhoto } = frameTransform({ x: 74, y: 87, width: 152, height: 76 }, { width: 224, height: 224 });
  const back = toPhoto(toFrame({ x: 123.4, y: -56.7 }));
  expect(back.x).toBeCloseTo(123.4, 9);
  expect(back.y).toBeCloseTo(-56.7, 9);
});
