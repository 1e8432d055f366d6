/** The models that a project's proposals came from: names for the ids in its origins, wherever the files are now. */
import type { UsedModel } from '../shared/domain/model.ts';
import { all, type ReadableDb, runOne, type WritableDb } from './database.ts';

/** Notes that the project's work uses a model from now on. */
export function noteModel(db: WritableDb, { id, kind, family, name, sha256 }: Omit<UsedModel, 'used'>): void {
  runOne(
    db,
    `INSERT INTO models (id, kind, family, name, sha256, used) VALUES (:id, :kind, :family, :name, :sha256, :now)
     ON CONFLICT DO UPDATE SET name = excluded.name`,
    { id, kind, family, name, sha256, now: Date.now() },
  );
}

/** In the order of their first use. */
export const usedModels = (db: ReadableDb): UsedModel[] =>
  all<UsedModel>(db, 'SELECT id, kind, family, name, sha256, used FROM models ORDER BY used, id');
