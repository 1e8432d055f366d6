/** What people and files have said, so that it is counted without a look at what models propose. */
import type { Migration } from '../migrate.ts';

export const spokenAnnotations: Migration = {
  version: 7,
  name: 'spoken annotations',
  up(db) {
    db.exec("CREATE INDEX annotations_spoken ON annotations (task, face) WHERE origin_kind <> 'model'");
  },
};
