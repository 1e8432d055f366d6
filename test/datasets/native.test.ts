import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { native } from '../../electron/datasets/formats/native.ts';
import { openSource } from '../../electron/datasets/source.ts';
import {
  datasetFolder,
  folderOf,
  randomItems,
  readDataset,
  testHeader,
  writeDataset,
} from '../helpers/dataset-faces.ts';

describe('our own format', () => {
  test.each(['celebamask-19', 'facexformer-11'] as const)('brings everything back as it was (%s)', async (profile) => {
    const items = randomItems(1, { unit: 'photo', profile });
    const folder = await writeDataset(native, items, testHeader(native));
    const { items: read, rejected } = await readDataset(native, folder);
    expect(rejected).toEqual([]);
    expect(read.map(({ faces }) => faces)).toEqual(items.map(({ faces }) => faces));
    expect(read.map(({ hash, name, size }) => ({ hash, name, size }))).toEqual(
      items.map(({ photo, size }) => ({ hash: photo?.hash, name: photo?.path, size })),
    );
    expect(read.map(({ file }) => file)).toEqual(items.map(({ name }) => path.join(folder, 'photos', name)));
  });

  test('keeps splits apart', async () => {
    const items = randomItems(2, { unit: 'photo', count: 3 }).map((item, at) => ({
      ...item,
      split: (['train', 'val', 'test'] as const)[at]!,
    }));
    const folder = await writeDataset(native, items, testHeader(native, {}, ['train', 'val', 'test']));
    const { items: read } = await readDataset(native, folder);
    expect(read.map(({ split }) => split).sort()).toEqual(['test', 'train', 'val']);
  });

  test('the same faces give the same bytes', async () => {
    const items = randomItems(3, { unit: 'photo' });
    const [a, b] = [datasetFolder(), datasetFolder()];
    await writeDataset(native, items, testHeader(native), a);
    await writeDataset(native, items, testHeader(native), b);
    for (const file of await (await openSource(a)).files())
      expect(readFileSync(path.join(b, file)).equals(readFileSync(path.join(a, file))), file).toBe(true);
  });

  test('a bad value is passed over with its line, and its face stays', async () => {
    const items = randomItems(4, { unit: 'photo', count: 2 });
    const folder = await writeDataset(native, items, testHeader(native));
    const file = path.join(folder, 'labels', 'all.jsonl');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const broken = JSON.parse(lines[0]!);
    broken.faces[0].annotations[1].value.points.pop();
    broken.faces[1].annotations[0].value.labels = '../../etc/passwd';
    writeFileSync(file, `${JSON.stringify(broken)}\nnot json\n${lines[1]}\n`);
    const { items: read, rejected } = await readDataset(native, folder);
    expect(rejected.map(({ line }) => line)).toEqual([1, 1, 2]);
    expect(rejected[0]!.reason).toMatch(/value\.points/);
    expect(rejected[1]!.reason).toMatch(/outside of the dataset/);
    expect(rejected[2]!.reason).toMatch(/not JSON/);
    expect(read[0]!.faces.map(({ annotations }) => annotations.length)).toEqual([9, 9, 10]);
  });

  test('a dataset of a newer version is refused', async () => {
    const manifest = { format: 'lineament', version: 99, title: '', licence: '', classes: {}, models: [] };
    const folder = folderOf({ 'lineament.json': JSON.stringify(manifest) });
    await expect(readDataset(native, folder)).rejects.toThrow(/newer version/);
  });
});
