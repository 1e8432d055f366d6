/** The current value of each task on a face. Every value comes through here, and is checked. */
import { Annotation, type AnnotationValue } from '../shared/domain/annotation.ts';
import { placesOf, unsaidPlaces } from '../shared/domain/facet.ts';
import type { FaceId, ImageId, ModelId } from '../shared/domain/ids.ts';
import type { Task } from '../shared/domain/vocabulary.ts';
import { fromBlob, toBlob } from './blob.ts';
import { all, get, inTransaction, type ReadableDb, run, runOne, type WritableDb } from './database.ts';
import { writeEmbedding } from './embeddings.ts';
import { writePlaces } from './facets.ts';
import { type OriginColumns, originName, originOf } from './origin.ts';

/** What a model says about one task of a face. */
export type Proposal = AnnotationValue & Pick<Annotation, 'confidence'>;

/** A task's bit in `faces.tasks`. Files hold these numbers: they never change, and a new task takes the next one. */
export const TASK_BITS = {
  parsing: 1,
  landmarks: 2,
  visibility: 4,
  pose: 8,
  attributes: 16,
  age: 32,
  gender: 64,
  race: 128,
  expression: 256,
  identity: 512,
} as const satisfies Record<Task, number>;

export const bitsOf = (tasks: readonly Task[]): number => tasks.reduce((bits, task) => bits | TASK_BITS[task], 0);

interface Row extends OriginColumns {
  face: FaceId;
  task: Task;
  value: Uint8Array;
  confidence: number | null;
}

const COLUMNS = 'face, task, value, origin_kind, origin_name, accepts, confidence';

const annotationOf = (row: Row): Annotation =>
  ({
    task: row.task,
    value: fromBlob(row.value),
    origin: originOf(row),
    confidence: row.confidence,
  }) as Annotation;

export const annotationsOf = (db: ReadableDb, face: FaceId): Annotation[] =>
  all<Row>(db, `SELECT ${COLUMNS} FROM annotations WHERE face = ? ORDER BY id`, face).map(annotationOf);

export function annotationsOfImage(db: ReadableDb, image: ImageId): Map<FaceId, Annotation[]> {
  const rows = all<Row>(
    db,
    `SELECT ${COLUMNS} FROM annotations
     WHERE face IN (SELECT id FROM faces WHERE image = ? AND present = 1) ORDER BY id`,
    image,
  );
  return new Map(
    [...Map.groupBy(rows, (row) => row.face)].map(([face, annotations]) => [face, annotations.map(annotationOf)]),
  );
}

export function findAnnotation(db: ReadableDb, face: FaceId, task: Task): Annotation | null {
  const row = get<Row>(db, `SELECT ${COLUMNS} FROM annotations WHERE face = ? AND task = ?`, face, task);
  return row ? annotationOf(row) : null;
}

/**
 * Stores a value of a face, or with null takes it away, as of the face's present revision.
 * @throws {ZodError} when the value is not one of its task
 */
export function writeAnnotation(db: WritableDb, face: FaceId, task: Task, annotation: Annotation | null): void {
  const bit = TASK_BITS[task];
  run(db, 'INSERT OR IGNORE INTO unsettled (face) VALUES (?)', face);
  if (annotation === null) {
    run(db, 'DELETE FROM annotations WHERE face = ? AND task = ?', face, task);
    writePlaces(db, face, bit, unsaidPlaces(task));
    if (task === 'identity') writeEmbedding(db, face, null);
    noteTask(db, face, bit, { has: false, spoken: false });
    return;
  }
  const checked = Annotation.parse({ ...annotation, task });
  const { value, origin, confidence } = checked;
  runOne(
    db,
    `INSERT INTO annotations (face, task, value, origin_kind, origin_name, accepts, confidence, revision, changed)
     VALUES (:face, :task, :value, :kind, :name, :accepts, :confidence, (SELECT revision FROM faces WHERE id = :face), :now)
     ON CONFLICT (face, task) DO UPDATE SET
       value = excluded.value, origin_kind = excluded.origin_kind, origin_name = excluded.origin_name,
       accepts = excluded.accepts, confidence = excluded.confidence, revision = excluded.revision, changed = excluded.changed`,
    {
      face,
      task,
      value: toBlob(value),
      kind: origin.kind,
      name: originName(origin),
      accepts: (origin.kind === 'person' && origin.accepts) || null,
      confidence,
      now: Date.now(),
    },
  );
  noteTask(db, face, bit, { has: true, spoken: origin.kind !== 'model' });
  writePlaces(db, face, bit, placesOf(checked));
  if (checked.task === 'identity') writeEmbedding(db, face, checked.value.embedding);
}

/** Notes whether a face has a value for a task, and one that a person or a file has said. Most often it is noted already. */
function noteTask(db: WritableDb, face: FaceId, bit: number, { has, spoken }: { has: boolean; spoken: boolean }): void {
  run(
    db,
    `UPDATE faces SET tasks = (tasks & ~:bit) | :has, spoken = (spoken & ~:bit) | :spoken
     WHERE id = :face AND ((tasks & :bit) <> :has OR (spoken & :bit) <> :spoken)`,
    { face, bit, has: has ? bit : 0, spoken: spoken ? bit : 0 },
  );
}

/**
 * Stores what a model says about a face, except where a person or a file has spoken: their values stay, and a face
 * that a person has judged is closed to models. Returns the tasks that were stored.
 */
export function proposeAnnotations(
  db: WritableDb,
  face: FaceId,
  proposals: readonly Proposal[],
  model: ModelId,
): Task[] {
  return inTransaction(db, () => {
    const open = "SELECT spoken FROM faces WHERE id = ? AND present = 1 AND review = 'open'";
    const found = get<{ spoken: number }>(db, open, face);
    const welcome = found ? proposals.filter(({ task }) => !(found.spoken & TASK_BITS[task])) : [];
    if (welcome.length === 0) return [];
    runOne(
      db,
      'UPDATE faces SET revision = revision + 1, changed = ?, tasks = tasks | ? WHERE id = ?',
      Date.now(),
      bitsOf(welcome.map(({ task }) => task)),
      face,
    );
    for (const proposal of welcome) {
      writeAnnotation(db, face, proposal.task, { ...proposal, origin: { kind: 'model', model } });
    }
    return welcome.map(({ task }) => task);
  });
}
