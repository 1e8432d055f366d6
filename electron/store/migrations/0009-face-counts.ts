/** How many faces there are of each kind, kept by the database itself, and which values of a face people and files have said. */
import type { Migration } from '../migrate.ts';

export const faceCounts: Migration = {
  version: 9,
  name: 'face counts',
  up(db) {
    const kindOf = (row: string) => `${row}.review, ${row}.tasks, ${row}.spoken`;
    const enter = `
        INSERT INTO face_counts (review, tasks, spoken, faces) SELECT ${kindOf('NEW')}, 1 WHERE NEW.present
        ON CONFLICT DO UPDATE SET faces = faces + 1;`;
    const leave = `
        UPDATE face_counts SET faces = faces - 1 WHERE OLD.present AND (review, tasks, spoken) = (${kindOf('OLD')});`;
    db.exec(`
      -- As bits, like tasks. What people and files have said, models leave alone.
      ALTER TABLE faces ADD COLUMN spoken INTEGER NOT NULL DEFAULT 0;
      WITH bits (task, bit) AS (VALUES
        ('parsing', 1), ('landmarks', 2), ('visibility', 4), ('pose', 8), ('attributes', 16),
        ('age', 32), ('gender', 64), ('race', 128), ('expression', 256), ('identity', 512))
      UPDATE faces SET spoken = said.bits
      FROM (SELECT face, sum(bit) AS bits FROM annotations JOIN bits USING (task) WHERE origin_kind <> 'model' GROUP BY face)
        AS said
      WHERE faces.id = said.face;
      DROP INDEX annotations_spoken;

      -- Every face that is present is of one kind. There are few kinds, however many faces.
      CREATE TABLE face_counts (
        review TEXT NOT NULL,
        tasks INTEGER NOT NULL,
        spoken INTEGER NOT NULL,
        faces INTEGER NOT NULL CHECK (faces >= 0),
        PRIMARY KEY (review, tasks, spoken)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO face_counts (review, tasks, spoken, faces)
      SELECT review, tasks, spoken, count(*) FROM faces WHERE present = 1 GROUP BY 1, 2, 3;
      DROP INDEX faces_by_tasks;
      CREATE INDEX faces_by_kind ON faces (review, tasks, spoken, image) WHERE present = 1;

      CREATE TRIGGER faces_of_kind_in AFTER INSERT ON faces BEGIN ${enter}
      END;
      CREATE TRIGGER faces_of_kind_out AFTER DELETE ON faces BEGIN ${leave}
      END;
      CREATE TRIGGER faces_of_kind_changed AFTER UPDATE OF present, review, tasks, spoken ON faces
      WHEN (OLD.present, ${kindOf('OLD')}) <> (NEW.present, ${kindOf('NEW')}) BEGIN
${leave}${enter}
      END;
    `);
  },
};
