/** The counters of faces and facets are what a count finds, and pages are what a sort finds, whatever happens to faces. */
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  attributeFacet,
  confidenceFacet,
  DOUBT,
  type FacetQuery,
  labelFacet,
  PEOPLE,
  placesOf,
  unsaidPlaces,
} from '../../electron/shared/domain/facet.ts';
import type { FaceId, ImageId } from '../../electron/shared/domain/ids.ts';
import type { Change } from '../../electron/shared/domain/patch.ts';
import { type Random, seededRandom } from '../../electron/shared/domain/random.ts';
import { ATTRIBUTES, TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
import { annotationsOf, proposeAnnotations, TASK_BITS } from '../../electron/store/annotations.ts';
import { openDatabase } from '../../electron/store/database.ts';
import { findFace, replaceProposedFaces } from '../../electron/store/faces.ts';
import { countFacet, listFacets, pageFacet, queueAfter } from '../../electron/store/facets.ts';
import { addFace, applyEdits, redo, undo } from '../../electron/store/history.ts';
import { migrate } from '../../electron/store/migrate.ts';
import { MIGRATIONS } from '../../electron/store/migrations/migrations.ts';
import type { WritableDb } from '../../electron/store/open.ts';
import { settleSome } from '../../electron/store/settle.ts';
import { ANNA, addImage, boxAt, DETECTOR, gender, NETWORK, pick, said, testFolder, testProject } from './sample.ts';

const PERSON = { kind: 'person', name: 'Anna' } as const;
const PERSONS = ['Ada', 'Bert', 'Cleo'];

/** Scores with ties, on the edges of buckets and between them. */
const score = (random: Random): number => pick(random, [0, 1, 0.5, 1 / 256, 255 / 256, random(), random()]);

const attributes = (random: Random) =>
  ({
    task: 'attributes',
    value: {
      states: ATTRIBUTES.map(() => 'unknown' as const),
      probabilities: Float32Array.from(ATTRIBUTES, () => score(random)),
    },
  }) as const;

const identity = (label: string | null) => ({ task: 'identity', value: { label, embedding: null } }) as const;

/** What people, models and detectors do to a project. Each gets a face that is or was there. */
const OPERATIONS: Record<string, (db: WritableDb, face: FaceId, image: ImageId, random: Random) => unknown> = {
  propose: (db, face, _, random) =>
    proposeAnnotations(
      db,
      face,
      [
        { ...attributes(random), confidence: score(random) },
        { ...gender(pick(random, ['male', 'female'])), confidence: score(random) },
      ],
      NETWORK,
    ),
  review: (db, face, _, random) => {
    const from = findFace(db, face)?.review;
    return from && edit(db, face, { field: 'review', from, to: pick(random, ['open', 'accepted', 'rejected']) });
  },
  skip: (db, face) => {
    const from = findFace(db, face)?.skipped;
    return from === undefined || edit(db, face, { field: 'skipped', from, to: !from });
  },
  flag: (db, face, _, random) => {
    const from = findFace(db, face)?.flag;
    return from === undefined || edit(db, face, { field: 'flag', from, to: pick(random, [null, 'look']) });
  },
  name: (db, face, _, random) => {
    const known = findFace(db, face);
    const from = known?.annotations.find(({ task }) => task === 'identity') ?? null;
    const to = said(identity(pick(random, PERSONS)), PERSON);
    return known && edit(db, face, { field: 'annotation', task: 'identity', from, to });
  },
  remove: (db, face) => findFace(db, face) && edit(db, face, { field: 'present', from: true, to: false }),
  add: (db, _, image, random) => addFace(db, image, boxAt(20 + Math.floor(random() * 20)), ANNA),
  search: (db, _, image, random) =>
    replaceProposedFaces(db, image, [{ box: boxAt(Math.floor(random() * 9)), score: 0.5 }], DETECTOR),
  undo: (db) => undo(db),
  redo: (db) => redo(db),
  settle: (db) => settleSome(db, 3),
};

function edit(db: WritableDb, face: FaceId, change: Change): void {
  applyEdits(db, [{ face, baseRevision: findFace(db, face)!.revision, changes: [change] }], ANNA);
}

const counted = (db: WritableDb) =>
  db.prepare('SELECT facet, standing, bucket, faces FROM facet_counts WHERE faces > 0 ORDER BY 1, 2, 3').all();

const recounted = (db: WritableDb) =>
  db
    .prepare(
      `SELECT facet, standing, CAST(floor(score * 256) AS INTEGER) AS bucket, count(*) AS faces FROM facets
       GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    )
    .all();

const countedKinds = (db: WritableDb) =>
  db.prepare('SELECT review, tasks, spoken, faces FROM face_counts WHERE faces > 0 ORDER BY 1, 2, 3').all();

const BITS = Object.entries(TASK_BITS)
  .map(([task, bit]) => `WHEN '${task}' THEN ${bit}`)
  .join(' ');

/** From what is said of each face, with nothing but the verdict taken from the face itself. */
const recountedKinds = (db: WritableDb) =>
  db
    .prepare(
      `SELECT review, ifnull(tasks, 0) AS tasks, ifnull(spoken, 0) AS spoken, count(*) AS faces
       FROM (SELECT id, review FROM faces WHERE present = 1) LEFT JOIN (
         SELECT face, sum(bit) AS tasks, ifnull(sum(bit) FILTER (WHERE origin_kind <> 'model'), 0) AS spoken
         FROM (SELECT face, origin_kind, CASE task ${BITS} END AS bit FROM annotations) GROUP BY face
       ) ON face = id
       GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    )
    .all();

/** Where faces stand by what is said of a task. All faces of a person have the person's number in common. */
const placed = (db: WritableDb) =>
  db
    .prepare(
      `SELECT face, source, name AS facet, CASE name WHEN '${PEOPLE}' THEN NULL ELSE score END AS score
       FROM facets JOIN facet_names ON id = facet WHERE source > 0 ORDER BY 1, 2, 3`,
    )
    .all();

const toBePlaced = (db: WritableDb) =>
  db
    .prepare<[], FaceId>('SELECT id FROM faces ORDER BY id')
    .pluck()
    .all()
    .flatMap((face) => {
      const said = annotationsOf(db, face);
      return TASKS.map((task) => ({ face, task, annotation: said.find((annotation) => annotation.task === task) }));
    })
    .flatMap(({ face, task, annotation }) => {
      const source = TASK_BITS[task];
      const stands = annotation ? placesOf(annotation) : unsaidPlaces(task);
      const places = stands.map(({ facet, score }) => ({ face, source, facet, score }));
      const isNamed = annotation?.task === 'identity' && annotation.value.label !== null;
      return isNamed ? [...places, { face, source, facet: PEOPLE, score: null }] : places;
    })
    .toSorted((a, b) => a.face - b.face || a.source - b.source || (a.facet < b.facet ? -1 : 1));

const modelsKept = (db: WritableDb) => db.prepare('SELECT model, face, tasks FROM face_models ORDER BY 1, 2').all();

const modelsFound = (db: WritableDb) =>
  db
    .prepare(
      `SELECT origin_name AS model, face, sum(CASE task ${BITS} END) AS tasks FROM annotations
       WHERE origin_kind = 'model' GROUP BY 1, 2 ORDER BY 1, 2`,
    )
    .all();

const sorted = (db: WritableDb, facet: string, codes: readonly number[]) =>
  db
    .prepare<[string], { face: FaceId; score: number }>(
      `SELECT face, score FROM facets JOIN facet_names ON id = facet
       WHERE name = ? AND standing IN (${codes.join()}) ORDER BY score, face`,
    )
    .all(facet);

const CODES = { here: [0, 1, 2], open: [0], skipped: [1], accepted: [2], rejected: [3] } as const satisfies Record<
  FacetQuery['standing'],
  readonly number[]
>;

test.each([1, 2, 3])('counters and pages are right after a random history (seed %d)', { timeout: 60_000 }, (seed) => {
  const random = seededRandom(seed);
  const { db } = testProject();
  const images = [1, 2, 3].map((n) => addImage(db, n));
  for (const image of images) {
    const found = Array.from({ length: 5 }, (_, at) => ({ box: boxAt(at), score: score(random) }));
    replaceProposedFaces(db, image, found, DETECTOR);
  }
  const facets = [DOUBT, PEOPLE, confidenceFacet('gender'), attributeFacet('Smiling'), labelFacet('identity', 'Ada')];
  for (let round = 0; round < 12; round++) {
    for (let step = 0; step < 12; step++) {
      const faces = db.prepare<[], FaceId>('SELECT id FROM faces').pluck().all();
      const [, operation] = pick(random, Object.entries(OPERATIONS));
      operation(db, pick(random, faces), pick(random, images), random);
    }
    expect(counted(db)).toEqual(recounted(db));
    expect(countedKinds(db)).toEqual(recountedKinds(db));
    expect(placed(db)).toEqual(toBePlaced(db));
    expect(modelsKept(db)).toEqual(modelsFound(db));

    const facet = pick(random, facets);
    for (const [standing, codes] of Object.entries(CODES) as [FacetQuery['standing'], readonly number[]][]) {
      const all = sorted(db, facet, codes);
      expect(countFacet(db, { facet, standing })).toBe(all.length);
      const [offset, limit] = [Math.floor(random() * (all.length + 2)), 1 + Math.floor(random() * 4)];
      const page = (descending: boolean) => pageFacet(db, { facet, standing, descending, offset, limit });
      expect(page(false)).toEqual({ total: all.length, places: all.slice(offset, offset + limit) });
      expect(page(true)).toEqual({ total: all.length, places: all.toReversed().slice(offset, offset + limit) });
      const after = all[offset] ?? null;
      const next = queueAfter(db, { facet, standing }, after, limit).map(({ face }) => face);
      const from = after ? offset + 1 : 0;
      expect(next).toEqual(all.slice(from, from + limit).map(({ face }) => face));
    }
  }
  const named = PERSONS.map((name) => labelFacet('identity', name)).map((facet) => ({
    facet,
    faces: sorted(db, facet, CODES.here).length,
  }));
  expect(listFacets(db, labelFacet('identity', ''), 10)).toEqual(named.filter(({ faces }) => faces > 0));
});

/** A database of an earlier version, with one photo and what `fill` adds, as it is after all later migrations. */
function grownFrom(version: number, fill: string): WritableDb {
  const db = openDatabase(path.join(testFolder(), 'test.sqlite'), { create: true });
  onTestFinished(() => void db.close());
  migrate(db, MIGRATIONS.slice(0, version));
  db.exec(`
    INSERT INTO images (path, folded, hash, bytes, mtime, format, width, height, orientation, added)
      VALUES ('/A.jpg', '/a.jpg', '${'a'.repeat(64)}', 10, 20, 'jpeg', 640, 480, 6, 30);
    ${fill}
  `);
  migrate(db, MIGRATIONS);
  return db;
}

test('a project of an earlier version is counted when it is opened', () => {
  const db = grownFrom(
    7,
    `INSERT INTO faces (image, x, y, width, height, origin_kind, origin_name, review, changed)
       VALUES (1, 1, 2, 30, 40, 'person', 'Anna', 'accepted', 50), (1, 9, 2, 30, 40, 'person', 'Anna', 'open', 50);
     UPDATE facets SET score = 0.75 WHERE face = 1;`,
  );
  expect(counted(db)).toEqual(recounted(db));
  expect(counted(db).slice(0, 2)).toEqual([
    { facet: 1, standing: 0, bucket: 512, faces: 1 },
    { facet: 1, standing: 2, bucket: 192, faces: 1 },
  ]);
});

test('faces of an earlier version are counted by kind, and what people have said is known of them', () => {
  const db = grownFrom(
    8,
    `INSERT INTO faces (image, x, y, width, height, origin_kind, origin_name, review, present, changed, tasks) VALUES
       (1, 1, 2, 30, 40, 'person', 'Anna', 'accepted', 1, 50, 64 + 16),
       (1, 9, 2, 30, 40, 'person', 'Anna', 'open', 1, 50, 0),
       (1, 19, 2, 30, 40, 'person', 'Anna', 'open', 1, 50, 0),
       (1, 29, 2, 30, 40, 'person', 'Anna', 'open', 0, 50, 0);
     INSERT INTO annotations (face, task, value, origin_kind, origin_name, revision, changed) VALUES
       (1, 'gender', x'00', 'person', 'Anna', 1, 50), (1, 'attributes', x'00', 'model', 'm', 1, 50);`,
  );
  expect(countedKinds(db)).toEqual([
    { review: 'accepted', tasks: 80, spoken: 64, faces: 1 },
    { review: 'open', tasks: 0, spoken: 0, faces: 2 },
  ]);
  expect(countedKinds(db)).toEqual(recountedKinds(db));
  expect(db.prepare('SELECT id, spoken FROM faces WHERE spoken <> 0').all()).toEqual([{ id: 1, spoken: 64 }]);
});

test('faces of an earlier version stand among those of whose tasks nobody has spoken', () => {
  const db = grownFrom(
    11,
    `INSERT INTO faces (image, x, y, width, height, origin_kind, origin_name, review, changed, tasks, spoken)
       VALUES (1, 1, 2, 30, 40, 'person', 'Anna', 'open', 50, 64 + 128 + 256, 128);
     INSERT INTO annotations (face, task, value, origin_kind, origin_name, confidence, revision, changed) VALUES
       (1, 'gender', x'00', 'model', 'm', 0.5, 1, 50), (1, 'race', x'00', 'person', 'Anna', NULL, 1, 50),
       (1, 'expression', x'00', 'model', 'm', NULL, 1, 50);
     INSERT INTO facet_names (id, name) VALUES (7, 'confidence:gender');
     INSERT INTO facets (face, source, facet, score, standing) VALUES (1, 64, 7, 0.5, 0);`,
  );
  const score = (task: Task) => pageFacet(db, { ...query, facet: confidenceFacet(task) }).places.map((at) => at.score);
  const query = { standing: 'open', descending: false, offset: 0, limit: 9 } as const;
  expect(score('gender')).toEqual([0.5]);
  expect(score('expression')).toEqual([1]);
  expect(score('age')).toEqual([2]);
  expect(score('race')).toEqual([]);
  expect(counted(db)).toEqual(recounted(db));
  expect(modelsKept(db)).toEqual([{ model: 'm', face: 1, tasks: 64 + 256 }]);
});
