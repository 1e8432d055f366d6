/** Groups of faces that may be one person each, as they were last found. */
import type { Migration } from '../migrate.ts';

export const personGroups: Migration = {
  version: 11,
  name: 'person-groups',
  up(db) {
    db.exec(`
      CREATE TABLE person_search (
        id INTEGER PRIMARY KEY CHECK (id = 1), -- the last one alone is kept
        strictness TEXT NOT NULL,
        compared INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE person_groups (
        id INTEGER PRIMARY KEY,
        faces TEXT NOT NULL, -- JSON: ids, the most typical first
        maybe_name TEXT,
        maybe_likeness REAL
      ) STRICT;
    `);
  },
};
