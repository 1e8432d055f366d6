/** Faces that a network has yet to look at. */
import type { Box } from '../shared/domain/geometry.ts';
import type { FaceId, ImageId, ModelId } from '../shared/domain/ids.ts';
import type { Task } from '../shared/domain/vocabulary.ts';
import { bitsOf } from './annotations.ts';
import { all, type ReadableDb, value } from './database.ts';
import { faceKinds, sumFaces } from './face-counts.ts';

/** Which values a network is asked for. */
export interface Wanted {
  model: ModelId;
  tasks: readonly Task[];
}

/**
 * Open faces that lack a value of a wanted task, or have one from another model: what people and files say stays.
 * The first condition is answered by the index, the second only looks at faces with values.
 */
const LACKING = `present = 1 AND review = 'open' AND (
  (tasks & :bits) <> :bits OR EXISTS (
    SELECT 1 FROM annotations WHERE annotations.face = faces.id AND origin_kind = 'model' AND origin_name <> :model
      AND task IN (SELECT value FROM json_each(:names))))`;

const wantedParameters = ({ model, tasks }: Wanted) => ({
  model,
  bits: bitsOf(tasks),
  names: JSON.stringify(tasks),
});

/** The next photos in order of id with faces that a network has yet to look at. */
export const imagesToAnnotate = (db: ReadableDb, wanted: Wanted, after: number, limit: number): ImageId[] =>
  all<{ image: ImageId }>(
    db,
    `SELECT DISTINCT image FROM faces WHERE image > :after AND ${LACKING} ORDER BY image LIMIT :limit`,
    { ...wantedParameters(wanted), after, limit },
  ).map(({ image }) => image);

/** The faces of a photo that a network has yet to look at. */
export const facesToAnnotate = (db: ReadableDb, wanted: Wanted, image: ImageId): { id: FaceId; box: Box }[] =>
  all<Box & { id: FaceId }>(
    db,
    `SELECT id, x, y, width, height FROM faces WHERE image = :image AND ${LACKING} ORDER BY id`,
    { ...wantedParameters(wanted), image },
  ).map(({ id, ...box }) => ({ id, box }));

/** The same faces counted: those that lack a value by the counters, the others by the models that have a word on them. */
export function countFacesToAnnotate(db: ReadableDb, { model, tasks }: Wanted): number {
  const bits = bitsOf(tasks);
  const lacking = faceKinds(db).filter((kind) => kind.review === 'open' && (kind.tasks & bits) !== bits);
  const otherwise = value<number>(
    db,
    `SELECT count(DISTINCT face) FROM face_models CROSS JOIN faces ON id = face
     WHERE (model < :model OR model > :model) AND face_models.tasks & :bits
       AND present = 1 AND review = 'open' AND faces.tasks & :bits = :bits`,
    { model, bits },
  );
  return sumFaces(lacking) + otherwise;
}
