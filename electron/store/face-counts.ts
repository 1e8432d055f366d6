/**
 * How many faces there are of each kind: of a verdict, with values for the same tasks, of which people and files have said
 * the same. Triggers keep it. There are few kinds, however many faces.
 */
import type { FaceQuery, Review } from '../shared/domain/face.ts';
import { TASK_BITS } from './annotations.ts';
import { all, type ReadableDb } from './database.ts';

export interface FaceKind {
  review: Review;
  /** Bits of the tasks with a value. */
  tasks: number;
  /** Bits of those whose value a person or a file has said. */
  spoken: number;
  faces: number;
}

export const faceKinds = (db: ReadableDb): FaceKind[] =>
  all<FaceKind>(db, 'SELECT review, tasks, spoken, faces FROM face_counts WHERE faces > 0');

export const sumFaces = (kinds: readonly FaceKind[]): number => kinds.reduce((sum, { faces }) => sum + faces, 0);

export const kindIn =
  ({ review, task }: Pick<FaceQuery, 'review' | 'task'>) =>
  (kind: FaceKind): boolean =>
    (review === 'all' || kind.review === review) && (task === undefined || (kind.tasks & TASK_BITS[task]) !== 0);

/** The faces of the kinds that fulfil a condition, found kind by kind. */
export const facesOfKinds = (condition: string): string =>
  `(SELECT * FROM face_counts WHERE faces > 0 AND ${condition}) AS kinds CROSS JOIN faces INDEXED BY faces_by_kind
   ON faces.present = 1 AND faces.review = kinds.review AND faces.tasks = kinds.tasks AND faces.spoken = kinds.spoken`;
