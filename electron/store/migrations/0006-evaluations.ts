/** What evaluations have found. */
import type { Migration } from '../migrate.ts';

export const evaluations: Migration = {
  version: 6,
  name: 'evaluations',
  up(db) {
    db.exec(`
      CREATE TABLE evaluations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        models TEXT NOT NULL, -- JSON: one, or before and after
        faces TEXT NOT NULL, -- JSON: which faces, and how many
        report BLOB NOT NULL,
        created INTEGER NOT NULL
      ) STRICT;
    `);
  },
};
