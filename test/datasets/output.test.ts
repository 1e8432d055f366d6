import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { asideOf, type FolderOutput, openFolderOutput, type WrittenFile } from '../../electron/datasets/output.ts';
import { datasetFolder, folderOf } from '../helpers/dataset-faces.ts';

async function filesOf(output: FolderOutput): Promise<Map<string, WrittenFile>> {
  const files = new Map<string, WrittenFile>();
  for await (const [name, written] of await output.settle()) files.set(name, written);
  return files;
}

const bytes = (text: string) => () => Buffer.from(text);

test('nothing has the name of the folder until it is whole', async () => {
  const folder = datasetFolder();
  const output = await openFolderOutput(folder, 'plan');
  await output.put('a/b.txt', bytes('one'));
  await output.text('list.txt').write('two');
  const files = await filesOf(output);
  expect(existsSync(folder)).toBe(false);
  expect([...files.keys()]).toEqual(['a/b.txt', 'list.txt']);
  expect(files.get('a/b.txt')).toEqual({
    bytes: 3,
    sha256: '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed',
  });
  await output.publish();
  expect(existsSync(asideOf(folder))).toBe(false);
  expect(readdirSync(folder).sort()).toEqual(['a', 'list.txt']);
});

test('a second run makes only what the first one had not', async () => {
  const folder = datasetFolder();
  const first = await openFolderOutput(folder, 'plan');
  await first.put('one', bytes('1'));
  await first.text('list').write('half of a li');
  await first.close();
  const second = await openFolderOutput(folder, 'plan');
  expect(second.has('one')).toBe(true);
  await second.put('one', () => Promise.reject(new Error('made again')));
  await second.put('two', bytes('2'));
  await second.text('list').write('all of a list');
  await second.settle();
  await second.publish();
  expect(readFileSync(path.join(folder, 'list'), 'utf8')).toBe('all of a list');
  expect(readdirSync(folder).sort()).toEqual(['list', 'one', 'two']);
});

test('a run that was killed twice still has the files of both', async () => {
  const folder = datasetFolder();
  const journal = path.join(asideOf(folder), '.journal.jsonl');
  const killed = async (file: string, half: string) => {
    const output = await openFolderOutput(folder, 'plan');
    await output.put(file, bytes(file));
    await output.close();
    writeFileSync(journal, readFileSync(journal, 'utf8') + half);
  };
  await killed('one', '{"file":"ha');
  await killed('two', '{"fi');
  const third = await openFolderOutput(folder, 'plan');
  expect(['one', 'two'].filter((file) => third.has(file))).toEqual(['one', 'two']);
});

test('a file that something else writes is made once, and what was told of it is remembered', async () => {
  const folder = datasetFolder();
  const first = await openFolderOutput(folder, 'plan');
  const write = async (full: string) => {
    writeFileSync(full, 'a shard');
    return { faces: 7 };
  };
  expect(await first.made('shards/one.tar', write)).toEqual({ faces: 7 });
  await expect(first.made('shards/two.tar', () => Promise.reject(new Error('cut short')))).rejects.toThrow('cut');
  await first.close();
  const second = await openFolderOutput(folder, 'plan');
  expect(await second.made('shards/one.tar', () => Promise.reject(new Error('made again')))).toEqual({ faces: 7 });
  expect(await second.made('shards/two.tar', write)).toEqual({ faces: 7 });
  expect((await filesOf(second)).get('shards/one.tar')).toMatchObject({ bytes: 7 });
});

test('another plan begins anew', async () => {
  const folder = datasetFolder();
  const first = await openFolderOutput(folder, 'plan');
  await first.put('one', bytes('1'));
  await first.close();
  expect((await openFolderOutput(folder, 'other')).has('one')).toBe(false);
});

test('parts come together in the order of the file', async () => {
  const folder = datasetFolder();
  const output = await openFolderOutput(folder, 'plan');
  const [first, second] = [output.spool(), output.spool()];
  for (let at = 0; at < 40_000; at++) {
    await first.write(`é${at},`);
    await second.write(`日${at};`);
  }
  const file = output.text('file');
  await first.into(file);
  await second.into(file);
  await output.settle();
  await output.publish();
  const all = Array.from({ length: 40_000 }, (_, at) => at);
  expect(readFileSync(path.join(folder, 'file'), 'utf8')).toBe(
    all.map((at) => `é${at},`).join('') + all.map((at) => `日${at};`).join(''),
  );
  expect(readdirSync(folder)).toEqual(['file']);
});

test('a folder with something in it is left alone', async () => {
  const folder = folderOf({ 'keep.txt': 'mine' });
  await expect(openFolderOutput(folder, 'plan')).rejects.toThrow(/not empty/);
});

test('a file that cannot be made ends the work', async () => {
  const output = await openFolderOutput(datasetFolder(), 'plan');
  await output.put('one', () => Promise.reject(new Error('no disk'))).catch(() => {});
  await expect(output.settle()).rejects.toThrow('no disk');
});

test('no name leads out of the folder, and none is used twice', async () => {
  const output = await openFolderOutput(datasetFolder(), 'plan');
  await expect(output.put('../x', bytes(''))).rejects.toThrow(/not a place/);
  await output.put('a.txt', bytes(''));
  await expect(output.put('A.txt', bytes(''))).rejects.toThrow(/twice/);
  await output.settle();
});

test('a file that only a run before has written is not in the folder', async () => {
  const folder = datasetFolder();
  const first = await openFolderOutput(folder, 'plan');
  for (const name of ['kept', 'gone/photo']) await first.put(name, bytes(name));
  await first.close();
  const second = await openFolderOutput(folder, 'plan');
  await second.put('kept', bytes('kept'));
  expect([...(await filesOf(second)).keys()]).toEqual(['kept']);
  await second.publish();
  expect(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())).toHaveLength(1);
});

test('a file that was changed between two runs is written and told of anew', async () => {
  const folder = datasetFolder();
  const first = await openFolderOutput(folder, 'plan');
  await first.put('one', bytes('first'));
  await first.close();
  writeFileSync(path.join(asideOf(folder), 'one'), 'cut');
  const second = await openFolderOutput(folder, 'plan');
  await second.put('one', bytes('second'));
  expect((await filesOf(second)).get('one')).toMatchObject({ bytes: 6 });
});
