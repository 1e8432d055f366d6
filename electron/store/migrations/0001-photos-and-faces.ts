/** Photos, second copies of them, the faces in them, and the jobs that found them. */
import type { Migration } from '../migrate.ts';

export const photosAndFaces: Migration = {
  version: 1,
  name: 'photos and faces',
  up(db) {
    db.exec(`
      CREATE TABLE project (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        created INTEGER NOT NULL
      ) STRICT;

      -- Times are milliseconds since 1970. Ids are never used twice: a window may still hold an old one.
      CREATE TABLE images (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL UNIQUE,
        folded TEXT NOT NULL, -- the path as it is searched: composed and in lower case
        hash TEXT NOT NULL UNIQUE,
        bytes INTEGER NOT NULL,
        mtime INTEGER NOT NULL,
        format TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        orientation INTEGER NOT NULL,
        file TEXT NOT NULL DEFAULT 'present' CHECK (file IN ('present', 'missing', 'changed')),
        searched INTEGER,
        added INTEGER NOT NULL,
        open_faces INTEGER NOT NULL DEFAULT 0 CHECK (open_faces >= 0),
        accepted_faces INTEGER NOT NULL DEFAULT 0 CHECK (accepted_faces >= 0),
        rejected_faces INTEGER NOT NULL DEFAULT 0 CHECK (rejected_faces >= 0),
        faces INTEGER NOT NULL AS (open_faces + accepted_faces + rejected_faces) VIRTUAL,
        state TEXT NOT NULL AS (
          CASE
            WHEN file <> 'present' THEN 'problem'
            WHEN open_faces > 0 THEN 'open'
            WHEN accepted_faces + rejected_faces > 0 THEN 'done'
            WHEN searched IS NULL THEN 'unsearched'
            ELSE 'empty'
          END
        ) VIRTUAL
      ) STRICT;
      CREATE INDEX images_by_state ON images (state, path);
      CREATE INDEX images_unsearched ON images (id) WHERE searched IS NULL AND file = 'present';

      CREATE TABLE duplicates (
        path TEXT PRIMARY KEY,
        image INTEGER NOT NULL REFERENCES images ON DELETE CASCADE
      ) STRICT;
      CREATE INDEX duplicates_by_image ON duplicates (image);

      CREATE TABLE faces (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        image INTEGER NOT NULL REFERENCES images ON DELETE CASCADE,
        x REAL NOT NULL,
        y REAL NOT NULL,
        width REAL NOT NULL,
        height REAL NOT NULL,
        score REAL,
        origin_kind TEXT NOT NULL CHECK (origin_kind IN ('model', 'person', 'import')),
        origin_name TEXT NOT NULL,
        review TEXT NOT NULL DEFAULT 'open' CHECK (review IN ('open', 'accepted', 'rejected')),
        revision INTEGER NOT NULL DEFAULT 0,
        present INTEGER NOT NULL DEFAULT 1 CHECK (present IN (0, 1)), -- 0: deleted, kept for undo
        touched INTEGER NOT NULL DEFAULT 0 CHECK (touched IN (0, 1)), -- 1: a person has changed it, even if undone
        changed INTEGER NOT NULL,
        certainty REAL NOT NULL AS (ifnull(score, 1)) STORED, -- a drawn face is as sure as one can be
        area REAL NOT NULL AS (width * height) STORED
      ) STRICT;
      CREATE INDEX faces_by_image ON faces (image, present, review);

      -- The counters of a photo follow its faces, whoever changes them.
      CREATE TRIGGER faces_counted_in AFTER INSERT ON faces WHEN NEW.present BEGIN
        UPDATE images SET
          open_faces = open_faces + (NEW.review = 'open'),
          accepted_faces = accepted_faces + (NEW.review = 'accepted'),
          rejected_faces = rejected_faces + (NEW.review = 'rejected')
        WHERE id = NEW.image;
      END;
      CREATE TRIGGER faces_counted_out AFTER DELETE ON faces WHEN OLD.present BEGIN
        UPDATE images SET
          open_faces = open_faces - (OLD.review = 'open'),
          accepted_faces = accepted_faces - (OLD.review = 'accepted'),
          rejected_faces = rejected_faces - (OLD.review = 'rejected')
        WHERE id = OLD.image;
      END;
      CREATE TRIGGER faces_recounted AFTER UPDATE OF present, review ON faces BEGIN
        UPDATE images SET
          open_faces = open_faces + (NEW.present AND NEW.review = 'open') - (OLD.present AND OLD.review = 'open'),
          accepted_faces = accepted_faces
            + (NEW.present AND NEW.review = 'accepted') - (OLD.present AND OLD.review = 'accepted'),
          rejected_faces = rejected_faces
            + (NEW.present AND NEW.review = 'rejected') - (OLD.present AND OLD.review = 'rejected')
        WHERE id = NEW.image;
      END;

      CREATE TABLE jobs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        request TEXT NOT NULL, -- JSON
        state TEXT NOT NULL DEFAULT 'queued',
        done INTEGER NOT NULL DEFAULT 0,
        total INTEGER,
        summary TEXT NOT NULL DEFAULT '',
        created INTEGER NOT NULL,
        elapsed REAL NOT NULL DEFAULT 0
      ) STRICT;
      CREATE TABLE skips (
        job INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
        path TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (job, path)
      ) STRICT;
    `);
  },
};
