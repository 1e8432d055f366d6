/** The photos of a project: what is known of each file, and lists of them by filter and order. */
import type { ImageId } from '../shared/domain/ids.ts';
import type { FileState, Image, ImageQuery } from '../shared/domain/image.ts';
import { ProblemError } from '../shared/errors.ts';
import {
  all,
  get,
  inTransaction,
  type ReadableDb,
  run,
  runOne,
  type Value,
  value,
  type WritableDb,
} from './database.ts';
import { forgetDuplicate, noteDuplicate } from './duplicates.ts';
import { fold } from './fold.ts';
import { pageOf, type Range } from './page.ts';

/** What reading a file tells. `mtime` in whole milliseconds: a file with the same size and time is not read again. */
export type ImageFacts = Omit<Image, 'id' | 'file' | 'searched' | 'added' | 'faces' | 'openFaces'> & { mtime: number };

type Row = Omit<Image, 'openFaces'> & { open_faces: number; mtime: number };

const COLUMNS =
  'id, path, hash, bytes, mtime, format, width, height, orientation, file, searched, added, faces, open_faces';

const imageOf = ({ open_faces: openFaces, mtime: _, ...row }: Row): Image => ({ ...row, openFaces });

export function findImage(db: ReadableDb, id: ImageId): Image | null {
  const row = get<Row>(db, `SELECT ${COLUMNS} FROM images WHERE id = ?`, id);
  return row ? imageOf(row) : null;
}

/** @throws {ProblemError} `not-found` */
export function getImage(db: ReadableDb, id: ImageId): Image {
  const image = findImage(db, id);
  if (image) return image;
  throw new ProblemError('not-found', `The project has no photo ${id}. It may have been removed; reload the list.`);
}

export function findImageByHash(db: ReadableDb, hash: string): Image | null {
  const row = get<Row>(db, `SELECT ${COLUMNS} FROM images WHERE hash = ?`, hash);
  return row ? imageOf(row) : null;
}

export function findImageByPath(db: ReadableDb, path: string): (Image & { mtime: number }) | null {
  const row = get<Row>(db, `SELECT ${COLUMNS} FROM images WHERE path = ?`, path);
  return row ? { ...imageOf(row), mtime: row.mtime } : null;
}

/** Every photo's place, for a look at which files are still there. */
export const listImagePaths = (db: ReadableDb): Pick<Image, 'id' | 'path'>[] => all(db, 'SELECT id, path FROM images');

/** Adds a photo. Neither its path nor its hash may be known; see `noteDuplicate` and `moveImage` for those that are. */
export function insertImage(db: WritableDb, facts: ImageFacts): Image {
  const id = inTransaction(db, () => {
    forgetDuplicate(db, facts.path);
    return runOne(
      db,
      `INSERT INTO images (path, folded, hash, bytes, mtime, format, width, height, orientation, added)
       VALUES (:path, :folded, :hash, :bytes, :mtime, :format, :width, :height, :orientation, :added)`,
      { ...facts, folded: fold(facts.path), added: Date.now() },
    );
  });
  return getImage(db, id as ImageId);
}

/** Says that the file of a photo, with the same bytes, is now found at `path`. */
export function moveImage(db: WritableDb, id: ImageId, path: string, mtime: number): void {
  inTransaction(db, () => {
    forgetDuplicate(db, path);
    const sql = "UPDATE images SET path = ?, folded = ?, mtime = ?, file = 'present' WHERE id = ?";
    runOne(db, sql, path, fold(path), mtime, id);
  });
}

/**
 * Puts another picture in the place of one whose file was overwritten and which has no faces. What was drawn and deleted
 * on the old picture goes, and with it what the log tells of it. Where the new bytes are those of another photo, the
 * file becomes a duplicate of that one.
 */
export function replaceImage(db: WritableDb, id: ImageId, facts: ImageFacts): void {
  inTransaction(db, () => {
    run(db, 'DELETE FROM faces WHERE image = ?', id); // and with them their patches
    run(db, 'DELETE FROM steps WHERE NOT EXISTS (SELECT 1 FROM patches WHERE step = steps.id)');
    const same = findImageByHash(db, facts.hash);
    if (same && same.id !== id) {
      runOne(db, 'DELETE FROM images WHERE id = ?', id);
      noteDuplicate(db, facts.path, same.id);
      return;
    }
    runOne(
      db,
      `UPDATE images SET path = :path, folded = :folded, hash = :hash, bytes = :bytes, mtime = :mtime,
         format = :format, width = :width, height = :height, orientation = :orientation,
         file = 'present', searched = NULL
       WHERE id = :id`,
      { ...facts, folded: fold(facts.path), id },
    );
  });
}

export function setImageFile(db: WritableDb, id: ImageId, file: FileState): void {
  runOne(db, 'UPDATE images SET file = ? WHERE id = ?', file, id);
}

/** Says that a detector has searched the photo now. */
export function markSearched(db: WritableDb, id: ImageId): void {
  runOne(db, 'UPDATE images SET searched = ? WHERE id = ?', Date.now(), id);
}

const UNSEARCHED = "searched IS NULL AND file = 'present'";

/** The next photos in order of id that no detector has seen and whose file is there. */
export const unsearchedImages = (db: ReadableDb, afterId: number, limit: number): Image[] =>
  all<Row>(db, `SELECT ${COLUMNS} FROM images WHERE ${UNSEARCHED} AND id > ? ORDER BY id LIMIT ?`, afterId, limit).map(
    imageOf,
  );

export const countUnsearched = (db: ReadableDb): number =>
  value<number>(db, `SELECT count(*) FROM images WHERE ${UNSEARCHED}`);

const SORT_COLUMNS = {
  path: 'path',
  added: 'added',
  faces: 'faces',
  open: 'open_faces',
} as const satisfies Record<ImageQuery['sort'], string>;

/** The condition of a query, with its parameters. */
function conditionOf({ state, text }: Pick<ImageQuery, 'state' | 'text'>): { where: string; parameters: Value[] } {
  const terms: string[] = [];
  const parameters: Value[] = [];
  if (state !== 'all') {
    terms.push('state = ?');
    parameters.push(state);
  }
  if (text !== '') {
    terms.push('instr(folded, ?)');
    parameters.push(fold(text));
  }
  return { where: terms.join(' AND ') || 'TRUE', parameters };
}

export function pageImages(db: ReadableDb, query: ImageQuery & Range): { total: number; rows: Image[] } {
  const { where, parameters } = conditionOf(query);
  const column = SORT_COLUMNS[query.sort];
  const total = value<number>(db, `SELECT count(*) FROM images WHERE ${where}`, ...parameters);
  const ids = pageOf(total, query, (direction, limit, offset) =>
    all<{ id: ImageId }>(
      db,
      `SELECT id FROM images WHERE ${where} ORDER BY ${column} ${direction}, id ${direction} LIMIT ? OFFSET ?`,
      ...parameters,
      limit,
      offset,
    ),
  );
  return { total, rows: ids.map(({ id }) => getImage(db, id)) };
}

/** Where a photo stands among those of a query, and its neighbours there even if it is not one of them. */
export function imagesAround(
  db: ReadableDb,
  id: ImageId,
  query: ImageQuery,
): { total: number; position: number | null; previous: ImageId | null; next: ImageId | null } {
  const { where, parameters } = conditionOf(query);
  const column = SORT_COLUMNS[query.sort];
  const place = get<{ key: Value; within: number }>(
    db,
    `SELECT ${column} AS key, (${where}) AS within FROM images WHERE id = ?`,
    ...parameters,
    id,
  );
  if (!place) return { total: 0, position: null, previous: null, next: null };
  const sides = { smaller: ['<', 'DESC'], larger: ['>', 'ASC'] } as const;
  const [before, after] = query.descending ? [sides.larger, sides.smaller] : [sides.smaller, sides.larger];
  const side = ([than]: readonly [string, string]) => `${where} AND (${column}, id) ${than} (?, ?)`;
  const nearest = (towards: readonly [string, string]) =>
    get<{ id: ImageId }>(
      db,
      `SELECT id FROM images WHERE ${side(towards)} ORDER BY ${column} ${towards[1]}, id ${towards[1]} LIMIT 1`,
      ...parameters,
      place.key,
      id,
    )?.id ?? null;
  return {
    total: value<number>(db, `SELECT count(*) FROM images WHERE ${where}`, ...parameters),
    position: place.within
      ? value<number>(db, `SELECT count(*) FROM images WHERE ${side(before)}`, ...parameters, place.key, id)
      : null,
    previous: nearest(before),
    next: nearest(after),
  };
}
