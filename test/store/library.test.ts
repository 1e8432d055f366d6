import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Model } from '../../electron/shared/domain/model.ts';
import { Settings } from '../../electron/shared/domain/project.ts';
import { toProblem } from '../../electron/shared/errors.ts';
import { type Library, openLibrary } from '../../electron/store/library.ts';
import { DETECTOR, NETWORK, testFolder } from './sample.ts';

const defaults = Settings.parse({});

function libraryIn(folder: string): Library {
  const library = openLibrary(folder);
  onTestFinished(() => library.close());
  return library;
}

const testLibrary = () => libraryIn(testFolder());

const facts = (id: Model['id'], kind: Model['kind'], name: string): Omit<Model, 'added' | 'active' | 'measured'> => ({
  id,
  kind,
  family: 'yunet',
  name,
  file: `/data/${id}.onnx`,
  sha256: id.padEnd(64, '0'),
  bytes: 100,
});

describe('settings', () => {
  test('are the defaults at first', () => {
    expect(testLibrary().settings()).toEqual(defaults);
  });

  test('change one by one', () => {
    const library = testLibrary();
    library.changeSettings({ theme: 'dark' });
    expect(library.changeSettings({ person: 'Anna' })).toEqual({ ...defaults, theme: 'dark', person: 'Anna' });
  });

  test('are kept', () => {
    const folder = testFolder();
    const first = openLibrary(folder);
    first.changeSettings({ smallestFace: 40 });
    first.close();
    expect(libraryIn(folder).settings().smallestFace).toBe(40);
  });

  test.each([
    ['of a later version', '"sepia"'],
    ['of another kind', '17'],
    ['that is not JSON', '{'],
  ])('fall back to the default for a value %s, and only for that', (_, value) => {
    const folder = testFolder();
    const library = libraryIn(folder);
    library.changeSettings({ theme: 'dark', person: 'Anna' });
    const file = new Database(path.join(folder, 'app.sqlite'));
    file.prepare("UPDATE settings SET value = ? WHERE key = 'theme'").run(value);
    file.exec("INSERT INTO settings VALUES ('unheard-of', '1')");
    file.close();
    expect(library.settings()).toEqual({ ...defaults, person: 'Anna' });
  });
});

describe('recent projects', () => {
  const project = (name: string) => ({ path: `/projects/${name}.lineament`, name, created: 1 });

  test('come from the last opened, each once', async () => {
    const library = testLibrary();
    for (const name of ['a', 'b', 'a']) {
      library.rememberProject(project(name));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(library.recentProjects().map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('can be forgotten', () => {
    const library = testLibrary();
    library.rememberProject(project('a'));
    library.forgetProject('/projects/a.lineament');
    expect(library.recentProjects()).toEqual([]);
  });

  test('are not more than fifty', () => {
    const library = testLibrary();
    for (let n = 0; n < 60; n++) library.rememberProject(project(String(n)));
    expect(library.recentProjects()).toHaveLength(50);
  });
});

describe('models', () => {
  test('are listed as they were added', () => {
    const library = testLibrary();
    const model = library.addModel(facts(DETECTOR, 'detector', 'YuNet'));
    expect(library.models()).toEqual([model]);
    expect(model).toEqual({
      ...facts(DETECTOR, 'detector', 'YuNet'),
      added: expect.any(Number),
      active: false,
      measured: null,
    });
  });

  test('that are added again stay active', () => {
    const library = testLibrary();
    library.addModel(facts(DETECTOR, 'detector', 'YuNet'));
    library.activateModel(DETECTOR);
    expect(library.addModel(facts(DETECTOR, 'detector', 'YuNet again'))).toMatchObject({
      name: 'YuNet again',
      active: true,
    });
  });

  test('are active one of a kind', () => {
    const library = testLibrary();
    const other = DETECTOR.replace('1', '2') as Model['id'];
    library.addModel(facts(DETECTOR, 'detector', 'YuNet'));
    library.addModel(facts(other, 'detector', 'UltraFace'));
    library.addModel(facts(NETWORK, 'network', 'Starter'));
    for (const id of [DETECTOR, NETWORK, other]) library.activateModel(id);
    expect([library.activeModel('detector')?.id, library.activeModel('network')?.id]).toEqual([other, NETWORK]);
  });

  test('that are removed are gone and not active', () => {
    const library = testLibrary();
    library.addModel(facts(DETECTOR, 'detector', 'YuNet'));
    library.activateModel(DETECTOR);
    library.removeModel(DETECTOR);
    expect([library.models(), library.activeModel('detector')]).toEqual([[], null]);
  });

  test('that are not installed cannot be active', () => {
    expect(() => testLibrary().activateModel(DETECTOR)).toThrow('is not installed');
  });
});

test('what one process changes another sees', () => {
  const folder = testFolder();
  const [one, other] = [libraryIn(folder), libraryIn(folder)];
  one.changeSettings({ theme: 'light' });
  expect(other.settings().theme).toBe('light');
});

test('a file that cannot be read is called damaged', () => {
  const folder = testFolder();
  writeFileSync(path.join(folder, 'app.sqlite'), 'x'.repeat(5000));
  const problem = (() => {
    try {
      return openLibrary(folder);
    } catch (error) {
      return toProblem(error);
    }
  })();
  expect(problem).toMatchObject({ code: 'unreadable' });
});

test('a file from a newer version is refused', () => {
  const folder = testFolder();
  const library = openLibrary(folder);
  library.close();
  const file = new Database(path.join(folder, 'app.sqlite'));
  file.pragma('user_version = 99');
  file.close();
  expect(() => openLibrary(folder)).toThrow('newer version');
});
