import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { ImageQuery } from '../../electron/shared/domain/image.ts';
import { toProblem } from '../../electron/shared/errors.ts';
import { insertImage, pageImages } from '../../electron/store/images.ts';
import { createProject, openProject } from '../../electron/store/open.ts';
import { factsOf, reopen, testFolder, testProject } from './sample.ts';

const firstPage = { ...ImageQuery.parse({}), offset: 0, limit: 9 };

/** The code of what `action` throws, and its sentence. */
function problemOf(action: () => unknown) {
  try {
    action();
  } catch (error) {
    return toProblem(error);
  }
  throw new Error('nothing was thrown');
}

test('a new project is named after its folder', () => {
  expect(testProject().project.name).toBe('test');
});

test('a project is there after closing and opening it', () => {
  const store = testProject();
  const image = insertImage(store.db, factsOf(1));
  expect(pageImages(reopen(store).db, firstPage).rows).toEqual([image]);
});

test('a closed project is one file and a cache', () => {
  const store = testProject();
  store.close();
  expect(readdirSync(store.project.path).sort()).toEqual(['cache', 'lock.sqlite', 'project.sqlite']);
});

test('a deleted cache folder comes back', () => {
  const store = testProject();
  rmSync(store.cacheDir, { recursive: true });
  expect(existsSync(reopen(store).cacheDir)).toBe(true);
});

test('every commit is flushed to the disk', () => {
  const { db } = testProject();
  expect([db.pragma('journal_mode', { simple: true }), db.pragma('synchronous', { simple: true })]).toEqual(['wal', 2]);
});

test('a folder without the ending is refused', () => {
  const folder = path.join(testFolder(), 'faces');
  expect(problemOf(() => createProject(folder))).toEqual({
    code: 'bad-input',
    message: expect.stringContaining('ends in .lineament'),
  });
});

test('a folder with something in it is refused and left as it was', () => {
  const folder = path.join(testFolder(), 'mine.lineament');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'letter.txt'), 'dear');
  expect(problemOf(() => createProject(folder)).code).toBe('conflict');
  expect(readdirSync(folder)).toEqual(['letter.txt']);
});

test('an empty folder becomes a project', () => {
  const folder = path.join(testFolder(), 'empty.lineament');
  mkdirSync(folder);
  const store = createProject(folder);
  store.close();
  expect(existsSync(path.join(folder, 'project.sqlite'))).toBe(true);
});

test('a creation that was cut short can be begun again', () => {
  const folder = path.join(testFolder(), 'half.lineament');
  mkdirSync(folder);
  for (const left of ['unfinished.sqlite', 'unfinished.sqlite-wal', 'lock.sqlite'])
    writeFileSync(path.join(folder, left), '');
  const store = createProject(folder);
  store.close();
  expect(readdirSync(folder).sort()).toEqual(['cache', 'lock.sqlite', 'project.sqlite']);
});

test('a folder that is not there is said to be missing', () => {
  expect(problemOf(() => openProject(path.join(testFolder(), 'gone.lineament'))).code).toBe('not-found');
});

test('a folder without a project in it is refused', () => {
  const folder = testFolder();
  expect(problemOf(() => openProject(folder))).toEqual({
    code: 'bad-input',
    message: expect.stringContaining('is not a project'),
  });
});

test("another program's SQLite file is refused and not written to", () => {
  const folder = testFolder();
  const file = path.join(folder, 'project.sqlite');
  const other = new Database(file);
  other.exec('CREATE TABLE songs (name)');
  other.close();
  expect(problemOf(() => openProject(folder)).code).toBe('bad-input');
  const again = new Database(file, { readonly: true });
  expect(again.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['songs']);
  again.close();
});

test('a file that is no database is called damaged', () => {
  const folder = testFolder();
  writeFileSync(path.join(folder, 'project.sqlite'), 'x'.repeat(5000));
  expect(problemOf(() => openProject(folder))).toEqual({
    code: 'unreadable',
    message: expect.stringContaining('is damaged'),
  });
});

test('a file that is cut short is called damaged', () => {
  const store = testProject();
  store.close();
  truncateSync(path.join(store.project.path, 'project.sqlite'), 8192);
  expect(problemOf(() => openProject(store.project.path)).code).toBe('unreadable');
});

/** A closed project with one page of its photo list overwritten. */
function damagedProject(): string {
  const { db, project, close } = testProject();
  for (let n = 0; n < 500; n++) insertImage(db, factsOf(n));
  const root = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'images_by_state'").pluck().get();
  close();
  const file = path.join(project.path, 'project.sqlite');
  const bytes = readFileSync(file);
  bytes.fill(0xff, (Number(root) - 1) * 4096, Number(root) * 4096);
  writeFileSync(file, bytes);
  return project.path;
}

test('damage inside a list is found on opening when the project was not closed in order', () => {
  const folder = damagedProject();
  writeFileSync(path.join(folder, 'owner.json'), '{}'); // left by a process that was killed
  expect(problemOf(() => openProject(folder)).code).toBe('unreadable');
});

test('damage that is met while reading is said to be damage', () => {
  const { db, close } = openProject(damagedProject());
  onTestFinished(close);
  expect(problemOf(() => pageImages(db, { ...firstPage, state: 'open' }))).toEqual({
    code: 'storage',
    message: expect.stringContaining('is damaged'),
  });
});

test('a project that failed to open is not left locked', () => {
  const folder = testFolder();
  const file = path.join(folder, 'project.sqlite');
  writeFileSync(file, 'x'.repeat(5000));
  problemOf(() => openProject(folder));
  expect(problemOf(() => openProject(folder)).code).toBe('unreadable');
});

test('a project from a newer version is refused and not changed', () => {
  const store = testProject();
  store.db.pragma('user_version = 99');
  store.close();
  expect(problemOf(() => openProject(store.project.path))).toEqual({
    code: 'newer-version',
    message: expect.stringContaining('Update the app'),
  });
});

test('a full disk is said to be full, and what was saved stays', () => {
  const { db } = testProject();
  insertImage(db, factsOf(0));
  db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
  const fill = () => {
    for (let n = 1; n < 5000; n++) insertImage(db, factsOf(n));
  };
  expect(problemOf(fill)).toEqual({ code: 'storage', message: expect.stringContaining('The disk is full') });
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
});
