/** Which faces may be one person each, as it was last found. */
import type { FaceId } from '../shared/domain/ids.ts';
import type { FaceGroup, Strictness } from '../shared/domain/people.ts';
import { all, get, inTransaction, type ReadableDb, run, runOne, type WritableDb } from './database.ts';

export interface PersonGroups {
  strictness: Strictness;
  /** Unnamed faces that were held against each other. */
  compared: number;
  groups: PersonGroup[];
}

export interface PersonGroup {
  faces: FaceId[];
  maybe: FaceGroup['maybe'];
}

interface Row {
  id: number;
  faces: string;
  maybe_name: string | null;
  maybe_likeness: number | null;
}

const facesIn = ({ faces }: Pick<Row, 'faces'>): FaceId[] => JSON.parse(faces) as FaceId[];

/** In place of what was found before. */
export const keepGroups = (db: WritableDb, { strictness, compared, groups }: PersonGroups): void =>
  inTransaction(db, () => {
    run(db, 'DELETE FROM person_groups');
    run(db, 'DELETE FROM person_search');
    runOne(db, 'INSERT INTO person_search (id, strictness, compared) VALUES (1, ?, ?)', strictness, compared);
    for (const { faces, maybe } of groups)
      runOne(
        db,
        'INSERT INTO person_groups (faces, maybe_name, maybe_likeness) VALUES (?, ?, ?)',
        JSON.stringify(faces),
        maybe?.name ?? null,
        maybe?.likeness ?? null,
      );
  });

/** Null where nobody has looked for groups yet. */
export function keptGroups(db: ReadableDb): PersonGroups | null {
  const search = get<Pick<PersonGroups, 'strictness' | 'compared'>>(
    db,
    'SELECT strictness, compared FROM person_search',
  );
  if (!search) return null;
  const rows = all<Row>(db, 'SELECT id, faces, maybe_name, maybe_likeness FROM person_groups ORDER BY id');
  const groups = rows.map((row) => ({
    faces: facesIn(row),
    maybe: row.maybe_name === null ? null : { name: row.maybe_name, likeness: row.maybe_likeness ?? 0 },
  }));
  return { ...search, groups };
}

/** Takes faces out of whatever groups they are in. */
export const partFaces = (db: WritableDb, faces: readonly FaceId[]): void =>
  inTransaction(db, () => {
    const away = new Set(faces);
    for (const row of all<Row>(db, 'SELECT id, faces FROM person_groups')) {
      const before = facesIn(row);
      const left = before.filter((face) => !away.has(face));
      if (left.length < before.length)
        runOne(db, 'UPDATE person_groups SET faces = ? WHERE id = ?', JSON.stringify(left), row.id);
    }
  });
