/** A stroke of the brush on the real canvas, and the label map that it must leave in the project's file, cell by cell. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { deserialize } from 'node:v8';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { faceFrame, rasterOf } from '../../electron/shared/domain/frame.ts';
import type { Point, Size } from '../../electron/shared/domain/geometry.ts';
import { root, until } from '../helpers/hosts.ts';
import type { Stored } from '../helpers/stored-mask.ts';

/** In CSS pixels from the middle of the stage: the brush goes from one to the next. */
const WAY = [
  [-30, -20],
  [20, -35],
  [40, 10],
  [-10, 45],
] as const;
/** What the brush starts with, in cells of the map. */
const SIZE = 24;
const SKIN = 1;
/** CSS pixels left free around a photo that fits. */
const MARGIN = 24;

/** The first face of the project and its mask, as they are in the file, read by a process of its own. */
export function stored(folder: string): Stored {
  const project = readdirSync(folder).find((name) => name.endsWith('.lineament'))!;
  const script = path.join(root, 'test/helpers/stored-mask.ts');
  return deserialize(execFileSync(process.execPath, [script, path.join(folder, project)], { maxBuffer: 2 ** 26 }));
}

/** The cells whose middle is within the brush's radius of its way, looked at one by one. */
function expectedCells(way: readonly Point[], { width, height }: Size): Uint8Array {
  const labels = new Uint8Array(width * height);
  const away = (x: number, y: number, from: Point, to: Point): number => {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const t = Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x - from.x - dx * t, y - from.y - dy * t);
  };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (way.slice(1).some((to, at) => away(x + 0.5, y + 0.5, way[at]!, to) <= SIZE / 2)) labels[y * width + x] = SKIN;
  return labels;
}

/** Paints over a photo that is shown whole, and compares what is stored; undoes it and does it again. */
export async function paintAndCompare(page: Page, folder: string, photo: Size): Promise<void> {
  const stage = (await page.locator('.photo-canvas').boundingBox())!;
  const middle = { x: Math.round(stage.x + stage.width / 2), y: Math.round(stage.y + stage.height / 2) };
  await page.keyboard.press('b');
  await page.keyboard.press('1');
  const [first, ...rest] = WAY.map(([dx, dy]) => ({ x: middle.x + dx, y: middle.y + dy }));
  await page.mouse.move(first!.x, first!.y);
  await page.mouse.down();
  for (const { x, y } of rest) await page.mouse.move(x, y);
  await page.mouse.up();
  const { box, mask } = await until('the stroke to be stored', () => {
    const now = stored(folder);
    return now.mask && { box: now.box, mask: now.mask };
  });

  const frame = faceFrame(box, photo)!;
  const raster = rasterOf(frame);
  const scale = Math.min((stage.width - 2 * MARGIN) / photo.width, (stage.height - 2 * MARGIN) / photo.height);
  const way = [first!, ...rest].map(({ x, y }) => ({
    x: (((x - stage.x - stage.width / 2) / scale + photo.width / 2 - frame.x) * raster.width) / frame.width,
    y: (((y - stage.y - stage.height / 2) / scale + photo.height / 2 - frame.y) * raster.height) / frame.height,
  }));
  const expected = expectedCells(way, raster);
  expect(mask.frame).toEqual(frame);
  expect(expected.filter(Boolean).length).toBeGreaterThan(1000);
  expect(Buffer.compare(mask.labels, expected)).toBe(0);

  await page.keyboard.press('Control+z');
  await until('the stroke to be undone', () => stored(folder).mask === null);
  await page.keyboard.press('Control+Shift+z');
  const again = await until('the stroke to be redone', () => stored(folder).mask);
  expect(Buffer.compare(again.labels, expected)).toBe(0);
  await page.keyboard.press('v');
}
