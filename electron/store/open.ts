/** Makes and opens projects: a folder ending in `.lineament` with one SQLite file, for one process at a time. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_SUFFIX, type Project } from '../shared/domain/project.ts';
import { ProblemError } from '../shared/errors.ts';
import { openDatabase, runOne, value, type WritableDb } from './database.ts';
import { interruptJobs } from './jobs.ts';
import { lockProject, type ProjectLock } from './lock.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { openingProblem } from './problems.ts';

export type { ReadableDb, WritableDb } from './database.ts';

export interface ProjectStore {
  readonly db: WritableDb;
  readonly project: Project;
  /** A folder for what can be made again, such as thumbnails. It may be deleted at any time. */
  readonly cacheDir: string;
  close(): void;
}

/** «LINE», by which a project's file is told from any other SQLite file. */
const APPLICATION_ID = 0x4c494e45;
const FILE = 'project.sqlite';
/** A project in the making has this name, so that one cut short is never taken for whole. */
const UNFINISHED = 'unfinished.sqlite';
/** Up to this size a project that was not closed in order is checked when it is opened: some tens of milliseconds. */
const CHECKED_BYTES = 64 * 2 ** 20;

/** @throws {ProblemError} `bad-input` for a name without the ending, `conflict` where something is already there */
export function createProject(folder: string): ProjectStore {
  const root = path.resolve(folder);
  if (!root.endsWith(PROJECT_SUFFIX) || path.basename(root) === PROJECT_SUFFIX) {
    throw new ProblemError(
      'bad-input',
      `The name of a project's folder ends in ${PROJECT_SUFFIX}, but ${root} does not. Add the ending, for example ${path.join(path.dirname(root), `faces${PROJECT_SUFFIX}`)}.`,
    );
  }
  if (existsSync(root) && !isEmptyFolder(root)) {
    throw new ProblemError(
      'conflict',
      `${root} already exists and is not empty. Open it if it is a project, or choose another name.`,
    );
  }
  mkdirSync(root, { recursive: true });
  const lock = lockProject(root);
  try {
    makeFile(root);
    return openLocked(root, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** @throws {ProblemError} `not-found`, `bad-input`, `in-use`, `newer-version` or `unreadable` */
export function openProject(folder: string): ProjectStore {
  const root = path.resolve(folder);
  if (!existsSync(root)) {
    throw new ProblemError('not-found', `There is no project at ${root}. It may have been moved or renamed.`);
  }
  if (!existsSync(path.join(root, FILE))) {
    throw new ProblemError(
      'bad-input',
      `${root} is not a project: it has no ${FILE}. Choose a folder that ends in ${PROJECT_SUFFIX}, or create a new project.`,
    );
  }
  const lock = lockProject(root);
  try {
    return openLocked(root, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Whether a folder holds nothing but what an unfinished creation left behind. */
function isEmptyFolder(root: string): boolean {
  const leftovers = /^(unfinished\.sqlite|lock\.sqlite|owner\.json)/;
  return statSync(root).isDirectory() && readdirSync(root).every((name) => leftovers.test(name));
}

function makeFile(root: string): void {
  const file = path.join(root, UNFINISHED);
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
  const db = openDatabase(file, { create: true });
  try {
    db.pragma(`application_id = ${APPLICATION_ID}`);
    migrate(db, MIGRATIONS);
    runOne(db, 'INSERT INTO project (id, created) VALUES (1, ?)', Date.now());
  } finally {
    db.close(); // Folds the log into the file, which can then be renamed alone.
  }
  renameSync(file, path.join(root, FILE));
}

function openLocked(root: string, lock: ProjectLock): ProjectStore {
  const file = path.join(root, FILE);
  let db: WritableDb | null = null;
  try {
    db = openDatabase(file, { create: false });
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
      throw new ProblemError('bad-input', `${file} is not a file of Lineament. Choose another project.`);
    }
    if (!lock.closedInOrder && statSync(file).size <= CHECKED_BYTES) checkWhole(db);
    migrate(db, MIGRATIONS);
    interruptJobs(db);
    const cacheDir = path.join(root, 'cache');
    mkdirSync(cacheDir, { recursive: true });
    const opened = db;
    return {
      db,
      project: {
        path: root,
        name: path.basename(root, PROJECT_SUFFIX),
        created: value<number>(db, 'SELECT created FROM project'),
      },
      cacheDir,
      close() {
        opened.close();
        lock.release();
      },
    };
  } catch (error) {
    db?.close();
    throw openingProblem(error, file);
  }
}

function checkWhole(db: WritableDb): void {
  const found = db.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw Object.assign(new Error(String(found)), { code: 'SQLITE_CORRUPT' });
}
