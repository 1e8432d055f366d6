/** Lists of photos and faces in a project of 100 000 photos and 1 000 000 faces: a page with its total count. */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { FaceQuery } from '../../electron/shared/domain/face.ts';
import { attributeFacet, DOUBT, type FacetQuery } from '../../electron/shared/domain/facet.ts';
import { type FaceId, type ImageId, ModelId } from '../../electron/shared/domain/ids.ts';
import { ImageQuery } from '../../electron/shared/domain/image.ts';
import { ATTRIBUTES, TASKS } from '../../electron/shared/domain/vocabulary.ts';
import { proposeAnnotations } from '../../electron/store/annotations.ts';
import { inTransaction } from '../../electron/store/database.ts';
import { pageFaces } from '../../electron/store/faces.ts';
import { pageFacet, queueAfter } from '../../electron/store/facets.ts';
import { imagesAround, pageImages } from '../../electron/store/images.ts';
import { createProject, type ReadableDb, type WritableDb } from '../../electron/store/open.ts';
import { labelCounts, projectStatus } from '../../electron/store/status.ts';
import { countFacesToAnnotate } from '../../electron/store/to-annotate.ts';
import { type Bench, type Measurement, measurement, median } from './bench.ts';

const IMAGES = 100_000;
const FACES_EACH = 10;
const RUNS = 5;
/** Whose word all proposals are. */
const MODEL = ModelId.parse('0123456789abcdef');
const LIMIT = { what: 'the limit for a filter', value: 200 };
/** Faces of a person's own: as many as are still found by themselves and sorted. */
const FEW = 20_000;
/** Faces whose proposals are stored, with counters and without. */
const PROPOSED = 2000;

/** What a person does, by name. Each asks for a page of the size that the window asks for. */
const QUESTIONS: Record<string, (db: ReadableDb) => unknown> = {
  'first page of photos': (db) => images(db, {}),
  'photos with open faces': (db) => images(db, { state: 'open' }),
  'photos by part of a path': (db) => images(db, { text: 'trip-007' }),
  'photos by number of faces, middle page': (db) => images(db, { sort: 'faces', descending: true }, 50_000),
  'photos around one photo': (db) => imagesAround(db, 50_000 as ImageId, ImageQuery.parse({ state: 'open' })),
  'first page of faces': (db) => faces(db, {}),
  'open faces': (db) => faces(db, { review: 'open' }),
  'open faces, middle page': (db) => faces(db, { review: 'open' }, 350_000),
  'rejected faces by score': (db) => faces(db, { review: 'rejected', sort: 'score' }),
  'faces by part of a path': (db) => faces(db, { text: 'trip-007' }),
  'faces by part of a path that all have': (db) => faces(db, { text: 'img' }),
  'faces by part of a path, by score': (db) => faces(db, { text: 'trip-007', sort: 'score' }),
  'faces by part of one path, by score': (db) => faces(db, { text: 'img_012345', sort: 'score' }),
  'faces by part of a path that half have, by score, middle page': (db) =>
    faces(db, { text: '/2025/', sort: 'score' }, 250_000),
  'faces by part of a path that all have, by score, middle page': (db) =>
    faces(db, { text: 'img', sort: 'score' }, 500_000),
  'faces by score': (db) => faces(db, { sort: 'score' }),
  'faces by size, largest first': (db) => faces(db, { sort: 'size', descending: true }),
  'faces by score, middle page': (db) => faces(db, { sort: 'score' }, 500_000),
  'faces by score, last page': (db) => faces(db, { sort: 'score' }, 999_900),
  'faces by photo, middle page': (db) => faces(db, {}, 500_000),
  'faces by photo, last page': (db) => faces(db, {}, 999_900),
  'faces with a value for a task': (db) => faces(db, { task: 'age' }),
  'open faces with a value for a task, by score': (db) => faces(db, { task: 'age', review: 'open', sort: 'score' }),
  'faces with a value for a task in half of the photos, by score, middle page': (db) =>
    faces(db, { task: 'age', text: '/2025/', sort: 'score' }, 62_500),
  'faces with a value that few have': (db) => faces(db, { task: 'identity' }),
  'faces with a value that few have, by score, middle page': (db) =>
    faces(db, { task: 'identity', sort: 'score' }, FEW / 2),
  'queue, least sure first': (db) => queueAfter(db, { facet: DOUBT, standing: 'open' }, null, 5),
  'queue behind faces that are judged': (db) =>
    queueAfter(db, { facet: DOUBT, standing: 'skipped' }, { face: 1 as FaceId, score: 0.2 }, 5),
  'wall of an attribute': (db) => wall(db, 'here', 0),
  'wall of an attribute, middle page': (db) => wall(db, 'here', 475_000),
  'wall of an attribute, accepted faces': (db) => wall(db, 'accepted', 0),
  'count of the faces that a network has yet to look at': (db) =>
    countFacesToAnnotate(db, { model: MODEL, tasks: TASKS }),
  'counts of the project': (db) => projectStatus(db),
  'counts of labels': (db) => labelCounts(db),
};

/** The same answers by counting and walking places, over an index in the order of scores: what counters are held against. */
const WITHOUT_COUNTERS: Record<string, (db: ReadableDb) => unknown> = {
  'queue behind faces that are judged': (db) =>
    db
      .prepare(
        `SELECT face, score, (SELECT image FROM faces WHERE faces.id = face) AS image FROM facets
         INDEXED BY facets_by_score WHERE facet = 1 AND (score, face) > (0.2, 1) AND standing = 1
         ORDER BY score, face LIMIT 5`,
      )
      .all(),
  'wall of an attribute': (db) => wallWithoutCounters(db, '< 3', 0),
  'wall of an attribute, middle page': (db) => wallWithoutCounters(db, '< 3', 475_000),
  'wall of an attribute, accepted faces': (db) => wallWithoutCounters(db, '= 2', 0),
};

function wallWithoutCounters(db: ReadableDb, standing: string, offset: number) {
  const where = `FROM facets INDEXED BY facets_by_score WHERE facet = 2 AND standing ${standing}`;
  db.prepare(`SELECT count(*) ${where}`).get();
  return db.prepare(`SELECT face, score ${where} ORDER BY score, face LIMIT 100 OFFSET ${offset}`).all();
}

const page = (offset: number) => ({ offset, limit: 100 });
const images = (db: ReadableDb, query: Partial<ImageQuery>, offset = 0) =>
  pageImages(db, { ...ImageQuery.parse(query), ...page(offset) });
const faces = (db: ReadableDb, query: Partial<FaceQuery>, offset = 0) =>
  pageFaces(db, { ...FaceQuery.parse(query), ...page(offset) });

const wall = (db: ReadableDb, standing: FacetQuery['standing'], offset: number) =>
  pageFacet(db, { facet: attributeFacet('Smiling'), standing, descending: false, ...page(offset) });

export const bench: Bench = {
  name: 'store-filter',
  about: `lists over ${IMAGES} photos and ${IMAGES * FACES_EACH} faces`,
  async run() {
    const folder = mkdtempSync(path.join(tmpdir(), 'lineament-bench-'));
    const { db, close } = createProject(path.join(folder, 'large.lineament'));
    try {
      fill(db);
      const stored = storeProposals(db);
      db.exec('CREATE INDEX facets_by_score ON facets (facet, score, face, standing)');
      db.pragma('wal_checkpoint(TRUNCATE)'); // as it is once a project was closed
      return [...Object.entries(QUESTIONS).map(([name, ask]) => measure(db, name, ask)), stored];
    } finally {
      close();
      rmSync(folder, { recursive: true });
    }
  },
};

function measure(db: ReadableDb, name: string, ask: (db: ReadableDb) => unknown): Measurement {
  const before = WITHOUT_COUNTERS[name];
  const reference = before ? { what: 'without counters', value: time(() => before(db)).elapsed } : LIMIT;
  const { elapsed, busy } = time(() => ask(db));
  const note = `warm, median of ${RUNS}; processor time ${busy.toFixed(1)} ms, load ${loadavg()[0]!.toFixed(1)}`;
  return measurement(name, elapsed, 'ms', reference, note);
}

/** Milliseconds, once it is warm: on the clock, and in processor time, which other programs lengthen far less. */
function time(ask: () => unknown): { elapsed: number; busy: number } {
  ask();
  const times = Array.from({ length: RUNS }, () => {
    const [start, used] = [performance.now(), process.cpuUsage()];
    ask();
    const { user, system } = process.cpuUsage(used);
    return { elapsed: performance.now() - start, busy: (user + system) / 1000 };
  });
  return { elapsed: median(times.map(({ elapsed }) => elapsed)), busy: median(times.map(({ busy }) => busy)) };
}

/** What the counters cost where a model's values are stored: forty attributes and a label a face. */
function storeProposals(db: WritableDb): Measurement {
  let next = 1;
  const store = () =>
    inTransaction(db, () => {
      for (const last = next + PROPOSED; next < last; next++) propose(db, next as FaceId);
    });
  const timed = () => {
    store(); // what came before has put other pages into memory
    const start = process.cpuUsage();
    store();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / PROPOSED;
  };
  const triggers = db
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%_counts%'",
    )
    .all();
  // In turn, so that what else the machine does falls on both alike.
  const runs = Array.from({ length: RUNS }, () => {
    const counted = timed();
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    const uncounted = timed();
    for (const { sql } of triggers) db.exec(sql);
    count(db);
    return { counted, uncounted };
  });
  return measurement(
    'proposals of a face are stored, processor time',
    median(runs.map(({ counted }) => counted)),
    'ms',
    { what: 'without counters', value: median(runs.map(({ uncounted }) => uncounted)) },
    `attributes and gender, ${PROPOSED} faces a transaction, median of ${RUNS}`,
  );
}

function propose(db: WritableDb, face: FaceId): void {
  const probabilities = Float32Array.from(ATTRIBUTES, (_, at) => ((face * 7907 + at * 104729) % 1000) / 1000);
  const states = ATTRIBUTES.map(() => 'unknown' as const);
  proposeAnnotations(
    db,
    face,
    [
      { task: 'attributes', value: { states, probabilities }, confidence: 0.5 },
      { task: 'gender', value: { label: 'female' }, confidence: 0.75 },
    ],
    MODEL,
  );
}

/** The counters of all faces and facets, from nothing. */
const count = (db: WritableDb): void =>
  void db.exec(`
    DELETE FROM facet_counts;
    INSERT INTO facet_counts (facet, standing, bucket, faces)
    SELECT facet, standing, CAST(score * 256 AS INTEGER), count(*) FROM facets GROUP BY 1, 2, 3;
    DELETE FROM face_counts;
    INSERT INTO face_counts (review, tasks, spoken, faces)
    SELECT review, tasks, spoken, count(*) FROM faces WHERE present = 1 GROUP BY 1, 2, 3;
  `);

/**
 * Rows made inside SQLite, as an import would leave them: photos in 1000 folders, ten faces each, of which 70 % are open
 * and 5 % rejected. What follows from the rows is made after them, which is quicker.
 */
function fill(db: WritableDb): void {
  db.pragma('synchronous = OFF');
  const derived = db
    .prepare<[], { type: string; name: string; sql: string }>(
      "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name IN ('faces', 'facets') AND type IN ('index', 'trigger') AND sql <> ''",
    )
    .all();
  for (const { type, name } of derived) db.exec(`DROP ${type} ${name}`);
  const numbers = (count: number) =>
    `WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers LIMIT ${count})`;
  const review = "CASE WHEN n * 31 % 100 < 70 THEN 'open' WHEN n * 31 % 100 < 95 THEN 'accepted' ELSE 'rejected' END";
  db.transaction(() => {
    db.exec(`
      ${numbers(IMAGES)}
      INSERT INTO images (path, folded, hash, bytes, mtime, format, width, height, orientation, searched, added)
      SELECT format('/home/someone/Photos/%d/trip-%04d/IMG_%06d.jpg', 2024 + n * 2 / ${IMAGES}, n / 100, n),
        format('/home/someone/photos/%d/trip-%04d/img_%06d.jpg', 2024 + n * 2 / ${IMAGES}, n / 100, n),
        format('%064x', n), 4000000, n, 'jpeg', 4000, 3000, 1, n, n FROM numbers;
      ${numbers(IMAGES * FACES_EACH)}
      INSERT INTO faces (image, x, y, width, height, score, origin_kind, origin_name, review, changed, tasks, spoken)
      SELECT 1 + n / ${FACES_EACH}, n % 3000, n % 2000, 20 + n * 7919 % 500, 30 + n * 104729 % 600,
        (n * 7907 % 100000) / 100000.0, 'model', '0123456789abcdef', ${review},
        1700000000000 + n * 7919 % 1000000, CASE WHEN n >= ${IMAGES * FACES_EACH - FEW} THEN 1023 WHEN n % 4 = 0 THEN 511 ELSE 0 END,
        CASE WHEN n >= ${IMAGES * FACES_EACH - FEW} THEN 512 ELSE 0 END
      FROM numbers;
      UPDATE images SET (open_faces, accepted_faces, rejected_faces) = (
        SELECT count(*) FILTER (WHERE review = 'open'), count(*) FILTER (WHERE review = 'accepted'),
          count(*) FILTER (WHERE review = 'rejected')
        FROM faces WHERE faces.id > (images.id - 1) * ${FACES_EACH} AND faces.id <= images.id * ${FACES_EACH});
    `);
    db.exec(`
      INSERT INTO facet_names (id, name) VALUES (2, '${attributeFacet('Smiling')}');
      INSERT INTO facets (face, source, facet, score, standing)
      SELECT id, 0, 1, id * 7907 % 100003 / 100003.0, standing FROM faces;
      INSERT INTO facets (face, source, facet, score, standing)
      SELECT id, 16, 2, id * 7919 % 100003 / 100003.0, standing FROM faces;
    `);
    db.exec(`INSERT INTO face_models (model, face, tasks) SELECT '${MODEL}', id, tasks FROM faces WHERE tasks <> 0`);
    for (const { sql } of derived) db.exec(sql);
    count(db);
  })();
}
