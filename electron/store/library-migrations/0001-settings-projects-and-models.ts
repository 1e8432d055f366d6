/** The app's own file: settings as JSON by name, projects by folder, models by id. */
import type { Migration } from '../migrate.ts';

export const settingsProjectsAndModels: Migration = {
  version: 1,
  name: 'settings, projects and models',
  up(db) {
    db.exec(`
      CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
      CREATE TABLE recent_projects (path TEXT PRIMARY KEY, name TEXT NOT NULL, opened INTEGER NOT NULL) STRICT;
      CREATE TABLE models (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        family TEXT NOT NULL,
        name TEXT NOT NULL,
        file TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        added INTEGER NOT NULL,
        active INTEGER NOT NULL DEFAULT 0 CHECK (active IN (0, 1))
      ) STRICT;
      CREATE UNIQUE INDEX one_active_model_a_kind ON models (kind) WHERE active = 1;
    `);
  },
};
