/** What a model said of a face before people said otherwise: read out of the log, backwards. */
import type { Annotation } from '../shared/domain/annotation.ts';
import type { Face } from '../shared/domain/face.ts';
import type { FaceId } from '../shared/domain/ids.ts';
import { applyPatch, invertPatch, type Patch } from '../shared/domain/patch.ts';
import type { Task } from '../shared/domain/vocabulary.ts';
import { fromBlob } from './blob.ts';
import { all, type ReadableDb } from './database.ts';
import { getFace } from './faces.ts';

/**
 * For each task the value that a model proposed last and a person began from. A task that no model has spoken of is
 * missing.
 */
export function proposalsOf(db: ReadableDb, id: FaceId): Annotation[] {
  let face: Face | null = getFace(db, id);
  const found = new Map<Task, Annotation>();
  const collect = ({ annotations }: Face): void => {
    for (const annotation of annotations)
      if (annotation.origin.kind === 'model' && !found.has(annotation.task)) found.set(annotation.task, annotation);
  };
  collect(face);
  const logged = all<{ patch: Uint8Array }>(
    db,
    `SELECT patch FROM patches JOIN steps ON steps.id = patches.step
     WHERE patches.face = ? AND steps.state = 'done' ORDER BY patches.id DESC`,
    id,
  );
  for (const { patch } of logged) {
    face = applyPatch(face, invertPatch(fromBlob(patch) as Patch));
    if (!face) break;
    collect(face);
  }
  return [...found.values()];
}
