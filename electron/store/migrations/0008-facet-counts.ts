/** How many faces stand where in each facet, kept by the database itself, and an index that holds a queue and nothing else. */
import type { Migration } from '../migrate.ts';

export const facetCounts: Migration = {
  version: 8,
  name: 'facet counts',
  up(db) {
    // A bucket is a 256th of a score: a power of two, so that the edges are exact.
    const bucketOf = (score: string) => `CAST(${score} * 256 AS INTEGER)`;
    const enter = `
        INSERT INTO facet_counts (facet, standing, bucket, faces)
        VALUES (NEW.facet, NEW.standing, ${bucketOf('NEW.score')}, 1)
        ON CONFLICT DO UPDATE SET faces = faces + 1;`;
    const leave = `
        UPDATE facet_counts SET faces = faces - 1
        WHERE facet = OLD.facet AND standing = OLD.standing AND bucket = ${bucketOf('OLD.score')};`;
    db.exec(`
      CREATE TABLE facet_counts (
        facet INTEGER NOT NULL REFERENCES facet_names,
        standing INTEGER NOT NULL,
        bucket INTEGER NOT NULL,
        faces INTEGER NOT NULL CHECK (faces >= 0),
        PRIMARY KEY (facet, standing, bucket)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO facet_counts (facet, standing, bucket, faces)
      SELECT facet, standing, ${bucketOf('score')}, count(*) FROM facets GROUP BY 1, 2, 3;

      -- Whoever changes where a face stands: values, verdicts, the end of a face.
      CREATE TRIGGER facets_counted_in AFTER INSERT ON facets BEGIN ${enter}
      END;
      CREATE TRIGGER facets_counted_out AFTER DELETE ON facets BEGIN ${leave}
      END;
      CREATE TRIGGER facets_recounted AFTER UPDATE OF facet, standing, score ON facets BEGIN
${leave}${enter}
      END;

      DROP INDEX facets_by_score;
      CREATE INDEX facets_in_order ON facets (facet, standing, score, face);
    `);
  },
};
