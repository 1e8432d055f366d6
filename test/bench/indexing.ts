/** Indexing against the least that it could do: hash every file and decode it, as many at once, in the same run. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import type { PhotoService } from '../../electron/imaging/service.ts';
import { connectCalls, type Port } from '../../electron/shared/rpc.ts';
import { type Bench, type Measurement, measurement, median } from './bench.ts';

const PHOTOS = 200;
const SIZE = { width: 2400, height: 1800 };
/** As many calls at once as an import makes. */
const AT_ONCE = 8;
const ROUNDS = 3;

/** Blobs and grain, other ones in every photo: JPEGs of about 1.3 MB, as a camera makes them at this size. */
async function writePhotos(folder: string): Promise<string[]> {
  const files = Array.from({ length: PHOTOS }, (_, at) => path.join(folder, `${at}.jpg`));
  await overAll(files, async (file) => {
    const at = files.indexOf(file);
    const blobs = Uint8Array.from(
      { length: 24 * 18 * 3 },
      (_, i) => (Math.imul(i + at * 7919, 0x9e3779b1) >>> 24) & 255,
    );
    const grain = { type: 'gaussian', mean: 128, sigma: 12 } as const;
    const noise = await sharp({ create: { ...SIZE, channels: 3, background: '#808080', noise: grain } })
      .raw()
      .toBuffer();
    await sharp(blobs, { raw: { width: 24, height: 18, channels: 3 } })
      .resize(SIZE.width, SIZE.height, { kernel: 'cubic' })
      .composite([{ input: noise, raw: { ...SIZE, channels: 3 }, blend: 'soft-light' }])
      .jpeg({ quality: 88 })
      .toFile(file);
  });
  return files;
}

/** Does something with every file, a few at once. */
async function overAll(files: readonly string[], work: (file: string) => Promise<unknown>): Promise<void> {
  const waiting = [...files];
  const drain = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) await work(file);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, drain));
}

/** Photos a second. */
async function rateOf(files: readonly string[], work: (file: string) => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await overAll(files, work);
  return files.length / ((performance.now() - start) / 1000);
}

async function hashAndDecode(file: string): Promise<void> {
  const bytes = await readFile(file);
  createHash('sha256').update(bytes).digest('hex');
  await sharp(bytes).raw().toBuffer();
}

async function run(): Promise<Measurement[]> {
  sharp.concurrency(1);
  const folder = await mkdtemp(path.join(tmpdir(), 'lineament-indexing-'));
  const worker = new Worker(new URL('../../electron/photos.ts', import.meta.url));
  try {
    const files = await writePhotos(folder);
    const photos = connectCalls<PhotoService>(worker as Port);
    const index: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const cache = path.join(folder, `cache-${round}`);
      bare.push(await rateOf(files, hashAndDecode));
      index.push(await rateOf(files, (file) => photos.call('index', { path: file, cache })));
    }
    const reference = { what: 'SHA-256 and a full sharp decode of the same files, nothing else', value: median(bare) };
    const note = `${PHOTOS} JPEG photos of ${SIZE.width} x ${SIZE.height}, ${AT_ONCE} at once, median of ${ROUNDS} rounds; indexing also writes thumbnails`;
    return [measurement('photos indexed a second', median(index), 'photos/s', reference, note)];
  } finally {
    await worker.terminate();
    await rm(folder, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  name: 'indexing',
  about: 'the photo thread indexing a folder of JPEG photos, against hashing and decoding alone',
  run,
};
