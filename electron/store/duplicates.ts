/** Files with the bytes of a photo that the project already has: noted, and not photos of their own. */
import type { ImageId } from '../shared/domain/ids.ts';
import type { Duplicate } from '../shared/domain/project.ts';
import { all, type ReadableDb, run, runOne, value, type WritableDb } from './database.ts';
import type { Range } from './page.ts';

export function noteDuplicate(db: WritableDb, path: string, image: ImageId): void {
  const sql = 'INSERT INTO duplicates (path, image) VALUES (?, ?) ON CONFLICT DO UPDATE SET image = excluded.image';
  runOne(db, sql, path, image);
}

/** For a file that has become a photo of its own. */
export function forgetDuplicate(db: WritableDb, path: string): void {
  run(db, 'DELETE FROM duplicates WHERE path = ?', path);
}

export function pageDuplicates(db: ReadableDb, { offset, limit }: Range): { total: number; rows: Duplicate[] } {
  return {
    total: value<number>(db, 'SELECT count(*) FROM duplicates'),
    rows: all<Duplicate>(
      db,
      `SELECT duplicates.path, image, images.path AS original FROM duplicates JOIN images ON images.id = image
       ORDER BY duplicates.path LIMIT ? OFFSET ?`,
      limit,
      offset,
    ),
  };
}
