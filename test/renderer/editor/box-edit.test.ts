/** Moving and resizing boxes at and over the edges of the photo. */
import { describe, expect, test } from 'vitest';
import { intersectBoxes } from '../../../electron/shared/domain/geometry.ts';
import { boxBetween, HANDLES, type Handle, moveBox, resizeBox } from '../../../renderer/editor/box-edit.ts';

const photo = { width: 1000, height: 800 };
const box = { x: 100, y: 200, width: 50, height: 60 };

describe('moving a box', () => {
  test('keeps the fraction that a detector gave it', () => {
    expect(moveBox({ ...box, x: 100.4 }, 3.2, 0, photo).x).toBeCloseTo(103.4, 9);
  });

  test('lets it leave the photo', () => {
    expect(moveBox(box, -120, 0, photo).x).toBe(-20);
  });

  test.each([
    [-5000, 0],
    [5000, 0],
    [0, -5000],
    [0, 5000],
  ])('keeps a pixel inside when moved by %i, %i', (dx, dy) => {
    const inside = intersectBoxes(moveBox(box, dx, dy, photo), { x: 0, y: 0, ...photo });
    expect(Math.min(inside!.width, inside!.height)).toBeCloseTo(1, 9);
  });
});

describe('resizing a box', () => {
  const moved: Record<Handle, { x: number; y: number; width: number; height: number }> = {
    nw: { x: 110, y: 205, width: 40, height: 55 },
    n: { x: 100, y: 205, width: 50, height: 55 },
    ne: { x: 100, y: 205, width: 60, height: 55 },
    e: { x: 100, y: 200, width: 60, height: 60 },
    se: { x: 100, y: 200, width: 60, height: 65 },
    s: { x: 100, y: 200, width: 50, height: 65 },
    sw: { x: 110, y: 200, width: 40, height: 65 },
    w: { x: 110, y: 200, width: 40, height: 60 },
  };
  test.each(HANDLES)('by its %s handle moves the edges of that handle', (handle) => {
    expect(resizeBox(box, handle, 10, 5, photo)).toEqual(moved[handle]);
  });

  test('goes over the opposite edge', () => {
    expect(resizeBox(box, 'e', -80, 0, photo)).toEqual({ x: 70, y: 200, width: 30, height: 60 });
  });

  test('leaves at least a pixel', () => {
    expect(resizeBox(box, 'e', -50, 0, photo).width).toBe(1);
  });

  test.each(HANDLES)('far away by its %s handle keeps a pixel inside', (handle) => {
    for (const [x, y] of [
      [-40, -50],
      [990, 790],
    ])
      for (const by of [-5000, 5000]) {
        const result = resizeBox({ x: x!, y: y!, width: 50, height: 60 }, handle, by, by, photo);
        const inside = intersectBoxes(result, { x: 0, y: 0, ...photo });
        expect(Math.min(inside!.width, inside!.height), JSON.stringify(result)).toBeGreaterThanOrEqual(1);
      }
  });
});

describe('a box between two corners', () => {
  test('is the same from either', () => {
    expect(boxBetween({ x: 10, y: 20 }, { x: 40, y: 60 }, photo)).toEqual(
      boxBetween({ x: 40, y: 60 }, { x: 10, y: 20 }, photo),
    );
  });

  test('that lie outside reaches into the photo', () => {
    expect(boxBetween({ x: -30, y: -30 }, { x: -10, y: -10 }, photo)).toEqual({
      x: -30,
      y: -30,
      width: 31,
      height: 31,
    });
  });
});
