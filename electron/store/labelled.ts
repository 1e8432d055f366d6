/** Faces that something can be learned from: with labels that a person or a file stands behind. */
import type { Annotation } from '../shared/domain/annotation.ts';
import type { Box } from '../shared/domain/geometry.ts';
import type { FaceId, ImageId } from '../shared/domain/ids.ts';
import type { Image } from '../shared/domain/image.ts';
import type { RoundFaces } from '../shared/domain/round.ts';
import type { Task } from '../shared/domain/vocabulary.ts';
import { annotationsOf } from './annotations.ts';
import { fromBlob } from './blob.ts';
import { all, type ReadableDb } from './database.ts';
import { facesOfKinds } from './face-counts.ts';
import { boxOf } from './face-row.ts';

export interface LabelledFace {
  id: FaceId;
  revision: number;
  box: Box;
  accepted: boolean;
  image: Pick<Image, 'id' | 'path' | 'hash' | 'width' | 'height'>;
  /** Tasks with a label. */
  tasks: Task[];
  /** The words of labels that are one word: who it is, gender, race, expression. */
  words: Partial<Record<Task, string>>;
}

/** A model's value counts once a person has accepted the face: that says that everything is right. */
const CONFIRMED = "(annotations.origin_kind <> 'model' OR faces.review = 'accepted')";

/** Kinds of faces with such a value. */
const LABELLED = "tasks <> 0 AND (spoken <> 0 OR review = 'accepted')";

/** Tasks whose values are small enough to be read for a list. */
const READ = "('identity', 'attributes', 'gender', 'race', 'expression')";

/** A value of one of those: its word, and whether it says anything at all. */
function read(value: unknown): { word: string | null; said: boolean } {
  const { label, states } = value as { label?: string | null; states?: string[] };
  if (states) return { word: null, said: states.some((state) => state !== 'unknown') };
  return { word: label ?? null, said: label !== null };
}

type Row = Box & {
  id: FaceId;
  revision: number;
  accepted: 0 | 1;
  task: Task;
  value: Uint8Array | null;
  image: ImageId;
  path: string;
  hash: Image['hash'];
  photo_width: number;
  photo_height: number;
};

/** Label maps and points are not read: the list stays quick however many faces there are. */
export function labelledFaces(db: ReadableDb, which: RoundFaces): LabelledFace[] {
  const among = Array.isArray(which)
    ? 'SELECT value FROM json_each(:faces)'
    : `SELECT faces.id FROM ${facesOfKinds(which === 'accepted' ? "review = 'accepted'" : LABELLED)}`;
  const rows = all<Row>(
    db,
    `SELECT faces.id, faces.revision, faces.x, faces.y, faces.width, faces.height,
       faces.review = 'accepted' AS accepted, annotations.task,
       CASE WHEN annotations.task IN ${READ} THEN annotations.value END AS value,
       images.id AS image, images.path, images.hash, images.width AS photo_width, images.height AS photo_height
     FROM faces JOIN annotations ON annotations.face = faces.id JOIN images ON images.id = faces.image
     WHERE faces.id IN (${among}) AND faces.present = 1 AND faces.review <> 'rejected' AND images.file = 'present'
       AND ${CONFIRMED}
     ORDER BY faces.id, annotations.id`,
    { faces: JSON.stringify(which) },
  );
  const faces = new Map<FaceId, LabelledFace>();
  for (const row of rows) {
    const { word, said } = row.value ? read(fromBlob(row.value)) : { word: null, said: true };
    if (!said) continue;
    const face = faces.get(row.id) ?? {
      id: row.id,
      revision: row.revision,
      box: boxOf(row),
      accepted: row.accepted === 1,
      image: { id: row.image, path: row.path, hash: row.hash, width: row.photo_width, height: row.photo_height },
      tasks: [],
      words: {},
    };
    face.tasks.push(row.task);
    if (word !== null) face.words[row.task] = word;
    faces.set(row.id, face);
  }
  return [...faces.values()];
}

/** The labels of a face that `labelledFaces` counted. */
export const labelsOf = (db: ReadableDb, { id, tasks }: Pick<LabelledFace, 'id' | 'tasks'>): Annotation[] =>
  annotationsOf(db, id).filter(({ task }) => tasks.includes(task));
