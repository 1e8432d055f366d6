/** Of which tasks each model has the word on a face, kept by the database itself: what other models said is found at once. */
import type { Migration } from '../migrate.ts';

export const modelsOfFaces: Migration = {
  version: 13,
  name: 'models of faces',
  up(db) {
    const bitOf = (row: string) => `(SELECT bit FROM tasks WHERE name = ${row}.task)`;
    const enter = `
        INSERT INTO face_models (model, face, tasks)
        SELECT NEW.origin_name, NEW.face, ${bitOf('NEW')} WHERE NEW.origin_kind = 'model'
        ON CONFLICT DO UPDATE SET tasks = tasks | excluded.tasks;`;
    const ofOld = "OLD.origin_kind = 'model' AND model = OLD.origin_name AND face = OLD.face";
    const leave = `
        UPDATE face_models SET tasks = tasks & ~${bitOf('OLD')} WHERE ${ofOld};
        DELETE FROM face_models WHERE ${ofOld} AND tasks = 0;`;
    db.exec(`
      CREATE TABLE face_models (
        model TEXT NOT NULL,
        face INTEGER NOT NULL REFERENCES faces ON DELETE CASCADE,
        tasks INTEGER NOT NULL,
        PRIMARY KEY (model, face)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO face_models (model, face, tasks)
      SELECT origin_name, face, sum(bit) FROM annotations JOIN tasks ON name = task WHERE origin_kind = 'model' GROUP BY 1, 2;

      CREATE TRIGGER models_of_faces_in AFTER INSERT ON annotations BEGIN ${enter}
      END;
      CREATE TRIGGER models_of_faces_out AFTER DELETE ON annotations BEGIN ${leave}
      END;
      CREATE TRIGGER models_of_faces_changed AFTER UPDATE OF origin_kind, origin_name ON annotations
      WHEN (OLD.origin_kind, OLD.origin_name) <> (NEW.origin_kind, NEW.origin_name) BEGIN
${leave}${enter}
      END;
    `);
  },
};
