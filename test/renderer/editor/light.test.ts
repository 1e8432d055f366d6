/** The photo in another light, and rulers. */
import { describe, expect, test } from 'vitest';
import { rulerStep } from '../../../renderer/editor/aids.ts';
import { DAYLIGHT, isDaylight, toneTable } from '../../../renderer/editor/light.ts';

const EVEN = new Uint32Array(256).fill(10);
const DARK = Uint32Array.from({ length: 256 }, (_, tone) => (tone < 64 ? 10 : 0));

describe('light', () => {
  test('as it is changes no tone', () => {
    for (const [tone, shown] of toneTable(DAYLIGHT, EVEN).entries()) expect(shown).toBeCloseTo(tone / 255, 9);
    expect(isDaylight(DAYLIGHT)).toBe(true);
  });

  test('more of it lifts every tone but white', () => {
    const table = toneTable({ ...DAYLIGHT, brightness: 0.2 }, EVEN);
    expect(table[0]).toBeCloseTo(0.2, 9);
    expect(table[255]).toBe(1);
  });

  test('contrast turns about the middle', () => {
    const table = toneTable({ ...DAYLIGHT, contrast: 0.5 }, EVEN);
    expect(table[64]).toBeLessThan(64 / 255);
    expect(table[192]).toBeGreaterThan(192 / 255);
    expect((table[127]! + table[128]!) / 2).toBeCloseTo(0.5, 6);
  });

  test('gamma lifts the dark and keeps black and white', () => {
    const table = toneTable({ ...DAYLIGHT, gamma: 2 }, EVEN);
    expect(table[0]).toBeCloseTo(0, 6);
    expect(table[255]).toBe(1);
    expect(table[64]).toBeCloseTo(Math.sqrt(64 / 255), 9);
  });

  test('equalised, a dark photo takes the whole range', () => {
    const table = toneTable({ ...DAYLIGHT, equalise: true }, DARK);
    expect(table[0]).toBeLessThan(0.02);
    expect(table[63]).toBeGreaterThan(0.98);
  });

  test('never turns tones around, however it is set', () => {
    for (const contrast of [-1, -0.5, 0, 0.5, 1]) {
      const table = toneTable({ brightness: -0.1, contrast, gamma: 0.7, equalise: true }, DARK);
      expect(table.every((value, tone) => tone === 0 || value >= table[tone - 1]! - 1e-12)).toBe(true);
    }
  });
});

test.each([
  [1, 100],
  [0.1, 1000],
  [3, 50],
  [40, 2],
  [500, 1],
])('at %d screen pixels a photo pixel a ruler names every %d pixels', (scale, step) => {
  expect(rulerStep(scale)).toBe(step);
});
