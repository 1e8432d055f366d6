/** Projects of rendered faces: photos, boxes, and what is true of them as a person's word. */
import path from 'node:path';
import type { Annotation } from '../../../electron/shared/domain/annotation.ts';
import type { Face } from '../../../electron/shared/domain/face.ts';
import type { ModelId } from '../../../electron/shared/domain/ids.ts';
import type { RecipeInput } from '../../../electron/shared/domain/recipe.ts';
import type { Round } from '../../../electron/shared/domain/round.ts';
import type { BenchCore } from '../core.ts';
import type { FaceSet } from './faces.ts';

/** A new project with a face on every photo, and nothing said about it. */
export async function createFaceProject(core: BenchCore, project: string, { folder, faces }: FaceSet): Promise<void> {
  await core.call('project.create', { path: project, photos: [] });
  await core.run({ kind: 'import', paths: faces.map(({ file }) => path.join(folder, file)), detect: false });
  for (const { image, box } of await photosOf(core, faces)) await core.call('faces.add', { image, box });
}

/** The photos of the open project beside what is true of them. */
async function photosOf(core: BenchCore, faces: FaceSet['faces']) {
  const { rows } = await core.call('images.page', { offset: 0, limit: 500 });
  const byName = new Map(faces.map((face) => [face.file, face]));
  return rows.map(({ id, path: file }) => ({ image: id, ...byName.get(path.basename(file))! }));
}

/** A person corrects every face: all that is true of it replaces what was there. */
export async function correctFaces(core: BenchCore, { faces }: FaceSet): Promise<void> {
  for (const { image, truths } of await photosOf(core, faces)) {
    const [face] = (await core.call('images.get', { image })).faces as [Face];
    const changes = truths.map((truth) => ({
      field: 'annotation' as const,
      task: truth.task,
      from: face.annotations.find(({ task }) => task === truth.task) ?? null,
      to: { ...truth, origin: { kind: 'person', name: '' }, confidence: null } satisfies Annotation,
    }));
    await core.call('faces.apply', { edits: [{ face: face.id, baseRevision: face.revision, changes }] });
  }
}

/** A round of the open project, from its preparation to its end. */
export async function trainRound(core: BenchCore, recipe: RecipeInput, model: ModelId): Promise<Round> {
  const { id } = await core.call('rounds.prepare', { recipe, model });
  await core.run(() => core.call('rounds.start', { round: id }));
  return (await core.call('rounds.get', { round: id })).round;
}
