/** What the app remembers beside projects: settings, projects opened lately, models. Several processes share the file. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { ModelId } from '../shared/domain/ids.ts';
import { Measured, type Model } from '../shared/domain/model.ts';
import { type Project, type RecentProject, Settings, type SettingsChange } from '../shared/domain/project.ts';
import { ProblemError } from '../shared/errors.ts';
import { all, get, inTransaction, openDatabase, run, runOne, type WritableDb } from './database.ts';
import { settingsProjectsAndModels } from './library-migrations/0001-settings-projects-and-models.ts';
import { measuredModels } from './library-migrations/0002-measured-models.ts';
import { migrate } from './migrate.ts';
import { openingProblem } from './problems.ts';

export interface Library {
  /** A setting that is not stored, or not as this version knows it, has its default. */
  settings(): Settings;
  changeSettings(change: SettingsChange): Settings;
  /** The last opened first. */
  recentProjects(): Omit<RecentProject, 'present'>[];
  rememberProject(project: Project): void;
  forgetProject(path: string): void;
  models(): Model[];
  activeModel(kind: Model['kind']): Model | null;
  /** Adds a model, or notes where a known one is kept now. */
  addModel(facts: Omit<Model, 'added' | 'active' | 'measured'>): Model;
  /** Keeps what was measured of a network, in place of what was before. */
  keepMeasured(id: ModelId, measured: Measured): void;
  /** Makes it the one of its kind that new work uses. */
  activateModel(id: ModelId): void;
  removeModel(id: ModelId): void;
  /** Sums of the models that the app brought along and took in once: those that were removed stay removed. */
  broughtModels(): readonly string[];
  noteBrought(sha256: string): void;
  close(): void;
}

const MIGRATIONS = [settingsProjectsAndModels, measuredModels];
/** Among the settings: what the app does for itself, and no person sets. */
const BROUGHT = 'brought-models';
/** Projects opened longer ago than this many others are forgotten. */
const REMEMBERED = 50;

type ModelRow = Omit<Model, 'active' | 'measured'> & { active: 0 | 1; measured: string | null };
const modelOf = ({ active, measured, ...row }: ModelRow): Model => ({
  ...row,
  active: active === 1,
  // What another version wrote is measured anew.
  measured: Measured.safeParse(parsed(measured ?? undefined)).data ?? null,
});
const SELECT_MODELS = 'SELECT id, kind, family, name, file, sha256, bytes, added, active, measured FROM models';

/** @param folder the app's data folder; made where it is not there yet */
export function openLibrary(folder: string): Library {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'app.sqlite');
  const db = openMigrated(file);

  const settings = (): Settings => {
    const stored = new Map(
      all<{ key: string; value: string }>(db, 'SELECT key, value FROM settings').map(({ key, value }) => [key, value]),
    );
    const known = Object.entries(Settings.shape).flatMap(([key, shape]) => {
      const { data, success } = shape.safeParse(parsed(stored.get(key)));
      return success ? [[key, data]] : [];
    });
    return Settings.parse(Object.fromEntries(known));
  };

  const brought = (): string[] => {
    const row = get<{ value: string }>(db, 'SELECT value FROM settings WHERE key = ?', BROUGHT);
    const list = parsed(row?.value);
    return Array.isArray(list) ? list.map(String) : [];
  };

  const model = (id: ModelId): Model => {
    const row = get<ModelRow>(db, `${SELECT_MODELS} WHERE id = ?`, id);
    if (row) return modelOf(row);
    throw new ProblemError('not-found', `The model ${id} is not installed. Import it again.`);
  };

  return {
    settings,
    changeSettings(change) {
      inTransaction(db, () => {
        for (const [key, value] of Object.entries(change)) {
          if (value === undefined) continue;
          const sql =
            'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value';
          runOne(db, sql, key, JSON.stringify(value));
        }
      });
      return settings();
    },
    recentProjects: () => all(db, 'SELECT path, name, opened FROM recent_projects ORDER BY opened DESC, path'),
    rememberProject({ path, name }) {
      inTransaction(db, () => {
        runOne(
          db,
          `INSERT INTO recent_projects (path, name, opened) VALUES (?, ?, ?)
           ON CONFLICT DO UPDATE SET name = excluded.name, opened = excluded.opened`,
          path,
          name,
          Date.now(),
        );
        run(
          db,
          `DELETE FROM recent_projects WHERE path IN (
             SELECT path FROM recent_projects ORDER BY opened DESC LIMIT -1 OFFSET ?)`,
          REMEMBERED,
        );
      });
    },
    forgetProject(path) {
      run(db, 'DELETE FROM recent_projects WHERE path = ?', path);
    },
    models: () => all<ModelRow>(db, `${SELECT_MODELS} ORDER BY kind, name, id`).map(modelOf),
    activeModel(kind) {
      const row = get<ModelRow>(db, `${SELECT_MODELS} WHERE kind = ? AND active = 1`, kind);
      return row ? modelOf(row) : null;
    },
    addModel(facts) {
      runOne(
        db,
        `INSERT INTO models (id, kind, family, name, file, sha256, bytes, added)
         VALUES (:id, :kind, :family, :name, :file, :sha256, :bytes, :now)
         ON CONFLICT DO UPDATE SET name = excluded.name, file = excluded.file`,
        { ...facts, now: Date.now() },
      );
      return model(facts.id);
    },
    activateModel(id) {
      inTransaction(db, () => {
        run(db, 'UPDATE models SET active = 0 WHERE kind = ?', model(id).kind);
        runOne(db, 'UPDATE models SET active = 1 WHERE id = ?', id);
      });
    },
    keepMeasured(id, measured) {
      run(db, 'UPDATE models SET measured = ? WHERE id = ?', JSON.stringify(measured), id);
    },
    removeModel(id) {
      run(db, 'DELETE FROM models WHERE id = ?', id);
    },
    broughtModels: brought,
    noteBrought(sha256) {
      const list = JSON.stringify([...new Set([...brought(), sha256])]);
      const sql = 'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value';
      runOne(db, sql, BROUGHT, list);
    },
    close() {
      db.close();
    },
  };
}

function openMigrated(file: string): WritableDb {
  let db: WritableDb | null = null;
  try {
    db = openDatabase(file, { create: true });
    migrate(db, MIGRATIONS);
    return db;
  } catch (error) {
    db?.close();
    throw openingProblem(error, file);
  }
}

function parsed(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
