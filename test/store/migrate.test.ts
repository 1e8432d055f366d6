import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ImageId } from '../../electron/shared/domain/ids.ts';
import { openDatabase, run, type WritableDb } from '../../electron/store/database.ts';
import { facesOf } from '../../electron/store/faces.ts';
import { getImage } from '../../electron/store/images.ts';
import { migrate, storedVersion } from '../../electron/store/migrate.ts';
import { MIGRATIONS } from '../../electron/store/migrations/migrations.ts';
import { testFolder, testProject } from './sample.ts';

function emptyDatabase(): WritableDb {
  const db = openDatabase(path.join(testFolder(), 'test.sqlite'), { create: true });
  onTestFinished(() => void db.close());
  return db;
}

const schemaOf = (db: WritableDb) =>
  db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name").all();

test('a new project has the newest version', () => {
  expect(storedVersion(testProject().db)).toBe(MIGRATIONS.length);
});

test('photos and faces of version 1 come through to version 2', () => {
  const db = emptyDatabase();
  migrate(db, MIGRATIONS.slice(0, 1));
  db.exec(`
    INSERT INTO images (path, folded, hash, bytes, mtime, format, width, height, orientation, added)
      VALUES ('/A.jpg', '/a.jpg', '${'a'.repeat(64)}', 10, 20, 'jpeg', 640, 480, 6, 30);
    INSERT INTO faces (image, x, y, width, height, score, origin_kind, origin_name, review, changed)
      VALUES (1, 1.5, 2.5, 30, 40, 0.75, 'model', '00000000000000d1', 'accepted', 50);
  `);
  migrate(db, MIGRATIONS);
  expect(getImage(db, 1 as ImageId)).toEqual({
    id: 1,
    path: '/A.jpg',
    hash: 'a'.repeat(64),
    bytes: 10,
    format: 'jpeg',
    width: 640,
    height: 480,
    orientation: 6,
    file: 'present',
    searched: null,
    added: 30,
    faces: 1,
    openFaces: 0,
  });
  expect(facesOf(db, 1 as ImageId)).toEqual([
    {
      id: 1,
      image: 1,
      box: { x: 1.5, y: 2.5, width: 30, height: 40 },
      score: 0.75,
      origin: { kind: 'model', model: '00000000000000d1' },
      review: 'accepted',
      skipped: false,
      flag: null,
      revision: 0,
      annotations: [],
    },
  ]);
});

test('a migrated file has the format of a new one', () => {
  const stepwise = emptyDatabase();
  for (let count = 1; count <= MIGRATIONS.length; count++) migrate(stepwise, MIGRATIONS.slice(0, count));
  expect(schemaOf(stepwise)).toEqual(schemaOf(testProject().db));
});

test('every table is strict', () => {
  const { db } = testProject();
  const loose = db
    .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
    .all();
  expect(loose).toEqual([]);
});

test('a step that fails leaves the file as it was', () => {
  const db = emptyDatabase();
  const failing = {
    version: MIGRATIONS.length + 1,
    name: 'fails half-way',
    up: (on: WritableDb) => {
      run(on, "INSERT INTO jobs (request, created) VALUES ('{}', 1)");
      throw new Error('half-way');
    },
  };
  expect(() => migrate(db, [...MIGRATIONS, failing])).toThrow('half-way');
  expect(storedVersion(db)).toBe(MIGRATIONS.length);
  expect(db.prepare('SELECT count(*) FROM jobs').pluck().get()).toBe(0);
});

test('a file from the future is refused', () => {
  const db = emptyDatabase();
  migrate(db, MIGRATIONS);
  expect(() => migrate(db, MIGRATIONS.slice(0, 1))).toThrow('newer version of Lineament');
});

test('steps out of order are a mistake', () => {
  expect(() => migrate(emptyDatabase(), MIGRATIONS.toReversed())).toThrow('out of order');
});
