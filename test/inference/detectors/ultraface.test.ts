import { describe, expect, test } from 'vitest';
import { areCorners, cornersOf, priorsOf } from '../../../electron/inference/detectors/ultraface.ts';

describe('priors of UltraFace', () => {
  test.each([
    [320, 240, 4420],
    [640, 480, 17640],
  ])('a %i x %i input has as many as its boxes', (width, height, count) => {
    expect(priorsOf({ width, height }).length / 4).toBe(count);
  });

  test('begin in the first cell of the finest map, with the smallest side', () => {
    expect([...priorsOf({ width: 320, height: 240 }).slice(0, 4)]).toEqual(
      [0.5 / 40, 0.5 / 30, 10 / 320, 10 / 240].map(Math.fround),
    );
  });

  test('are clipped where a side is longer than the input', () => {
    expect(priorsOf({ width: 320, height: 240 }).at(-1)).toBe(1);
  });
});

describe('boxes of UltraFace', () => {
  const priors = priorsOf({ width: 320, height: 240 });

  test('a raw zero is the prior itself', () => {
    const [left, top, right, bottom] = cornersOf(new Float32Array(4), Float32Array.of(0.5, 0.5, 0.2, 0.4));
    expect([left, top, right, bottom]).toEqual([0.4, 0.3, 0.6, 0.7].map(Math.fround));
  });

  test('a raw offset moves by a tenth of the size and grows by the exponential of a fifth', () => {
    const [left, top, right, bottom] = cornersOf(
      Float32Array.of(1, -1, 5, 0),
      Float32Array.of(0.5, 0.5, 0.2, 0.4),
    ) as unknown as number[];
    expect((left! + right!) / 2).toBeCloseTo(0.52, 6);
    expect((top! + bottom!) / 2).toBeCloseTo(0.46, 6);
    expect(right! - left!).toBeCloseTo(0.2 * Math.E, 6);
  });

  test('corners are known as corners', () => {
    expect(areCorners(cornersOf(new Float32Array(priors.length).fill(0.7), priors), priors)).toBe(true);
  });

  test('raw offsets are known as raw', () => {
    const raw = Float32Array.from({ length: priors.length }, (_, n) => Math.sin(n) * 2);
    expect(areCorners(raw, priors)).toBe(false);
  });
});
