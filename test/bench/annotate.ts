/** Faces a second through the whole job (decoding, cropping, the network, storing), against the network alone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BATCH } from '../../electron/inference/batches.ts';
import { openNetwork } from '../../electron/inference/network.ts';
import { chooseDevice } from '../../electron/runtime/provider.ts';
import type { PresetName } from '../../models/facexformer/config.ts';
import { fixtures } from '../helpers/shared.ts';
import { writeNetwork } from '../helpers/weights-files.ts';
import { recipeImage } from '../models/recipe.ts';
import { type Bench, type Measurement, measurement } from './bench.ts';
import { openBenchCore } from './core.ts';

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
  const core = await openBenchCore(folder);
  try {
    await core.call('project.create', { path: path.join(folder, 'bench.lineament'), photos: [] });
    await core.call('models.import', { path: path.join(fixtureFolder, 'detectors/yunet_s_dynamic.onnx') });
    const { file } = await core.call('models.import', { path: writeNetwork(folder, preset) });
    await core.run({ kind: 'import', paths: [path.join(fixtureFolder, 'photos')], detect: false });
    await core.run({ kind: 'detect', images: 'unsearched', annotate: false });
    const { rows } = await core.call('images.page', { sort: 'faces', offset: 0, limit: 500 });
    const withFaces = rows.filter(({ faces }) => faces > 0);
    // The first one opens the network.
    await core.run({ kind: 'annotate', images: [withFaces[0]!.id], tasks: 'all' });
    const faces = withFaces.reduce((sum, image) => sum + image.faces, 0) - withFaces[0]!.faces;
    // Half of the reference before and half after, so that other work on the machine weighs on both alike.
    const before = await modelTime(file, preset, Math.ceil(faces / 2));
    const job = await core.run({ kind: 'annotate', images: 'all', tasks: 'all' });
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
