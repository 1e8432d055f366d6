/** How photos look, summed up in eight bytes, under what the photo's own bytes hash to. */
import type { Migration } from '../migrate.ts';

export const fingerprints: Migration = {
  version: 10,
  name: 'fingerprints',
  up(db) {
    db.exec(`
      CREATE TABLE fingerprints (
        hash TEXT PRIMARY KEY,
        print BLOB NOT NULL CHECK (length(print) = 8)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
