/** How fast a network was when it was measured here, as JSON; null before that. */
import type { Migration } from '../migrate.ts';

export const measuredModels: Migration = {
  version: 2,
  name: 'measured models',
  up(db) {
    db.exec('ALTER TABLE models ADD COLUMN measured TEXT');
  },
};
