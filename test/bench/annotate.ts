/** Faces a second through the whole job (decoding, cropping, the network, storing), against the network alone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Core, createCore } from '../../electron/core.ts';
import { BATCH } from '../../electron/inference/annotator.ts';
import { openNetwork } from '../../electron/inference/network.ts';
import { rendererDir, resourcesDir } from '../../electron/places.ts';
import { chooseDevice } from '../../electron/runtime/provider.ts';
import type { Input, Method, Output } from '../../electron/shared/contract.ts';
import { isActive, type JobRequest } from '../../electron/shared/domain/job.ts';
import { unwrapReply } from '../../electron/shared/errors.ts';
import type { PresetName } from '../../models/facexformer/config.ts';
import { fixtures } from '../helpers/shared.ts';
import { writeNetwork } from '../helpers/weights-files.ts';
import { recipeImage } from '../models/recipe.ts';
import { type Bench, type Measurement, measurement } from './bench.ts';

const call = async <M extends Method>(core: Core, method: M, input?: Input<M>) =>
  unwrapReply(await core.call(method, input)) as Output<M>;

/** Runs a job to its end and gives its milliseconds. */
async function run(core: Core, request: JobRequest): Promise<{ done: number; elapsed: number }> {
  const { id } = await call(core, 'jobs.start', request);
  while (true) {
    const job = (await call(core, 'jobs.list')).find((other) => other.id === id)!;
    if (!isActive(job)) return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Milliseconds of the network alone for this many faces, in the batches that the job makes. */
async function modelTime(file: string, preset: PresetName, faces: number): Promise<number> {
  const { provider } = await chooseDevice();
  const network = await openNetwork({ file, preset }, 'all', provider);
  const batch = BATCH[provider];
  const pixels = recipeImage(batch, network.config.size);
  await network.run(pixels, batch);
  const start = performance.now();
  for (let left = faces; left > 0; left -= batch) {
    const count = Math.min(left, batch);
    await network.run(pixels.subarray(0, (pixels.length / batch) * count), count);
  }
  const spent = performance.now() - start;
  await network.close();
  return spent;
}

async function annotating(preset: PresetName, fixtureFolder: string): Promise<Measurement> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lineament-bench-'));
  const options = { dataDir: path.join(folder, 'data'), rendererDir, resourcesDir, host: 'cli', version: '0' } as const;
  const core = await createCore(options);
  try {
    await call(core, 'project.create', { path: path.join(folder, 'bench.lineament'), photos: [] });
    await call(core, 'models.import', { path: path.join(fixtureFolder, 'detectors/yunet_s_dynamic.onnx') });
    const { file } = await call(core, 'models.import', { path: writeNetwork(folder, preset) });
    await run(core, { kind: 'import', paths: [path.join(fixtureFolder, 'photos')], detect: false });
    await run(core, { kind: 'detect', images: 'unsearched', annotate: false });
    const { rows } = await call(core, 'images.page', { sort: 'faces', offset: 0, limit: 500 });
    const withFaces = rows.filter(({ faces }) => faces > 0);
    // The first one opens the network.
    await run(core, { kind: 'annotate', images: [withFaces[0]!.id], tasks: 'all' });
    const faces = withFaces.reduce((sum, image) => sum + image.faces, 0) - withFaces[0]!.faces;
    // Half of the reference before and half after, so that other work on the machine weighs on both alike.
    const before = await modelTime(file, preset, Math.ceil(faces / 2));
    const job = await run(core, { kind: 'annotate', images: 'all', tasks: 'all' });
    const model = before + (await modelTime(file, preset, Math.floor(faces / 2)));
    const megapixels = withFaces.reduce((sum, { width, height }) => sum + (width * height) / 1e6, 0);
    return measurement(
      `faces annotated by ${preset}`,
      job.done / (job.elapsed / 1000),
      'faces/s',
      { what: 'the network alone', value: faces / (model / 1000) },
      `${job.done} faces in ${withFaces.length - 1} photos, ${megapixels.toFixed(0)} megapixels`,
    );
  } finally {
    await core.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  name: 'annotate',
  about: 'proposals for the faces of photos against the network alone; needs the reference fixtures',
  async run() {
    if (!fixtures) return [];
    const presets = ['facexformer-released', 'facexformer-starter'] as const;
    const measured: Measurement[] = [];
    for (const preset of presets) measured.push(await annotating(preset, fixtures));
    return measured;
  },
};
