/** Photos a second through the whole search of the engine, against the model alone on the same windows. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { inspectPhoto } from '../../electron/imaging/decode.ts';
import { levelsOf, windowsOf } from '../../electron/inference/detectors/pyramid.ts';
import type { EngineService } from '../../electron/inference/engine.ts';
import { chooseDevice, cpuThreads } from '../../electron/runtime/provider.ts';
import { openSession, Tensor } from '../../electron/runtime/session.ts';
import type { Size } from '../../electron/shared/domain/geometry.ts';
import { startThread } from '../../electron/thread-client.ts';
import { fixtures } from '../helpers/shared.ts';
import { type Bench, measurement } from './bench.ts';

const OPTIONS = { smallestFace: 12, score: 0.6 };
/** As many as the app's own search keeps in flight. */
const IN_FLIGHT = 4;
const YUNET = { window: { width: 1280, height: 1280 }, whole: 'kept' } as const;

/** Milliseconds of the model's runs alone, on every window that the search of these photos looks at. */
async function modelTime(photos: readonly Size[], file: string): Promise<number> {
  const { provider } = await chooseDevice();
  const session = await openSession(file, { provider, threads: cpuThreads() });
  const roundUp = (side: number) => Math.ceil(side / 32) * 32;
  let spent = 0;
  const run = async ({ width, height }: Size) => {
    const dims = [1, 3, roundUp(height), roundUp(width)];
    const input = new Tensor('float32', new Float32Array(3 * dims[2]! * dims[3]!), dims);
    const start = performance.now();
    await session.run({ input });
    spent += performance.now() - start;
  };
  await run({ width: 640, height: 640 });
  spent = 0;
  for (const photo of photos)
    for (const level of levelsOf(photo, YUNET, OPTIONS.smallestFace))
      for (const window of windowsOf(level, YUNET.window)) await run(window);
  await session.release();
  return spent;
}

/** Milliseconds from the first photo's path to the last one's faces. */
async function roadTime(photos: readonly string[], detector: string): Promise<number> {
  const engine = startThread<EngineService>(
    'engine',
    new URL('../../electron/engine.ts', import.meta.url),
    (problem) => {
      throw new Error(problem.message);
    },
  );
  try {
    const detect = (file: string) => engine.call('detect', { path: file, detector, ...OPTIONS });
    await detect(photos[0]!);
    const start = performance.now();
    const waiting = [...photos];
    const lane = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await detect(next);
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
    return performance.now() - start;
  } finally {
    await engine.close();
  }
}

export const bench: Bench = {
  name: 'detection',
  about:
    'finding the faces of photos (decoding, pyramid, model, merging) against the model alone; needs the reference fixtures',
  async run() {
    if (!fixtures) return [];
    const folder = path.join(fixtures, 'photos');
    const names = (await readdir(folder)).filter((name) => /\.(jpg|png)$/.test(name));
    const photos = names.map((name) => path.join(folder, name));
    const file = path.join(fixtures, 'detectors/yunet_s_dynamic.onnx');
    const road = await roadTime(photos, file);
    const sizes = await Promise.all(photos.map((photo) => inspectPhoto(photo)));
    const model = await modelTime(sizes, file);
    const megapixels = sizes.reduce((sum, { width, height }) => sum + (width * height) / 1e6, 0);
    return [
      measurement(
        'photos searched',
        photos.length / (road / 1000),
        'photos/s',
        { what: 'the model alone on the same windows', value: photos.length / (model / 1000) },
        `${photos.length} photos, ${megapixels.toFixed(0)} megapixels, ${path.basename(file)}, faces from ${OPTIONS.smallestFace} px`,
      ),
    ];
  },
};
