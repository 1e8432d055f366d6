/** The faces of a project: those of a photo, and what a detector may do to them. */
import type { Origin } from '../shared/domain/annotation.ts';
import type { Face, FaceVersion } from '../shared/domain/face.ts';
import { Box, boxOverlap } from '../shared/domain/geometry.ts';
import type { FaceId, ImageId, ModelId } from '../shared/domain/ids.ts';
import { ProblemError } from '../shared/errors.ts';
import { annotationsOf, annotationsOfImage } from './annotations.ts';
import { all, get, inTransaction, type ReadableDb, run, runOne, type WritableDb } from './database.ts';
import { FACE_COLUMNS, type FaceColumns, faceOf } from './face-row.ts';
import { markSearched } from './images.ts';
import { originName } from './origin.ts';

export { pageFaces } from './face-list.ts';

/** A face as a detector sees it. */
export interface Detection {
  box: Box;
  score: number;
}

/** Two boxes that share at least this much, as intersection over union, are one face. */
const SAME_FACE = 0.4;

/** The faces of a photo with all that is said about them, in the order in which they came. */
export function facesOf(db: ReadableDb, image: ImageId): Face[] {
  const annotations = annotationsOfImage(db, image);
  return all<FaceColumns>(
    db,
    `SELECT ${FACE_COLUMNS} FROM faces WHERE image = ? AND present = 1 ORDER BY id`,
    image,
  ).map((row) => faceOf(row, annotations.get(row.id) ?? []));
}

export function findFace(db: ReadableDb, id: FaceId): Face | null {
  const row = get<FaceColumns>(db, `SELECT ${FACE_COLUMNS} FROM faces WHERE id = ? AND present = 1`, id);
  return row ? faceOf(row, annotationsOf(db, id)) : null;
}

/** How far faces have come, those that were deleted included. */
export const versionsOf = (db: ReadableDb, ids: readonly FaceId[]): FaceVersion[] =>
  [...new Set(ids)].flatMap((id) => {
    const row = get<Omit<FaceVersion, 'present'> & { present: 0 | 1 }>(
      db,
      'SELECT id, image, revision, present FROM faces WHERE id = ?',
      id,
    );
    return row ? { ...row, present: row.present === 1 } : [];
  });

/** @throws {ProblemError} `not-found` */
export function getFace(db: ReadableDb, id: FaceId): Face {
  const face = findFace(db, id);
  if (face) return face;
  throw new ProblemError('not-found', `The face ${id} is not there any more. Reload the photo.`);
}

/** Stores a new face, untouched by a person. */
export function insertFace(
  db: WritableDb,
  image: ImageId,
  { box, score, origin }: { box: Box; score: number | null; origin: Origin },
): FaceId {
  return runOne(
    db,
    `INSERT INTO faces (image, x, y, width, height, score, origin_kind, origin_name, changed)
     VALUES (:image, :x, :y, :width, :height, :score, :kind, :name, :now)`,
    { ...Box.parse(box), image, score, kind: origin.kind, name: originName(origin), now: Date.now() },
  ) as FaceId;
}

/** A face each of the first photos that have any: something to try a network on. */
export const someFaces = (db: ReadableDb, limit: number): { path: string; box: Box }[] =>
  all<Box & { path: string }>(
    db,
    `SELECT path, x, y, width, height FROM (SELECT id, path FROM images WHERE faces > 0 AND file = 'present' ORDER BY id LIMIT ?)
     AS photos JOIN faces ON faces.id = (SELECT min(id) FROM faces WHERE image = photos.id AND present = 1)`,
    limit,
  ).map(({ path, ...box }) => ({ path, box }));

/** A detector's own faces that neither a person nor a file has anything to do with. */
const REPLACEABLE = "present = 1 AND touched = 0 AND origin_kind = 'model' AND spoken = 0";

/**
 * Stores what a detector found in a photo in place of what one found before. Faces that a person has touched stay as they
 * are, and a detection on top of one is dropped: also on top of one that a person deleted, which thus stays deleted.
 * Returns the new faces.
 */
export function replaceProposedFaces(
  db: WritableDb,
  image: ImageId,
  detections: readonly Detection[],
  model: ModelId,
): Face[] {
  return inTransaction(db, () => {
    run(db, `DELETE FROM faces WHERE image = ? AND ${REPLACEABLE}`, image);
    const kept = all<Box>(db, 'SELECT x, y, width, height FROM faces WHERE image = ?', image);
    const added = detections
      .filter(({ box }) => kept.every((other) => boxOverlap(box, other) < SAME_FACE))
      .map(({ box, score }) => insertFace(db, image, { box, score, origin: { kind: 'model', model } }));
    markSearched(db, image);
    return added.map((id) => getFace(db, id));
  });
}
