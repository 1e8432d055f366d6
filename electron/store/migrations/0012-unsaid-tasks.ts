/** Faces stand among those of whose task nobody has spoken, whether a model has proposed a value or not. */
import type { Migration } from '../migrate.ts';

export const unsaidTasks: Migration = {
  version: 12,
  name: 'unsaid tasks',
  up(db) {
    // Millions of places are counted once, not one by one.
    const counting = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'facets_counted_in'").pluck().get();
    db.exec(`
      INSERT OR IGNORE INTO facet_names (name) VALUES
        ('confidence:parsing'), ('confidence:landmarks'), ('confidence:visibility'), ('confidence:pose'),
        ('confidence:attributes'), ('confidence:age'), ('confidence:gender'), ('confidence:race'),
        ('confidence:expression'), ('confidence:identity');
      -- The bit of a task in faces.tasks, and the facet of the faces of whose task neither people nor files have spoken.
      CREATE TABLE tasks (
        name TEXT PRIMARY KEY,
        bit INTEGER NOT NULL UNIQUE,
        facet INTEGER NOT NULL UNIQUE REFERENCES facet_names
      ) STRICT, WITHOUT ROWID;
      WITH bits (task, bit) AS (VALUES
        ('parsing', 1), ('landmarks', 2), ('visibility', 4), ('pose', 8), ('attributes', 16),
        ('age', 32), ('gender', 64), ('race', 128), ('expression', 256), ('identity', 512))
      INSERT INTO tasks SELECT task, bit, facet_names.id FROM bits JOIN facet_names ON facet_names.name = 'confidence:' || task;

      -- 1: a model says so without a figure; 2: nothing is said. Faces with a figure stand there already.
      DROP TRIGGER facets_counted_in;
      INSERT INTO facets (face, source, facet, score, standing)
      SELECT id, bit, facet, iif(tasks & bit, 1, 2), standing FROM faces CROSS JOIN tasks AS said WHERE NOT spoken & bit
      ON CONFLICT DO NOTHING;
      DELETE FROM facet_counts WHERE facet IN (SELECT facet FROM tasks);
      INSERT INTO facet_counts (facet, standing, bucket, faces)
      SELECT facet, standing, CAST(score * 256 AS INTEGER), count(*) FROM facets
      WHERE facet IN (SELECT facet FROM tasks) GROUP BY 1, 2, 3;
      ${counting};

      DROP TRIGGER faces_doubted;
      CREATE TRIGGER faces_doubted AFTER INSERT ON faces BEGIN
        INSERT INTO facets (face, source, facet, score, standing)
        SELECT NEW.id, 0, 1, 2, NEW.standing UNION ALL SELECT NEW.id, bit, facet, 2, NEW.standing FROM tasks;
      END;
    `);
  },
};
