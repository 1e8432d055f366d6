/** Where faces stand in facets, and the lists that follow: one index in their order, and counters kept by triggers. */
import {
  type FacetPlace,
  type FacetQuery,
  FLAGGED,
  labelFacet,
  PEOPLE,
  type placesOf,
  type QueueStep,
  type Standing,
} from '../shared/domain/facet.ts';
import type { FaceId } from '../shared/domain/ids.ts';
import { all, column, get, type ReadableDb, run, runOne, type WritableDb } from './database.ts';
import { pageOf, type Range } from './page.ts';

type Places = ReturnType<typeof placesOf>;

/** The sources of what is said of the whole face and of its flag; a task's is its bit. */
export const WHOLE_FACE = 0;
const FLAG = -1;

/** As the generated column `faces.standing` counts; 4 is a deleted face. */
const STANDING_CODES = { open: 0, skipped: 1, accepted: 2, rejected: 3 } as const satisfies Record<Standing, number>;

const findFacet = (db: ReadableDb, name: string): number | undefined =>
  get<{ id: number }>(db, 'SELECT id FROM facet_names WHERE name = ?', name)?.id;

const facetId = (db: WritableDb, name: string): number =>
  findFacet(db, name) ?? runOne(db, 'INSERT INTO facet_names (name) VALUES (?)', name);

/** Puts a face where a source says, and nowhere else that it said before. What stays as it was is not written again. */
export function writePlaces(db: WritableDb, face: FaceId, source: number, places: Places): void {
  const scores = places.flatMap(({ facet, score }) => {
    const id = facetId(db, facet);
    // Person by person: all faces of one have one number.
    return facet.startsWith(labelFacet('identity', ''))
      ? [[id, score] as const, [facetId(db, PEOPLE), id] as const]
      : [[id, score] as const];
  });
  const given = { face, source, scores: JSON.stringify(scores) };
  run(
    db,
    `DELETE FROM facets WHERE face = :face AND source = :source
       AND facet NOT IN (SELECT value ->> 0 FROM json_each(:scores))`,
    given,
  );
  if (scores.length === 0) return;
  run(
    db,
    `INSERT INTO facets (face, source, facet, score, standing)
     SELECT :face, :source, value ->> 0, value ->> 1, (SELECT standing FROM faces WHERE id = :face)
     FROM json_each(:scores) WHERE TRUE
     ON CONFLICT DO UPDATE SET score = excluded.score WHERE score <> excluded.score`,
    given,
  );
}

export const writeFlagPlace = (db: WritableDb, face: FaceId, flag: string | null): void =>
  writePlaces(db, face, FLAG, flag === null ? [] : [{ facet: FLAGGED, score: 0 }]);

/** Who each named face is. */
export const namesOfFaces = (db: ReadableDb): Map<FaceId, string> =>
  new Map(
    all<{ face: FaceId; name: string }>(
      db,
      `SELECT face, substr(persons.name, :from) AS name
       FROM facets JOIN facet_names AS persons ON persons.id = score
       WHERE facet = (SELECT id FROM facet_names WHERE name = :people)`,
      { people: PEOPLE, from: labelFacet('identity', '').length + 1 },
    ).map(({ face, name }) => [face, name]),
  );

/** Which of these faces are still there, not rejected, and without a name. */
export const unnamedFaces = (db: ReadableDb, faces: readonly FaceId[]): Set<FaceId> =>
  new Set(
    column<FaceId>(
      db,
      `SELECT id FROM faces WHERE id IN (SELECT value FROM json_each(:faces))
         AND present = 1 AND review <> 'rejected'
         AND id NOT IN (SELECT face FROM facets WHERE facet = (SELECT id FROM facet_names WHERE name = :people))`,
      { faces: JSON.stringify(faces), people: PEOPLE },
    ),
  );

/** The standings that a query means, as the column counts them. */
const codesOf = (standing: FacetQuery['standing']): readonly number[] =>
  standing === 'here'
    ? [STANDING_CODES.open, STANDING_CODES.skipped, STANDING_CODES.accepted]
    : [STANDING_CODES[standing]];

/** Scores in a bucket of the counters: `bucket / BUCKETS <= score < (bucket + 1) / BUCKETS`. */
const BUCKETS = 256;

interface Bucket {
  bucket: number;
  faces: number;
}

const bucketsOf = (db: ReadableDb, facet: number, standing: FacetQuery['standing']): Bucket[] =>
  all<Bucket>(
    db,
    `SELECT bucket, sum(faces) AS faces FROM facet_counts
     WHERE facet = ? AND standing IN (${codesOf(standing).join()}) GROUP BY bucket ORDER BY bucket`,
    facet,
  );

const sumOf = (buckets: readonly Bucket[]): number => buckets.reduce((sum, { faces }) => sum + faces, 0);

export function countFacet(db: ReadableDb, { facet, standing }: Pick<FacetQuery, 'facet' | 'standing'>): number {
  const id = findFacet(db, facet);
  return id === undefined ? 0 : sumOf(bucketsOf(db, id, standing));
}

/**
 * The places of one facet that fulfil a condition, one index range a standing; an order over them by score and face merges
 * the ranges without sorting.
 */
const placesWhere = (standing: FacetQuery['standing'], condition: string): string =>
  codesOf(standing)
    .map((code) => `SELECT face, score FROM facets WHERE facet = :id AND standing = ${code} AND ${condition}`)
    .join(' UNION ALL ');

/** A page of a facet's faces by score. The counters tell near which score it begins. */
export function pageFacet(db: ReadableDb, query: FacetQuery & Range): { total: number; places: FacetPlace[] } {
  const id = findFacet(db, query.facet);
  if (id === undefined) return { total: 0, places: [] };
  const buckets = bucketsOf(db, id, query.standing);
  const total = sumOf(buckets);
  const places = pageOf(total, query, (direction, limit, offset) => {
    let before = 0;
    const first = (direction === 'ASC' ? buckets : buckets.toReversed()).find(({ faces }) => {
      before += faces;
      return before > offset;
    })!;
    const inBucket = offset - (before - first.faces);
    const [edge, condition] =
      direction === 'ASC'
        ? [first.bucket / BUCKETS, 'score >= :edge']
        : [(first.bucket + 1) / BUCKETS, 'score < :edge'];
    return all<FacetPlace>(
      db,
      `${placesWhere(query.standing, condition)}
       ORDER BY score ${direction}, face ${direction} LIMIT :limit OFFSET :inBucket`,
      { id, edge, limit, inBucket },
    );
  });
  return { total, places };
}

/** The next faces of a queue after a place, or its first ones. */
export function queueAfter(
  db: ReadableDb,
  { facet, standing }: Pick<FacetQuery, 'facet' | 'standing'>,
  after: FacetPlace | null,
  limit: number,
): QueueStep[] {
  const id = findFacet(db, facet);
  if (id === undefined) return [];
  return all<QueueStep>(
    db,
    `SELECT face, score, (SELECT image FROM faces WHERE faces.id = face) AS image FROM (
       ${placesWhere(standing, '(score, face) > (:score, :face)')} ORDER BY score, face LIMIT :limit)
     ORDER BY score, face`,
    { id, score: after?.score ?? Number.MIN_SAFE_INTEGER, face: after?.face ?? 0, limit },
  );
}

/** The facets whose name begins so, with how many faces stand in them that are not rejected. */
export const listFacets = (db: ReadableDb, prefix: string, limit: number): { facet: string; faces: number }[] =>
  all<{ facet: string; faces: number }>(
    db,
    `SELECT name AS facet, sum(faces) AS faces FROM facet_names
     JOIN facet_counts ON facet = id AND standing IN (${codesOf('here').join()})
     WHERE name >= :prefix AND name < :prefix || char(0x10ffff) GROUP BY name HAVING sum(faces) > 0
     ORDER BY name LIMIT :limit`,
    { prefix, limit },
  );
