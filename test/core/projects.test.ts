import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startTestCore, testFolder } from '../helpers/core.ts';
import { drawn } from '../helpers/photos.ts';

const projectIn = (folder: string, name = 'faces') => path.join(folder, `${name}.lineament`);

test('a project made from a folder of photos indexes them at once', async () => {
  const folder = testFolder();
  mkdirSync(path.join(folder, 'photos'));
  writeFileSync(path.join(folder, 'photos/a.jpg'), await drawn().jpeg().toBuffer());
  const core = await startTestCore();
  await core.call('project.create', { path: projectIn(folder), photos: [path.join(folder, 'photos')] });
  const [job] = await core.idle();
  expect(job).toMatchObject({ request: { kind: 'import' }, state: 'done', summary: 'Added 1 photo.' });
});

test('a project is open until it is closed, and every window is told', async () => {
  const folder = testFolder();
  const core = await startTestCore();
  await core.call('project.create', { path: projectIn(folder), photos: [] });
  await core.call('project.close');
  await expect(core.call('project.status')).rejects.toMatchObject({ code: 'not-found' });
  const told = core.events.filter(({ name }) => name === 'project.changed').map(({ data }) => data);
  expect(told).toMatchObject([{ project: { name: 'faces' } }, { project: null }]);
});

test('a project that cannot be opened leaves the open one as it is', async () => {
  const folder = testFolder();
  const core = await startTestCore();
  await core.call('project.create', { path: projectIn(folder), photos: [] });
  await expect(core.call('project.open', { path: projectIn(folder, 'gone') })).rejects.toMatchObject({
    code: 'not-found',
  });
  expect((await core.call('app.info')).project).toMatchObject({ name: 'faces' });
});

test('a project that another core has open is refused, and free again when that one closes', async () => {
  const folder = testFolder();
  const first = await startTestCore();
  const second = await startTestCore();
  await first.call('project.create', { path: projectIn(folder), photos: [] });
  await expect(second.call('project.open', { path: projectIn(folder) })).rejects.toMatchObject({
    code: 'in-use',
    message: expect.stringContaining(String(process.pid)),
  });
  await first.close();
  expect(await second.call('project.open', { path: projectIn(folder) })).toMatchObject({ name: 'faces' });
});

test('recent projects are remembered with whether they are still there, until they are forgotten', async () => {
  const folder = testFolder();
  const core = await startTestCore();
  await core.call('project.create', { path: projectIn(folder), photos: [] });
  expect(await core.call('project.recent')).toMatchObject([{ name: 'faces', present: true }]);
  expect(await core.call('project.forget', { path: projectIn(folder) })).toEqual([]);
});

test('settings last, and a setting outside its range is refused by name', async () => {
  const data = testFolder();
  const core = await startTestCore(data);
  await core.call('settings.set', { theme: 'dark' });
  await expect(core.call('settings.set', { smallestFace: 2 })).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('smallestFace'),
  });
  await core.close();
  expect(await (await startTestCore(data)).call('settings.get')).toMatchObject({ theme: 'dark', smallestFace: 12 });
});

test('folders are listed with their photos and projects', async () => {
  const folder = testFolder();
  for (const name of ['b', 'a', 'faces.lineament', '.hidden']) mkdirSync(path.join(folder, name));
  for (const name of ['1.jpg', '2.HEIC', 'notes.txt']) writeFileSync(path.join(folder, name), '');
  const core = await startTestCore();
  expect(await core.call('folder.list', { path: folder })).toMatchObject({
    parent: path.dirname(folder),
    folders: [{ name: 'a' }, { name: 'b' }, { name: 'faces.lineament', project: true }],
    photos: 2,
  });
  await expect(core.call('folder.list', { path: path.join(folder, 'gone') })).rejects.toMatchObject({
    message: expect.stringContaining('is not there'),
  });
});

test.each([
  ['a call outside the contract', 'shell.run', {}],
  ['an inherited name', 'constructor', {}],
  ['an input of another shape', 'images.get', { image: 'one' }],
])('%s is refused', async (_what, method, input) => {
  const core = await startTestCore();
  await expect(core.call(method as 'images.get', input as never)).rejects.toMatchObject({ code: 'bad-input' });
});

test.each([
  ['/..%2f..%2fpackage.json', 404],
  ['/%2e%2e/package.json', 404],
  ['/photo/nothash', 400],
  [`/photo/${'0'.repeat(64)}`, 404],
  [`/crop/${'0'.repeat(64)}?box=1,2,x,4`, 404],
])('the address %s is answered %i', async (address, status) => {
  const core = await startTestCore();
  await core.call('project.create', { path: projectIn(testFolder()), photos: [] });
  expect((await core.fetch(address)).status).toBe(status);
});
