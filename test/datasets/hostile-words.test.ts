/** Names of pictures and people that were made to break out of files and folders, through every format of the table. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type DatasetFace, type Format, saidOf, type WriteItem } from '../../electron/datasets/format.ts';
import { FORMATS } from '../../electron/datasets/formats.ts';
import { oneLine, safeName, uniqueStem } from '../../electron/datasets/names.ts';
import { FORMAT_NAMES } from '../../electron/shared/domain/dataset.ts';
import { isPassedOver, readOf } from '../helpers/compare-faces.ts';
import {
  datasetFolder,
  pictureOf,
  randomItems,
  randomOf,
  readDataset,
  testHeader,
  writeDataset,
} from '../helpers/dataset-faces.ts';

const PEOPLE = [
  '../../evil',
  '..',
  '/etc/passwd',
  'a/b\\c',
  'CON',
  '"quoted", with a comma',
  "it's <b>&amp;</b> ]]>",
  '=1+1',
  '李 雷 🙂',
  'two\nlines',
  ' spaces ',
  '-1',
  'n'.repeat(200),
] as const;

const named = (face: DatasetFace, label: string): DatasetFace => ({
  ...face,
  annotations: face.annotations.map((annotation) =>
    annotation.task === 'identity' ? { ...annotation, value: { ...annotation.value, label } } : annotation,
  ),
});

/** Everything in and beside the dataset's folder. */
const filesAround = (folder: string): string[] =>
  readdirSync(path.dirname(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));

const isOutside = (file: string): boolean => file.split(path.sep)[0] === '..';

describe.each(FORMAT_NAMES)('%s', (name) => {
  const format: Format = FORMATS[name];

  test('people with such names stay people, one each, and nothing leaves the folder', async () => {
    const items = randomItems(41, { unit: format.unit, count: PEOPLE.length, origin: { kind: 'import', format: name } })
      .filter(({ faces }) => faces.length > 0)
      .map((item, at) => ({ ...item, faces: item.faces.map((face) => named(face, PEOPLE[at]!)) }));
    const folder = await writeDataset(format, items, testHeader(format));
    expect(filesAround(folder).filter(isOutside)).toEqual([]);
    const { items: read } = await readDataset(format, folder);
    for (const item of items) {
      if (isPassedOver(name, item)) continue;
      const found = readOf(name, item, read, folder, testHeader(format));
      expect(found?.faces.length, saidOf(item.faces[0]!, 'identity')!.label!).toBe(item.faces.length);
      if (!format.carries.identity.returns) continue;
      // XML and lists keep names in one line.
      for (const [at, face] of item.faces.entries())
        expect(oneLine(saidOf(found!.faces[at]!, 'identity')?.label ?? '')).toBe(
          oneLine(saidOf(face, 'identity')!.label!),
        );
    }
  });

  test('a picture whose name leads out of the folder is written nowhere else, and looked for nowhere else', async () => {
    const [item] = randomItems(42, { unit: format.unit, count: 2, origin: { kind: 'import', format: name } });
    const folder = datasetFolder();
    const outside = path.join(path.dirname(folder), 'secret.jpg');
    mkdirSync(path.dirname(outside), { recursive: true });
    writeFileSync(outside, await pictureOf(item!.size));
    const lured: WriteItem = { ...item!, name: '../secret.jpg' };
    const writing = writeDataset(format, [lured], { ...testHeader(format), pictures: false }, folder);
    const problem = await writing.then(
      () => null,
      (error: Error) => error.message,
    );
    expect(filesAround(folder).filter((file) => isOutside(file) && !file.includes('.unfinished'))).toEqual([
      path.join('..', 'secret.jpg'),
    ]);
    if (problem !== null) {
      expect(problem).toMatch(/not a place inside of a dataset/);
      return;
    }
    const { items: read } = await readDataset(format, folder);
    for (const { file } of read) expect(file).toBeNull();
    expect(existsSync(outside)).toBe(true);
  });
});

describe('names of files', () => {
  const LETTERS = [...'../\\:*?"<>| \t\n\0ab..é李🙂', 'CON', 'nul', 'e\u0301'];

  test('any text becomes one plain name that every system can keep', () => {
    const random = randomOf(43);
    for (let count = 0; count < 2000; count++) {
      const text = Array.from(
        { length: Math.floor(random() * 300) },
        () => LETTERS[Math.floor(random() * LETTERS.length)]!,
      ).join('');
      const safe = safeName(text);
      expect(path.basename(safe)).toBe(safe);
      expect(path.win32.basename(safe)).toBe(safe);
      expect(safe).not.toMatch(/^\.|[. ]$|^(con|nul)$/i);
      expect(safe.length).toBeGreaterThan(0);
      expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
      expect(safe.normalize('NFC')).toBe(safe);
      expect(safeName(safe)).toBe(safe);
    }
  });

  test('no two pictures get one name, whatever the case and the composition of their letters', () => {
    const taken = new Set<string>();
    const stems = ['a.jpg', 'A.png', 'é.jpg', 'e\u0301.jpg', 'a-2.jpg', 'a.webp'].map((name) =>
      uniqueStem(name, taken),
    );
    expect(new Set(stems.map((stem) => stem.normalize('NFC').toLowerCase())).size).toBe(stems.length);
  });
});
