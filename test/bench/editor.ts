/**
 * The editor in a real browser on photos of 12 megapixels with 100 faces: work per frame, and the way to the next face
 * and the next photo.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { faceFrame, rasterOf } from '../../electron/shared/domain/frame.ts';
import type { Box, Point } from '../../electron/shared/domain/geometry.ts';
import type { ContentHash, FaceId } from '../../electron/shared/domain/ids.ts';
import { writeAnnotation } from '../../electron/store/annotations.ts';
import { insertFace } from '../../electron/store/faces.ts';
import { insertImage } from '../../electron/store/images.ts';
import { createProject, type WritableDb } from '../../electron/store/open.ts';
import { browse, startServer } from '../helpers/hosts.ts';
import { type Bench, type Measurement, measurement, median } from './bench.ts';

const WIDTH = 4000;
const HEIGHT = 3000;
const PHOTOS = 4;
const FACES = 100;
/** Pointer moves of a gesture. */
const MOVES = 120;
/** One face is so large that its mask has the largest raster. */
const LARGE_FACE: Box = { x: 900, y: 500, width: 1500, height: 1900 };
const RASTER = 1024;
/** Of a stroke of the brush, in milliseconds. */
const STROKE_MS = 5000;
const FRAME = { what: 'a frame at 60 Hz', value: 1000 / 60 };

const faceBox = (at: number): Box => ({
  x: 150 + (at % 10) * 380,
  y: 80 + Math.floor(at / 10) * 285,
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
    for (let face = 0; face < FACES; face++) {
      const box = faceBox(face);
      insertMask(store.db, insertFace(store.db, id, { box, score: 0.9, origin }), box);
    }
    const box = LARGE_FACE;
    if (at === PHOTOS - 1) insertMask(store.db, insertFace(store.db, id, { box, score: 0.9, origin }), box);
  }
  store.close();
  return store.project.path;
}

/** A map with all the classes of a face in it, as stripes that are not straight. */
function insertMask(db: WritableDb, face: FaceId, box: Box): void {
  const frame = faceFrame(box, { width: WIDTH, height: HEIGHT })!;
  const { width, height } = rasterOf(frame);
  const labels = Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return Math.abs(Math.floor((y + 40 * Math.sin(x / 60)) / 90)) % 11;
  });
  const value = { profile: 'facexformer-11', frame, width, height, labels } as const;
  writeAnnotation(db, face, 'parsing', {
    task: 'parsing',
    value,
    origin: { kind: 'person', name: '' },
    confidence: null,
  });
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

/** What the page's main thread did while `act` went on: its tasks, and the events of other names in `wanted`. */
async function trace(page: Page, act: () => Promise<void>): Promise<{ tasks: TraceEvent[]; events: TraceEvent[] }> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser to trace');
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'blink.user_timing'] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const first = traceEvents.find(({ name }) => name === 'FireAnimationFrame');
  if (!first) throw new Error('nothing was drawn');
  const events = traceEvents.filter(({ pid, tid }) => pid === first.pid && tid === first.tid);
  return { tasks: events.filter(({ name, ph }) => name === 'ThreadControllerImpl::RunTask' && ph === 'X'), events };
}

const workOf = (tasks: readonly TraceEvent[]): number => tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000;

/** Milliseconds that the page's main thread worked for each animation frame while `act` went on. */
async function workPerFrame(page: Page, act: () => Promise<void>): Promise<number[]> {
  const { tasks, events } = await trace(page, act);
  const frames = events.filter(({ name }) => name === 'FireAnimationFrame').toSorted((a, b) => a.ts - b.ts);
  return frames
    .slice(1)
    .map(({ ts: end }, at) => workOf(tasks.filter(({ ts, dur = 0 }) => ts + dur > frames[at]!.ts && ts + dur <= end)));
}

/** Longest time that the page takes to be done with a key or a press, its painting included. */
const DONE_MS = 600;

/** Milliseconds that the page's main thread worked from a key or a press on until all of it is done and stored. */
async function workUntilDone(page: Page, act: () => Promise<void>): Promise<number> {
  const { tasks, events } = await trace(page, async () => {
    await page.evaluate(() => performance.mark('begin'));
    await act();
    await page.waitForTimeout(DONE_MS);
    await page.evaluate(() => performance.mark('end'));
  });
  const [begin, end] = ['begin', 'end'].map((mark) => events.find(({ name }) => name === mark)!.ts) as [number, number];
  return workOf(tasks.filter(({ ts }) => ts >= begin && ts < end));
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

/** Strokes for five seconds, the pointer as fast as a hand: round and round over the large face. */
async function paint(page: Page, middle: Point, reach: number): Promise<void> {
  await page.mouse.move(middle.x + reach, middle.y);
  await page.mouse.down();
  const until = Date.now() + STROKE_MS;
  for (let move = 0; Date.now() < until; move++) {
    const radius = reach * (0.3 + 0.7 * Math.abs(Math.cos(move / 53)));
    await page.mouse.move(middle.x + radius * Math.cos(move / 9), middle.y + radius * Math.sin(move / 9));
  }
  await page.mouse.up();
}

/** How often each of these is done and taken back. */
const TIMES = 7;

/** The median of what a key or a press takes that changes the map, and is taken back by another key each time. */
async function timeOfChange(page: Page, act: () => Promise<void>, back: string): Promise<number> {
  const times: number[] = [];
  const look = () => page.locator('.photo-canvas').screenshot();
  for (let time = 0; time < TIMES; time++) {
    const before = await look();
    times.push(await workUntilDone(page, act));
    if (before.equals(await look())) throw new Error('nothing on the photo has changed');
    await page.keyboard.press(back);
    await page.waitForTimeout(DONE_MS);
  }
  return median(times);
}

/** Painting on the largest map that there is. */
async function paintMeasurements(page: Page): Promise<Measurement[]> {
  // Inside the large face, beside the small ones on it.
  const { x, y } = await onScreen(page, { x: 1600, y: 1300 });
  await page.mouse.click(x, y);
  await page.keyboard.press('z');
  await page.waitForTimeout(500);
  const stage = (await page.locator('.photo-canvas').boundingBox())!;
  const middle = { x: stage.x + stage.width / 2, y: stage.y + stage.height / 2 };
  const reach = Math.min(stage.width, stage.height) * 0.35;
  await page.keyboard.press('b');
  await page.keyboard.press('7');
  const stroke = await workPerFrame(page, () => paint(page, middle, reach));
  await page.waitForTimeout(1500);
  const limit = { what: 'the limit', value: 50 };
  const note = `median of ${TIMES}: main-thread time of the whole, with the painting and the answer of the store, on a map of ${RASTER} cells a side`;
  await page.mouse.move(middle.x, middle.y + reach / 2);
  const undo = await timeOfChange(page, () => page.keyboard.press('Control+z'), 'Control+Shift+z');
  const grow = await timeOfChange(page, () => page.keyboard.press('Alt+]'), 'Control+z');
  await page.keyboard.press('Shift+b');
  const press = async () => {
    await page.mouse.down();
    await page.mouse.up();
  };
  const flood = await timeOfChange(page, press, 'Control+z');
  await page.keyboard.press('v');
  return [
    frameMeasurement(`paint for ${STROKE_MS / 1000} s on a map of ${RASTER}`, stroke),
    measurement('undo a stroke', undo, 'ms', limit, note),
    measurement('grow a class', grow, 'ms', limit, note),
    measurement('flood fill', flood, 'ms', limit, note),
  ];
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

/** Faces judged one after the other: through one photo, into the next and through that. */
const JUDGED = 2 * FACES;
/** A person looks at each face for at least so long. Milliseconds. */
const LOOK_MS = 100;

/** Milliseconds from Enter to the end of the frame in which another face is the selected one. */
const timeToFace = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const selected = () =>
          `${document.querySelector('.faces-facts h2')?.textContent} ${document.querySelector('.selected')?.ariaLabel}`;
        const before = selected();
        const started = performance.now();
        const painted = new MessageChannel();
        painted.port1.onmessage = () => resolve(performance.now() - started);
        const look = () => {
          if (selected() === before) requestAnimationFrame(look);
          else painted.port2.postMessage(null);
        };
        window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true }));
        requestAnimationFrame(look);
      }),
  );

async function nextFace(page: Page): Promise<Measurement> {
  const times: number[] = [];
  while (times.length < JUDGED) {
    await page.waitForTimeout(LOOK_MS);
    times.push(await timeToFace(page));
  }
  const p95 = times.toSorted((a, b) => a - b)[Math.floor(0.95 * JUDGED)]!;
  const note = `p95 of ${JUDGED} faces in ${JUDGED / FACES + 1} photos, median ${median(times).toFixed(0)} ms, slowest ${Math.max(...times).toFixed(0)} ms; from Enter to the frame with the next face, which is masked`;
  return measurement('next face', p95, 'ms', { what: 'the limit', value: 100 }, note);
}

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
  results.push(measurement('next photo', median(times), 'ms', { what: 'the limit', value: 100 }, note));
  await page.keyboard.press('d');
  await page.waitForTimeout(2000);
  await page.keyboard.press('d');
  await page.getByText(`${PHOTOS} of ${PHOTOS}`).waitFor();
  await page.waitForTimeout(3000);
  results.push(...(await paintMeasurements(page)));
  for (const key of ['a', 'a', 'a']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(2000);
  }
  await page.getByText(`1 of ${PHOTOS}`).waitFor();
  return [...results, await nextFace(page)];
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
