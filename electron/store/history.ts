/**
 * Every change that a person makes to faces: stored with its patch in one transaction, taken back and done again by the
 * same road. Undo works a step at a time over the whole project, and still after a restart.
 */
import { isDeepStrictEqual } from 'node:util';
import type { History } from '../shared/contract.ts';
import type { Annotation, Origin } from '../shared/domain/annotation.ts';
import type { Face } from '../shared/domain/face.ts';
import type { Box } from '../shared/domain/geometry.ts';
import type { FaceId, ImageId } from '../shared/domain/ids.ts';
import { type Change, changeMap, describePatch, invertPatch, type Patch, tasksOf } from '../shared/domain/patch.ts';
import type { Task } from '../shared/domain/vocabulary.ts';
import { ProblemError } from '../shared/errors.ts';
import { findAnnotation, writeAnnotation } from './annotations.ts';
import { fromBlob, toBlob } from './blob.ts';
import { all, get, inTransaction, type ReadableDb, run, runOne, type WritableDb } from './database.ts';
import { boxOf, FACE_COLUMNS, type FaceColumns } from './face-row.ts';
import { findFace, getFace, insertFace } from './faces.ts';
import { writeFlagPlace } from './facets.ts';
import { getImage } from './images.ts';
import { originName, originOf } from './origin.ts';

/** Changes to one face, made on a revision of it. */
export interface Edit {
  face: FaceId;
  baseRevision: number;
  changes: readonly Change[];
}

/** The name under which a change is kept. */
interface By {
  person: string;
}

type Stored = FaceColumns & { present: 0 | 1 };

const storedFace = (db: ReadableDb, id: FaceId): Stored | undefined =>
  get<Stored>(db, `SELECT ${FACE_COLUMNS}, present FROM faces WHERE id = ?`, id);

/**
 * Makes the edits as one step, all or none, under the person's name. What could have been redone no longer can be. An
 * edit made on an older revision is merged where what it changes is still as it was.
 * Returns the faces that are still there, and the photos concerned.
 * @throws {ProblemError} `conflict` when a face is not as the edit takes it to be
 */
export function applyEdits(
  db: WritableDb,
  edits: readonly Edit[],
  { person }: By,
): { faces: Face[]; images: ImageId[] } {
  return inTransaction(db, () => {
    const origin: Origin = { kind: 'person', name: person };
    const done = edits.map(({ face, baseRevision, changes }) => {
      const stored = storedFace(db, face);
      if (!stored || !isCurrent(stored, baseRevision, changes)) throw changedMeanwhile(stored);
      const made = changes.map((change) => carryOut(db, face, change, origin));
      touch(db, face);
      return { image: stored.image, patch: { face, changes: made } };
    });
    logStep(db, done, person);
    const ids = [...new Set(edits.map(({ face }) => face))];
    return {
      faces: ids.map((id) => findFace(db, id)).filter((face) => face !== null),
      images: [...new Set(done.map(({ image }) => image))],
    };
  });
}

/** Stores a box that a person has drawn, as a step of its own. */
export function addFace(db: WritableDb, image: ImageId, box: Box, { person }: By): Face {
  return inTransaction(db, () => {
    getImage(db, image);
    const face = insertFace(db, image, { box, score: null, origin: { kind: 'person', name: person } });
    run(db, 'UPDATE faces SET touched = 1 WHERE id = ?', face);
    logStep(db, [{ image, patch: { face, changes: [{ field: 'present', from: false, to: true }] } }], person);
    return getFace(db, face);
  });
}

/** What a file does to a face: values with their origins, its verdict and remarks, and where it says that the face is. */
export type ImportedChange = Exclude<Change, { field: 'present' }>;

/** A face that a file brings, or changes to one that is there. */
export type Imported =
  | { image: ImageId; face: FaceId; changes: readonly ImportedChange[] }
  | { image: ImageId; add: { box: Box; score: number | null; origin: Origin }; changes: readonly ImportedChange[] };

/**
 * Stores what a file brings as one step of the history, which later calls go on with, so that a whole import is taken
 * back at once and what it wrote over comes back with it. Faces that are gone are left alone.
 * @param step what an earlier call returned; where it was taken back meanwhile, or a person's step came after it, another
 * step begins: steps are taken back in the order in which their changes were made
 * @returns the step, for the next call; null where nothing has been stored yet
 */
export function applyImport(
  db: WritableDb,
  step: number | null,
  imported: readonly Imported[],
  { person, description }: By & { description: string },
): number | null {
  return inTransaction(db, () => {
    const done = imported.flatMap((entry) => {
      const isNew = 'add' in entry;
      const id = isNew ? insertFace(db, entry.image, entry.add) : entry.face;
      if (!isNew && (entry.changes.length === 0 || !findFace(db, id))) return [];
      const made = entry.changes.map((change) => carryOut(db, id, change, null));
      runOne(db, 'UPDATE faces SET revision = revision + 1, changed = ? WHERE id = ?', Date.now(), id);
      const changes: Change[] = isNew ? [{ field: 'present', from: false, to: true }, ...made] : made;
      return [{ image: entry.image, patch: { face: id, changes } }];
    });
    if (done.length === 0) return step;
    const isOpen = step !== null && step === get<Step>(db, LAST_STEP)?.id && step === nextStep(db, 'done')?.id;
    const into = isOpen ? step : beginStep(db, description, person);
    logPatches(db, into, done);
    return into;
  });
}

/** What undo and redo would do next. */
export const getHistory = (db: ReadableDb): History => ({
  undo: nextStep(db, 'done')?.description ?? null,
  redo: nextStep(db, 'undone')?.description ?? null,
});

export interface HistoryStep {
  /** Where the step began. */
  image: ImageId;
  /** Every photo concerned. */
  images: ImageId[];
  faces: FaceId[];
  /** Those of the faces that are in the first photo and still there, as they are now. */
  now: Face[];
  description: string;
  /** As `tasksOf` tells. */
  tasks: Task[] | null;
  history: History;
}

/** Takes the last step back. Null when there is none. */
export const undo = (db: WritableDb): HistoryStep | null => replay(db, 'done');

/** Does again what was taken back last. Null when there is none. */
export const redo = (db: WritableDb): HistoryStep | null => replay(db, 'undone');

const LAST_STEP = 'SELECT id, description FROM steps ORDER BY id DESC LIMIT 1';

type StepState = 'done' | 'undone';
interface Step {
  id: number;
  description: string;
}

/** Done steps are taken back from the last, undone ones done again from the first: the two meet where the person is. */
const nextStep = (db: ReadableDb, state: StepState): Step | undefined =>
  get<Step>(
    db,
    `SELECT id, description FROM steps WHERE state = ? ORDER BY id ${state === 'done' ? 'DESC' : 'ASC'} LIMIT 1`,
    state,
  );

function replay(db: WritableDb, state: StepState): HistoryStep | null {
  return inTransaction(db, () => {
    const step = nextStep(db, state);
    if (!step) return null;
    const logged = all<{ image: ImageId; patch: Uint8Array }>(
      db,
      'SELECT image, patch FROM patches WHERE step = ? ORDER BY id',
      step.id,
    );
    const patches = logged.map(({ patch }) => fromBlob(patch) as Patch);
    for (const patch of state === 'done' ? patches.toReversed().map(invertPatch) : patches) {
      for (const change of patch.changes) carryOut(db, patch.face, change, null);
      touch(db, patch.face);
    }
    runOne(db, 'UPDATE steps SET state = ? WHERE id = ?', state === 'done' ? 'undone' : 'done', step.id);
    const { image } = logged[0]!;
    const here = new Set(logged.flatMap((entry, at) => (entry.image === image ? patches[at]!.face : [])));
    return {
      image,
      images: [...new Set(logged.map((entry) => entry.image))],
      faces: [...new Set(patches.map(({ face }) => face))],
      now: [...here].map((face) => findFace(db, face)).filter((face) => face !== null),
      description: step.description,
      tasks: tasksOf(patches.flatMap(({ changes }) => changes)),
      history: getHistory(db),
    };
  });
}

function logStep(db: WritableDb, done: readonly { image: ImageId; patch: Patch }[], person: string): void {
  logPatches(db, beginStep(db, describeStep(done.map(({ patch }) => patch)), person), done);
}

function beginStep(db: WritableDb, description: string, person: string): number {
  run(db, "UPDATE steps SET state = 'discarded' WHERE state = 'undone'");
  const sql = 'INSERT INTO steps (description, person, time) VALUES (?, ?, ?)';
  return runOne(db, sql, description, person, Date.now());
}

function logPatches(db: WritableDb, step: number, done: readonly { image: ImageId; patch: Patch }[]): void {
  for (const { image, patch } of done) {
    const sql = 'INSERT INTO patches (step, face, image, patch) VALUES (?, ?, ?, ?)';
    runOne(db, sql, step, patch.face, image, toBlob(patch));
  }
}

function describeStep(patches: readonly Patch[]): string {
  const [first = 'change', ...others] = new Set(patches.map(describePatch));
  if (patches.length === 1) return first;
  if (others.length > 0) return `change ${patches.length} faces`;
  return first.endsWith(' face')
    ? first.replace(/face$/, `${patches.length} faces`)
    : `${first} of ${patches.length} faces`;
}

/** Verdicts are about everything that was seen; other edits only about what they change, which is compared there. */
const isCurrent = ({ revision }: Stored, base: number, changes: readonly Change[]): boolean =>
  revision === base ||
  (revision > base &&
    changes.every(({ field }) => field === 'annotation' || field === 'box' || field === 'cells' || field === 'flag'));

/** Counts the face's revision up and notes for good that a person has changed it. */
function touch(db: WritableDb, face: FaceId): void {
  runOne(db, 'UPDATE faces SET revision = revision + 1, touched = 1, changed = ? WHERE id = ?', Date.now(), face);
}

/** The value with the person as who says so; what they found right as it was is marked as taken over. */
function signed(value: Annotation, from: Annotation | null, by: Origin): Annotation {
  const accepts =
    by.kind === 'person' && from && from.origin.kind !== 'person' && sameValue(from, value)
      ? { ...by, accepts: originName(from.origin) }
      : by;
  return { ...value, origin: accepts, confidence: null };
}

/**
 * Makes one change if what is stored is what the change starts from, whoever said it. Returns the change with what was
 * stored as its start and, in an edit, with who made it. In a replay, which is by no one, a model's proposal that came in
 * between does not stand in the way.
 */
function carryOut(db: WritableDb, id: FaceId, change: Change, by: Origin | null): Change {
  const face = storedFace(db, id);
  if (!face) throw changedMeanwhile(face);
  const expect = (as: boolean) => {
    if (!as) throw changedMeanwhile(face);
  };
  switch (change.field) {
    case 'present':
      expect((face.present === 1) === change.from);
      runOne(db, 'UPDATE faces SET present = ? WHERE id = ?', Number(change.to), id);
      return change;
    case 'review':
      expect(face.review === change.from);
      runOne(db, 'UPDATE faces SET review = ? WHERE id = ?', change.to, id);
      return change;
    case 'skipped':
      expect((face.skipped === 1) === change.from);
      runOne(db, 'UPDATE faces SET skipped = ? WHERE id = ?', Number(change.to), id);
      return change;
    case 'flag':
      expect(face.flag === change.from);
      runOne(db, 'UPDATE faces SET flag = ? WHERE id = ?', change.to, id);
      writeFlagPlace(db, id, change.to);
      return change;
    case 'box': {
      const from = { box: boxOf(face), origin: originOf(face) };
      expect(sameBox(from.box, change.from.box));
      const { box } = change.to;
      const origin = by ?? change.to.origin;
      runOne(
        db,
        `UPDATE faces SET x = :x, y = :y, width = :width, height = :height, origin_kind = :kind, origin_name = :name
         WHERE id = :id`,
        { ...boxOf(box), kind: origin.kind, name: originName(origin), id },
      );
      return { ...change, from, to: { box, origin } };
    }
    case 'annotation': {
      const from = findAnnotation(db, id, change.task);
      expect(sameValue(from, change.from) || (by === null && isProposal(from)));
      const to = by && change.to ? signed(change.to, from, by) : change.to;
      writeAnnotation(db, id, change.task, to);
      return { ...change, from, to };
    }
    case 'cells': {
      const stored = findAnnotation(db, id, 'parsing');
      // A replay paints on whatever a model said in between.
      const whatever = by === null && isProposal(stored);
      const value = stored?.task === 'parsing' ? changeMap(stored.value, change, whatever) : null;
      if (!stored || !value) throw changedMeanwhile(face);
      const to = by ? { ...change.to, origin: by, confidence: null } : change.to;
      writeAnnotation(db, id, 'parsing', { task: 'parsing', value, origin: to.origin, confidence: to.confidence });
      return { ...change, from: { ...change.from, origin: stored.origin, confidence: stored.confidence }, to };
    }
  }
}

const sameBox = (a: Box, b: Box): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

const sameValue = (a: Annotation | null, b: Annotation | null): boolean => isDeepStrictEqual(a?.value, b?.value);

const isProposal = (annotation: Annotation | null): boolean =>
  annotation === null || annotation.origin.kind === 'model';

const changedMeanwhile = (face: Stored | undefined): ProblemError =>
  new ProblemError(
    'conflict',
    face?.present
      ? 'The face has changed since it was shown here. Look at it as it is now, then make the change again.'
      : 'The face was deleted in the meantime. Undo brings it back.',
  );
