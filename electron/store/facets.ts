/** Where faces stand in facets, and the lists that follow: one table, one index, quick at a million faces. */
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
import { all, get, type ReadableDb, run, runOne, value, type WritableDb } from './database.ts';
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

/** Puts a face where a source says, and nowhere else that it said before. */
export function writePlaces(db: WritableDb, face: FaceId, source: number, places: Places): void {
  run(db, 'DELETE FROM facets WHERE face = ? AND source = ?', face, source);
  const write = (facet: number, score: number) =>
    runOne(
      db,
      'INSERT INTO facets (face, source, facet, score, standing) SELECT id, ?, ?, ?, standing FROM faces WHERE id = ?',
      source,
      facet,
      score,
      face,
    );
  for (const { facet, score } of places) {
    const id = facetId(db, facet);
    write(id, score);
    // Person by person: all faces of one have one number.
    if (facet.startsWith(labelFacet('identity', ''))) write(facetId(db, PEOPLE), id);
  }
}

export const writeFlagPlace = (db: WritableDb, face: FaceId, flag: string | null): void =>
  writePlaces(db, face, FLAG, flag === null ? [] : [{ facet: FLAGGED, score: 0 }]);

const condition = (standing: FacetQuery['standing']): string =>
  standing === 'here' ? `standing < ${STANDING_CODES.rejected}` : `standing = ${STANDING_CODES[standing]}`;

export function countFacet(db: ReadableDb, { facet, standing }: Pick<FacetQuery, 'facet' | 'standing'>): number {
  const id = findFacet(db, facet);
  if (id === undefined) return 0;
  return value<number>(db, `SELECT count(*) FROM facets WHERE facet = ? AND ${condition(standing)}`, id);
}

/** A page of a facet's faces by score. */
export function pageFacet(db: ReadableDb, query: FacetQuery & Range): { total: number; places: FacetPlace[] } {
  const id = findFacet(db, query.facet);
  if (id === undefined) return { total: 0, places: [] };
  const total = countFacet(db, query);
  const places = pageOf(total, query, (direction, limit, offset) =>
    all<FacetPlace>(
      db,
      `SELECT face, score FROM facets WHERE facet = ? AND ${condition(query.standing)}
       ORDER BY score ${direction}, face ${direction} LIMIT ? OFFSET ?`,
      id,
      limit,
      offset,
    ),
  );
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
    `SELECT face, score, (SELECT image FROM faces WHERE faces.id = face) AS image FROM facets
     WHERE facet = :id AND (score, face) > (:score, :face) AND ${condition(standing)}
     ORDER BY score, face LIMIT :limit`,
    { id, score: after?.score ?? Number.MIN_SAFE_INTEGER, face: after?.face ?? 0, limit },
  );
}

/** The facets whose name begins so, with how many faces stand in them that are not rejected. */
export const listFacets = (db: ReadableDb, prefix: string, limit: number): { facet: string; faces: number }[] =>
  all<{ facet: string; faces: number }>(
    db,
    `SELECT name AS facet, (
       SELECT count(*) FROM facets WHERE facet = facet_names.id AND standing < ${STANDING_CODES.rejected}) AS faces
     FROM facet_names WHERE name >= :prefix AND name < :prefix || char(0x10ffff) ORDER BY name LIMIT :limit`,
    { prefix, limit },
  ).filter(({ faces }) => faces > 0);
