/** What a round has to learn from, the model that its promotion put aside, and the curves of its training. */
import type { Migration } from '../migrate.ts';

export const materialAndCurvesOfRounds: Migration = {
  version: 3,
  name: 'material and curves of rounds',
  up(db) {
    db.exec(`
      ALTER TABLE rounds ADD COLUMN material TEXT NOT NULL
        DEFAULT '{"faces":0,"photos":0,"groups":0,"by":"photo","tasks":{},"warnings":[]}'; -- JSON
      ALTER TABLE rounds ADD COLUMN replaced_model TEXT REFERENCES models;
      CREATE TABLE round_points (
        round INTEGER NOT NULL REFERENCES rounds ON DELETE CASCADE,
        part TEXT NOT NULL CHECK (part IN ('train', 'validation')),
        step INTEGER NOT NULL,
        point TEXT NOT NULL, -- JSON
        PRIMARY KEY (round, part, step)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
