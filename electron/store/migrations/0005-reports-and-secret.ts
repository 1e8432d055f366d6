/** What imports and exports of datasets did, and a number that nobody can guess, by which exported names are made random. */
import type { Migration } from '../migrate.ts';

export const reportsAndSecret: Migration = {
  version: 5,
  name: 'reports and secret',
  up(db) {
    db.exec(`
      CREATE TABLE reports (
        job INTEGER PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
        report TEXT NOT NULL -- JSON
      ) STRICT;
      ALTER TABLE project ADD COLUMN secret TEXT; -- made when it is first needed
    `);
  },
};
