/** Brings a database file from the version it has to the newest one, a numbered step at a time. */
import { ProblemError } from '../shared/errors.ts';
import { inTransaction, type ReadableDb, type WritableDb } from './database.ts';

/** One step. Once released it is frozen: files that have taken it exist. */
export interface Migration {
  /** The version that a file has after it; the first one is 1. */
  version: number;
  name: string;
  up(db: WritableDb): void;
}

export const storedVersion = (db: ReadableDb): number => Number(db.pragma('user_version', { simple: true }));

/**
 * Each step is a transaction of its own, so a file stands at a version or at the next, never between.
 * @throws {ProblemError} `newer-version` before anything is changed
 */
export function migrate(db: WritableDb, migrations: readonly Migration[]): void {
  const misplaced = migrations.find((migration, index) => migration.version !== index + 1);
  if (misplaced) throw new Error(`migration ${misplaced.version} (${misplaced.name}) is out of order`);
  refuseNewer(db, migrations);
  for (const migration of migrations) {
    inTransaction(db, () => {
      // Read inside the transaction: another process may have taken the step meanwhile.
      if (storedVersion(db) >= migration.version) return;
      migration.up(db);
      db.pragma(`user_version = ${migration.version}`);
    });
  }
}

function refuseNewer(db: ReadableDb, migrations: readonly Migration[]): void {
  const version = storedVersion(db);
  if (version <= migrations.length) return;
  throw new ProblemError(
    'newer-version',
    `${db.name} was written by a newer version of Lineament (its format is ${version}, this version reads up to ${migrations.length}). Update the app, then open it again.`,
  );
}
