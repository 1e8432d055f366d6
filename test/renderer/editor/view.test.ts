/** The view: zooming, panning, fitting, and a photo that cannot be lost. */
import { describe, expect, test } from 'vitest';
import {
  fitBox,
  fitView,
  pinTo,
  resizeView,
  revealBox,
  snapToDevice,
  toPhoto,
  toScreen,
  zoomOf,
  zoomTo,
} from '../../../renderer/editor/view.ts';

const photo = { width: 4000, height: 3000 };
const viewport = { width: 1200, height: 800, pixelRatio: 1 };
const retina = { ...viewport, pixelRatio: 2 };

describe('the view', () => {
  test('fits the whole photo into the middle', () => {
    const view = fitView(photo, viewport);
    const middle = toScreen(view, { x: 2000, y: 1500 });
    expect(middle).toEqual({ x: 600, y: 400 });
    expect(toScreen(view, { x: 0, y: 0 }).y).toBeGreaterThan(0);
    expect(toScreen(view, { x: 4000, y: 3000 }).y).toBeLessThan(800);
  });

  test('enlarges a photo smaller than the screen', () => {
    expect(zoomOf(fitView({ width: 100, height: 100 }, viewport), viewport)).toBeGreaterThan(1);
  });

  test('leads to the screen and back', () => {
    const view = fitView(photo, viewport);
    const back = toPhoto(view, toScreen(view, { x: 123.25, y: 2875.5 }));
    expect(back.x).toBeCloseTo(123.25, 9);
    expect(back.y).toBeCloseTo(2875.5, 9);
  });

  test.each([1.3, 0.9, 8])('keeps the point under the cursor when zooming by %f', (factor) => {
    const view = zoomTo(fitView(photo, viewport), 1, { x: 600, y: 400 }, photo, viewport);
    const anchor = { x: 431, y: 222 };
    const after = zoomTo(view, zoomOf(view, viewport) * factor, anchor, photo, viewport);
    const under = toPhoto(view, anchor);
    expect(toScreen(after, under).x).toBeCloseTo(anchor.x, 6);
    expect(toScreen(after, under).y).toBeCloseTo(anchor.y, 6);
  });

  test('shows one photo pixel on one device pixel at 100 %', () => {
    expect(zoomTo(fitView(photo, retina), 1, { x: 600, y: 400 }, photo, retina).scale).toBe(0.5);
  });

  test('zooms neither in nor out without end', () => {
    const view = fitView(photo, viewport);
    expect(zoomOf(zoomTo(view, 1e9, { x: 0, y: 0 }, photo, viewport), viewport)).toBe(40);
    expect(zoomOf(zoomTo(view, 1e-9, { x: 0, y: 0 }, photo, viewport), viewport)).toBeCloseTo(view.scale / 2, 9);
  });

  test.each([
    [-1e6, -1e6],
    [1e6, 1e6],
  ])('keeps a part of the photo on the screen when panned to %i, %i', (x, y) => {
    const view = pinTo(fitView(photo, viewport), { x: 0, y: 0 }, { x, y }, photo, viewport);
    const start = toScreen(view, { x: 0, y: 0 });
    const end = toScreen(view, { x: 4000, y: 3000 });
    expect(start.x).toBeLessThanOrEqual(1200 - 80);
    expect(start.y).toBeLessThanOrEqual(800 - 80);
    expect(end.x).toBeGreaterThanOrEqual(80);
    expect(end.y).toBeGreaterThanOrEqual(80);
  });

  test('keeps fitting when the screen changes its size', () => {
    const larger = { width: 1600, height: 1000, pixelRatio: 1 };
    expect(resizeView(fitView(photo, viewport), photo, viewport, larger)).toEqual(fitView(photo, larger));
  });

  test('keeps the middle when the screen changes its size while zoomed in', () => {
    const view = zoomTo(fitView(photo, viewport), 2, { x: 100, y: 100 }, photo, viewport);
    const larger = { width: 1600, height: 1000, pixelRatio: 1 };
    const after = resizeView(view, photo, viewport, larger);
    const middle = toPhoto(view, { x: 600, y: 400 });
    expect(toScreen(after, middle).x).toBeCloseTo(800, 6);
    expect(after.scale).toBe(view.scale);
  });

  test('shows a face with its surroundings', () => {
    const view = fitBox({ x: 1000, y: 1000, width: 200, height: 200 }, photo, viewport);
    const middle = toScreen(view, { x: 1100, y: 1100 });
    expect(middle).toEqual({ x: 600, y: 400 });
    expect(200 * view.scale).toBeLessThan(500);
    expect(200 * view.scale).toBeGreaterThan(300);
  });

  test('does not move for a box that is on the screen', () => {
    const view = fitView(photo, viewport);
    expect(revealBox(view, { x: 100, y: 100, width: 50, height: 50 }, photo, viewport)).toBe(view);
  });

  test('moves to a box that is not on the screen, at the same zoom', () => {
    const view = zoomTo(fitView(photo, viewport), 1, { x: 0, y: 0 }, photo, viewport);
    const after = revealBox(view, { x: 3500, y: 2500, width: 50, height: 50 }, photo, viewport);
    expect(after.scale).toBe(view.scale);
    expect(toScreen(after, { x: 3525, y: 2525 })).toEqual({ x: 600, y: 400 });
  });

  test('is painted on whole device pixels', () => {
    expect(snapToDevice({ scale: 1, x: 10.3, y: 10.2 }, retina)).toEqual({ scale: 1, x: 10.5, y: 10 });
  });
});
