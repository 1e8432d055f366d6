/** Annotations of faces, the log that undo reads, the models a project has used, and its rounds of training. */
import type { Migration } from '../migrate.ts';

export const annotationsAndHistory: Migration = {
  version: 2,
  name: 'annotations and history',
  up(db) {
    db.exec(`
      CREATE TABLE annotations (
        id INTEGER PRIMARY KEY,
        face INTEGER NOT NULL REFERENCES faces ON DELETE CASCADE,
        task TEXT NOT NULL,
        value BLOB NOT NULL,
        origin_kind TEXT NOT NULL CHECK (origin_kind IN ('model', 'person', 'import')),
        origin_name TEXT NOT NULL,
        confidence REAL,
        revision INTEGER NOT NULL, -- of the face, since when it holds
        changed INTEGER NOT NULL,
        UNIQUE (face, task)
      ) STRICT;

      -- Which tasks a face has a value for, as bits, so that lists filter by task without a look at the annotations.
      ALTER TABLE faces ADD COLUMN tasks INTEGER NOT NULL DEFAULT 0;
      DROP INDEX faces_by_image;
      -- One index for each order of the face list. It holds all that filters look at, so a page never leaves it.
      CREATE INDEX faces_by_image ON faces (image, present, id, review, tasks);
      CREATE INDEX faces_by_certainty ON faces (certainty, id, review, tasks, image) WHERE present = 1;
      CREATE INDEX faces_by_area ON faces (area, id, review, tasks, image) WHERE present = 1;
      CREATE INDEX faces_by_change ON faces (changed, id, review, tasks, image) WHERE present = 1;
      CREATE INDEX faces_by_tasks ON faces (tasks) WHERE present = 1 AND tasks <> 0;

      -- What one undo takes back. Undone steps come after all done ones; discarded ones can never be redone.
      CREATE TABLE steps (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'discarded')),
        description TEXT NOT NULL,
        person TEXT NOT NULL,
        time INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX steps_by_state ON steps (state, id);
      CREATE TABLE patches (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        step INTEGER NOT NULL REFERENCES steps ON DELETE CASCADE,
        face INTEGER NOT NULL REFERENCES faces ON DELETE CASCADE,
        image INTEGER NOT NULL REFERENCES images ON DELETE CASCADE,
        patch BLOB NOT NULL
      ) STRICT;
      CREATE INDEX patches_by_step ON patches (step);
      CREATE INDEX patches_by_face ON patches (face);
      CREATE INDEX patches_by_image ON patches (image);

      CREATE TABLE models (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        family TEXT NOT NULL,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        used INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE rounds (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        state TEXT NOT NULL,
        recipe TEXT NOT NULL, -- JSON
        selection TEXT NOT NULL, -- JSON: faces with the revisions that were learned from
        base_model TEXT REFERENCES models,
        result_model TEXT REFERENCES models,
        metrics TEXT, -- JSON
        created INTEGER NOT NULL
      ) STRICT;
    `);
  },
};
