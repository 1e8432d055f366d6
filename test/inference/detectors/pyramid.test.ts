import { describe, expect, test } from 'vitest';
import { counts, levelsOf, windowsOf } from '../../../electron/inference/detectors/pyramid.ts';

const free = { window: { width: 1280, height: 1280 }, whole: 'kept' } as const;
const stretched = { window: { width: 320, height: 240 }, whole: 'stretched' } as const;

describe('levels of a photo', () => {
  test('start at the photo itself for small faces', () => {
    expect(levelsOf({ width: 4000, height: 3000 }, free, 12)[0]).toMatchObject({ width: 4000, height: 3000 });
  });

  test('are halved down to 320 pixels', () => {
    expect(levelsOf({ width: 4000, height: 3000 }, free, 12).map(({ width }) => width)).toEqual([
      4000, 2000, 1000, 500, 250,
    ]);
  });

  test('start smaller where small faces do not matter', () => {
    expect(levelsOf({ width: 4000, height: 3000 }, free, 40)[0]).toMatchObject({ width: 1000, height: 750 });
  });

  test('are one for a small photo', () => {
    expect(levelsOf({ width: 128, height: 96 }, free, 12)).toMatchObject([{ width: 128, height: 96 }]);
  });

  test('end with the whole photo stretched, for a detector that sees it so', () => {
    expect(levelsOf({ width: 1000, height: 800 }, stretched, 12)).toMatchObject([
      { width: 1000, height: 800 },
      { width: 500, height: 400 },
      { width: 320, height: 240 },
    ]);
  });

  test('end with the whole photo even where a smaller one has the wrong shape', () => {
    expect(levelsOf({ width: 1000, height: 1000 }, stretched, 12).at(-1)).toMatchObject(stretched.window);
  });

  test('go down to a small window', () => {
    const small = { window: { width: 160, height: 96 }, whole: 'kept' } as const;
    expect(levelsOf({ width: 400, height: 400 }, small, 12).at(-1)).toMatchObject({ width: 50, height: 50 });
  });

  test('say how far the photo is stretched', () => {
    const [scale] = levelsOf({ width: 1000, height: 800 }, stretched, 12)
      .slice(-1)
      .map((level) => level.scale);
    expect(scale).toEqual({ x: 1000 / 320, y: 800 / 240 });
  });

  test('keep a pixel of the narrowest photo', () => {
    expect(levelsOf({ width: 3000, height: 1 }, free, 12).every(({ height }) => height === 1)).toBe(true);
  });
});

describe('windows of a level', () => {
  test('one where the level fits', () => {
    expect(windowsOf({ width: 640, height: 400 }, { width: 640, height: 640 })).toEqual([
      { x: 0, y: 0, width: 640, height: 400 },
    ]);
  });

  test.each([
    [641, 640],
    [4000, 640],
    [5123, 1280],
    [1921, 320],
  ])('%i pixels in windows of %i are covered, with the overlap, to the last pixel', (length, reach) => {
    const windows = windowsOf({ width: length, height: 1 }, { width: reach, height: reach });
    const overlap = Math.min(128, reach / 4);
    windows.forEach(({ x, width }, n) => {
      expect(width).toBeLessThanOrEqual(reach);
      const next = windows[n + 1]?.x ?? length + overlap;
      expect(x + width - next).toBeGreaterThanOrEqual(n + 1 < windows.length ? overlap : -overlap);
    });
    expect(windows[0]!.x).toBe(0);
    expect(windows.at(-1)!.x + windows.at(-1)!.width).toBe(length);
  });
});

describe('a sighting counts', () => {
  const [finest, middle, coarsest] = levelsOf({ width: 1000, height: 500 }, free, 12);
  const window = { x: 200, y: 0, width: 250, height: 250 };
  const face = (x: number, y: number, side: number) => ({ x, y, width: side * 0.8, height: side });

  test('inside its window', () => {
    expect(counts(face(250, 10, 60), window, middle!)).toBe(true);
  });

  test('over an edge of the photo', () => {
    expect(counts(face(250, -10, 60), window, middle!)).toBe(true);
  });

  test('not over an edge of its window inside the photo', () => {
    expect(counts(face(430, 10, 60), window, middle!)).toBe(false);
  });

  test('not close to such an edge', () => {
    expect(counts(face(398, 10, 60), window, middle!)).toBe(false);
  });

  test('not when a finer level saw it better', () => {
    expect(counts(face(250, 10, 30), window, middle!)).toBe(false);
  });

  test('not when a coarser level sees it better', () => {
    expect(counts(face(230, 10, 220), window, middle!)).toBe(false);
  });

  test('however small in the finest level', () => {
    expect(counts(face(250, 10, 10), window, finest!)).toBe(true);
  });

  test('however large in the coarsest', () => {
    expect(counts(face(10, 10, 240), { x: 0, y: 0, width: 250, height: 125 }, coarsest!)).toBe(true);
  });
});
