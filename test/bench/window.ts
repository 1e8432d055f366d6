/** The window on a project of 100 000 photos: how soon it shows them, and how much memory it takes. */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import type { ContentHash } from '../../electron/shared/domain/ids.ts';
import { encode } from '../../electron/shared/wire.ts';
import { inTransaction } from '../../electron/store/database.ts';
import { insertFace } from '../../electron/store/faces.ts';
import { insertImage } from '../../electron/store/images.ts';
import { openLibrary } from '../../electron/store/library.ts';
import { createProject } from '../../electron/store/open.ts';
import { browse, startServer } from '../helpers/hosts.ts';
import { type Bench, measurement, median } from './bench.ts';

const PHOTOS = 100_000;
const RUNS = 5;
/** Different pictures; all photos share their thumbnails, as links to the same few files. */
const PICTURES = 64;

async function drawThumbnails(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (let at = 0; at < PICTURES; at++) {
    const hue = (at * 360) / PICTURES;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="192">
      <rect width="256" height="192" fill="hsl(${hue} 40% 45%)"/>
      <ellipse cx="128" cy="96" rx="${40 + (at % 8) * 4}" ry="64" fill="hsl(${hue + 180} 50% 70%)"/></svg>`;
    const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
    const grain = await sharp({ create: { width: 256, height: 192, channels: 3, background: 'grey', noise } })
      .png()
      .toBuffer();
    const bytes = await sharp(Buffer.from(svg))
      .composite([{ input: grain, blend: 'soft-light' }])
      .webp({ quality: 80 })
      .toBuffer();
    files.push(path.join(folder, `${at}.webp`));
    writeFileSync(files[at]!, bytes);
  }
  return files;
}

/** A project with rows for photos that do not exist, and a thumbnail in the cache for every one of them. */
async function makeProject(folder: string): Promise<string> {
  const store = createProject(path.join(folder, 'large.lineament'));
  const thumbnails = await drawThumbnails(folder);
  for (let at = 0; at < 256; at++)
    mkdirSync(path.join(store.cacheDir, at.toString(16).padStart(2, '0')), { recursive: true });
  inTransaction(store.db, () => {
    for (let at = 0; at < PHOTOS; at++) {
      const hash = createHash('sha256').update(String(at)).digest('hex') as ContentHash;
      linkSync(thumbnails[at % PICTURES]!, path.join(store.cacheDir, hash.slice(0, 2), `${hash}-256.webp`));
      const name = `${String(Math.floor(at / 1000)).padStart(3, '0')}/photo ${at}.jpg`;
      const facts = { format: 'jpeg', width: 4000, height: 3000, orientation: 1, bytes: 5_000_000, mtime: 0 } as const;
      const { id } = insertImage(store.db, { path: path.join(folder, 'photos', name), hash, ...facts });
      const origin = { kind: 'person', name: '' } as const;
      for (let face = 0; face < at % 3; face++) {
        insertFace(store.db, id, { box: { x: 100 * face, y: 50, width: 80, height: 100 }, score: 0.9, origin });
      }
    }
  });
  store.close();
  return store.project.path;
}

/** Milliseconds from the click on a recent project to the first screenful of painted thumbnails. */
async function firstPaint(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Projects' }).click();
  const project = page.getByRole('main').getByText('large', { exact: true });
  await project.waitFor();
  const started = performance.now();
  await project.click();
  await page.waitForFunction(() => {
    const pictures = [...document.querySelectorAll<HTMLImageElement>('[role=listbox] img')];
    const shown = pictures.filter((picture) => picture.getBoundingClientRect().top < window.innerHeight);
    return shown.length >= 12 && shown.every((picture) => picture.complete && picture.naturalWidth > 0);
  });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return performance.now() - started;
}

async function closeProject(page: Page): Promise<void> {
  const data = Buffer.from(encode({ method: 'project.close', input: undefined }));
  await page.context().request.post(new URL('/call', page.url()).href, { data });
}

/** Resident memory of the page's own process, in MiB. */
async function windowMemory(context: BrowserContext): Promise<number> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('the browser does not tell its processes');
  const { processInfo } = (await session.send('SystemInfo.getProcessInfo')) as {
    processInfo: { type: string; id: number }[];
  };
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  return Math.max(...sizes);
}

export const bench: Bench = {
  name: 'window',
  about: `a project of ${PHOTOS.toLocaleString('en')} photos in the browser host`,
  async run() {
    const folder = mkdtempSync(path.join(tmpdir(), 'lineament-bench-'));
    const dataDir = path.join(folder, 'data');
    const projectPath = await makeProject(folder);
    const library = openLibrary(dataDir);
    library.rememberProject({ path: projectPath, name: 'large', created: 0 });
    library.close();
    const server = await startServer(dataDir);
    const { context, page } = await browse(server.url);
    try {
      const times: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        times.push(await firstPaint(page));
        if (run < RUNS - 1) await closeProject(page);
      }
      for (const key of ['End', 'Home', ...Array<string>(40).fill('PageDown'), 'End']) {
        await page.keyboard.press(key);
        await page.waitForTimeout(50);
      }
      await page.waitForTimeout(1000);
      const memory = await windowMemory(context);
      return [
        measurement(
          'first paint',
          median(times),
          'ms',
          { what: 'the limit', value: 2000 },
          `median of ${RUNS}, from the click on the project to a screenful of thumbnails; ${PHOTOS} photos, ${PHOTOS} faces`,
        ),
        measurement(
          'window memory',
          memory,
          'MiB',
          { what: 'the limit', value: 600 },
          'resident memory of the page’s process after scrolling from end to end and through 40 screens',
        ),
      ];
    } finally {
      await context.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
