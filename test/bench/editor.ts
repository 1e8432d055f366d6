/** The editor in a real browser on photos of 12 megapixels with 60 faces: work per frame, and the way to the next photo. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { Box, Point } from '../../electron/shared/domain/geometry.ts';
import type { ContentHash } from '../../electron/shared/domain/ids.ts';
import { insertFace } from '../../electron/store/faces.ts';
import { insertImage } from '../../electron/store/images.ts';
import { createProject } from '../../electron/store/open.ts';
import { browse, startServer } from '../helpers/hosts.ts';
import { type Bench, type Measurement, measurement, median } from './bench.ts';

const WIDTH = 4000;
const HEIGHT = 3000;
const PHOTOS = 4;
const FACES = 60;
/** Pointer moves of a gesture. */
const MOVES = 120;
const FRAME = { what: 'a frame at 60 Hz', value: 1000 / 60 };

const faceBox = (at: number): Box => ({
  x: 150 + (at % 10) * 380,
  y: 200 + Math.floor(at / 10) * 460,
  width: 180,
  height: 240,
});

/** Photos with as much detail as a camera's, and rows for their faces. */
async function makeProject(folder: string): Promise<string> {
  const store = createProject(path.join(folder, 'crowd.lineament'));
  mkdirSync(path.join(folder, 'photos'));
  for (let at = 0; at < PHOTOS; at++) {
    const noise = { type: 'gaussian', mean: 110 + 10 * at, sigma: 25 } as const;
    const create = { width: WIDTH, height: HEIGHT, channels: 3, background: 'grey', noise } as const;
    const bytes = await sharp({ create }).blur(1.5).jpeg({ quality: 90 }).toBuffer();
    const file = path.join(folder, 'photos', `${at}.jpg`);
    writeFileSync(file, bytes);
    const hash = createHash('sha256').update(bytes).digest('hex') as ContentHash;
    const facts = { format: 'jpeg', width: WIDTH, height: HEIGHT, orientation: 1, mtime: 0 } as const;
    const { id } = insertImage(store.db, { path: file, hash, bytes: bytes.length, ...facts });
    const origin = { kind: 'person', name: '' } as const;
    for (let face = 0; face < FACES; face++) insertFace(store.db, id, { box: faceBox(face), score: 0.9, origin });
  }
  store.close();
  return store.project.path;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  ts: number;
  dur?: number;
  /** Microseconds of the thread's own time, without what it waited for other processes. */
  tdur?: number;
}

/** Milliseconds that the page's main thread worked for each animation frame while `act` went on. */
async function workPerFrame(page: Page, act: () => Promise<void>): Promise<number[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser to trace');
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const frames = traceEvents.filter(({ name }) => name === 'FireAnimationFrame').toSorted((a, b) => a.ts - b.ts);
  const [first] = frames;
  if (!first) throw new Error('nothing was drawn');
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) =>
      name === 'ThreadControllerImpl::RunTask' && ph === 'X' && pid === first.pid && tid === first.tid,
  );
  return frames.slice(1).map(({ ts: end }, at) => {
    const own = tasks.filter(({ ts, dur = 0 }) => ts + dur > frames[at]!.ts && ts + dur <= end);
    return own.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000;
  });
}

function frameMeasurement(name: string, work: number[]): Measurement {
  const p95 = work.toSorted((a, b) => a - b)[Math.floor(work.length * 0.95)]!;
  const note = `p95 of ${work.length} frames of main-thread time, median ${median(work).toFixed(1)} ms`;
  return measurement(name, p95, 'ms', FRAME, `${note}; without a graphics card the browser paints in it too`);
}

/** Where a point of the photo is on the screen while the whole photo is shown. */
async function onScreen(page: Page, { x, y }: Point): Promise<Point> {
  const stage = (await page.locator('.editor-stage').boundingBox())!;
  const margin = 24;
  const scale = Math.min((stage.width - 2 * margin) / WIDTH, (stage.height - 2 * margin) / HEIGHT);
  return {
    x: stage.x + stage.width / 2 + (x - WIDTH / 2) * scale,
    y: stage.y + stage.height / 2 + (y - HEIGHT / 2) * scale,
  };
}

async function drag(page: Page, from: Point, button: 'left' | 'middle'): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down({ button });
  for (let at = 0; at < MOVES; at++)
    await page.mouse.move(from.x + 100 * Math.sin(at / 8), from.y + 60 * (1 - Math.cos(at / 8)));
  await page.mouse.up({ button });
}

async function wheel(page: Page, at: Point): Promise<void> {
  await page.mouse.move(at.x, at.y);
  for (let notch = 0; notch < MOVES / 2; notch++) await page.mouse.wheel(0, notch < MOVES / 4 ? -60 : 60);
}

/** Milliseconds from a key to the end of the frame in which the next photo is drawn. */
const timeToPhoto = (page: Page, key: string): Promise<number> =>
  page.evaluate(
    (pressed) =>
      new Promise<number>((resolve) => {
        const prototype = CanvasRenderingContext2D.prototype;
        const draw = prototype.drawImage;
        const started = performance.now();
        const painted = new MessageChannel();
        painted.port1.onmessage = () => resolve(performance.now() - started);
        prototype.drawImage = function (this: CanvasRenderingContext2D, ...words: unknown[]) {
          Reflect.apply(draw, this, words);
          if (!this.canvas.closest('.photo-canvas')) return;
          prototype.drawImage = draw;
          requestAnimationFrame(() => painted.port2.postMessage(null));
        } as typeof draw;
        window.dispatchEvent(
          new KeyboardEvent('keydown', { key: pressed, code: `Key${pressed.toUpperCase()}`, bubbles: true }),
        );
      }),
    key,
  );

async function work(page: Page): Promise<Measurement[]> {
  await page.getByRole('listbox', { name: 'Photos' }).getByRole('option').first().dblclick();
  await page.getByText(`1 of ${PHOTOS}`).waitFor();
  await page.getByText('Opening the photo…').waitFor({ state: 'detached' });
  await page.waitForTimeout(3000); // the neighbours are being decoded

  const results: Measurement[] = [];
  const frames = async (name: string, act: () => Promise<void>) => {
    results.push(frameMeasurement(name, await workPerFrame(page, act)));
    await page.keyboard.press('0');
    await page.waitForTimeout(300);
  };
  const middle = await onScreen(page, { x: WIDTH / 2, y: HEIGHT / 2 });
  const { x, y, width, height } = faceBox(0);
  const face = await onScreen(page, { x: x + width / 2, y: y + height / 2 });
  await frames('pan the whole photo', () => drag(page, middle, 'middle'));
  await page.keyboard.press('1');
  await page.waitForTimeout(300);
  await frames('pan at 100 %', () => drag(page, middle, 'middle'));
  await frames('zoom by wheel', () => wheel(page, middle));
  await frames('drag a box', () => drag(page, face, 'left'));

  const times: number[] = [];
  for (const key of ['d', 'd', 'a', 'd', 'd', 'a', 'a']) {
    await page.waitForTimeout(2000);
    times.push(await timeToPhoto(page, key));
  }
  const note = `median of ${times.length}, slowest ${Math.max(...times).toFixed(0)} ms; the photo was decoded beforehand`;
  return [...results, measurement('next photo', median(times), 'ms', { what: 'the limit', value: 100 }, note)];
}

export const bench: Bench = {
  name: 'editor',
  about: `the editor on photos of ${(WIDTH * HEIGHT) / 1e6} megapixels with ${FACES} faces, in the browser host`,
  async run() {
    const folder = mkdtempSync(path.join(tmpdir(), 'lineament-bench-'));
    const server = await startServer(path.join(folder, 'data'), await makeProject(folder));
    const { context, page } = await browse(server.url);
    try {
      return await work(page);
    } finally {
      await context.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};
