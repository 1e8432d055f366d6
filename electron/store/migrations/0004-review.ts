/** Flags and faces put off, values taken over as they were, and the facets that lists of faces are ordered by. */
import type { Migration } from '../migrate.ts';

export const review: Migration = {
  version: 4,
  name: 'review',
  up(db) {
    db.exec(`
      ALTER TABLE faces ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0 CHECK (skipped IN (0, 1));
      ALTER TABLE faces ADD COLUMN flag TEXT;
      ALTER TABLE faces ADD COLUMN standing INTEGER NOT NULL AS (
        CASE
          WHEN present = 0 THEN 4
          WHEN review = 'rejected' THEN 3
          WHEN review = 'accepted' THEN 2
          WHEN skipped = 1 THEN 1
          ELSE 0
        END
      ) VIRTUAL;
      ALTER TABLE annotations ADD COLUMN accepts TEXT;

      CREATE TABLE facet_names (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
      ) STRICT;
      INSERT INTO facet_names (id, name) VALUES (1, 'doubt');

      -- Where faces stand in facets. A source is the bit of the task that says so, 0 for the whole face, or -1 for its flag.
      CREATE TABLE facets (
        face INTEGER NOT NULL REFERENCES faces ON DELETE CASCADE,
        source INTEGER NOT NULL,
        facet INTEGER NOT NULL REFERENCES facet_names,
        score REAL NOT NULL,
        standing INTEGER NOT NULL,
        PRIMARY KEY (face, source, facet)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX facets_by_score ON facets (facet, score, face, standing);

      -- Every face is in doubt from the start: unlabelled ones come last.
      INSERT INTO facets (face, source, facet, score, standing)
      SELECT id, 0, 1,
        ifnull((SELECT min(confidence) FROM annotations WHERE face = faces.id AND origin_kind = 'model'), 2), standing
      FROM faces;
      CREATE TRIGGER faces_doubted AFTER INSERT ON faces BEGIN
        INSERT INTO facets (face, source, facet, score, standing) VALUES (NEW.id, 0, 1, 2, NEW.standing);
      END;
      CREATE TRIGGER faces_restood AFTER UPDATE OF present, review, skipped ON faces WHEN NEW.standing <> OLD.standing BEGIN
        UPDATE facets SET standing = NEW.standing WHERE face = NEW.id;
      END;

      -- Faces whose values have changed since it was written down what follows from all of them together.
      CREATE TABLE unsettled (face INTEGER PRIMARY KEY REFERENCES faces ON DELETE CASCADE) STRICT;
      INSERT INTO unsettled SELECT DISTINCT face FROM annotations;

      -- Directions of embeddings in 512 signed bytes, so that a search reads a quarter of what is stored with the values.
      CREATE TABLE embeddings (
        face INTEGER PRIMARY KEY REFERENCES faces ON DELETE CASCADE,
        direction BLOB NOT NULL
      ) STRICT;
    `);
  },
};
