/** A network that was trained on little: the starter's encoder, and everything behind it begun anew on a few faces. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rootDir } from '../../../electron/places.ts';
import type { RecipeInput } from '../../../electron/shared/domain/recipe.ts';
import { openBenchCore } from '../core.ts';
import { type FaceSet, keptFolder, SEED } from './faces.ts';
import { correctFaces, createFaceProject, trainRound } from './project.ts';

const RECIPE: RecipeInput = {
  name: 'Little',
  mode: 'last-stage',
  begin: 'backbone',
  epochs: 20,
  batch: 4,
  learningRate: 1.5e-3,
  distillation: 0,
  validation: 0,
  test: 0,
  patience: null,
};

/** Its weights as a file; trained by the app itself where they are not kept yet, of this starter. */
export async function networkOfLittle(faces: FaceSet): Promise<string> {
  const recipe = { ...RECIPE, seed: SEED };
  const sum = createHash('sha256')
    .update(JSON.stringify([recipe, faces.folder]))
    .update(readFileSync(path.join(rootDir, 'resources/models/starter.safetensors')))
    .digest('hex')
    .slice(0, 12);
  const file = path.join(keptFolder, `little-${sum}.safetensors`);
  if (existsSync(file)) return file;
  console.error(`rounds: training a network on ${faces.faces.length} faces`);
  const folder = mkdtempSync(path.join(tmpdir(), 'lineament-bench-'));
  const core = await openBenchCore(folder);
  try {
    await createFaceProject(core, path.join(folder, 'little.lineament'), faces);
    await correctFaces(core, faces);
    const models = await core.call('models.list');
    const starter = models.find(({ kind, active }) => kind === 'network' && active)!;
    const { resultModel } = await trainRound(core, recipe, starter.id);
    const trained = (await core.call('models.list')).find(({ id }) => id === resultModel)!;
    mkdirSync(keptFolder, { recursive: true });
    copyFileSync(trained.file, file);
    return file;
  } finally {
    await core.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
