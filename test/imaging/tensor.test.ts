import { expect, test } from 'vitest';
import { BGR_BYTES, IMAGENET, toTensor } from '../../electron/imaging/tensor.ts';

const twoPixels = { width: 2, height: 1, channels: 3 as const, data: Uint8Array.of(10, 20, 30, 40, 50, 60) };

test('detectors get planes of bytes, blue first', () => {
  expect([...toTensor(twoPixels, BGR_BYTES)]).toEqual([30, 60, 20, 50, 10, 40]);
});

test('the network gets planes of normalised values, red first', () => {
  const tensor = toTensor(twoPixels, IMAGENET);
  expect(tensor[0]).toBeCloseTo((10 / 255 - 0.485) / 0.229, 6);
  expect(tensor[5]).toBeCloseTo((60 / 255 - 0.406) / 0.225, 6);
});

test('a picture takes its place in a batch', () => {
  const batch = new Float32Array(12);
  toTensor(twoPixels, BGR_BYTES, batch.subarray(6));
  expect([...batch]).toEqual([0, 0, 0, 0, 0, 0, 30, 60, 20, 50, 10, 40]);
});

test('a place of another size is refused', () => {
  expect(() => toTensor(twoPixels, BGR_BYTES, new Float32Array(5))).toThrow(RangeError);
});
