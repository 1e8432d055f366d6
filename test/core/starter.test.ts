/** What a fresh clone has at once: a detector and a network of its own, and a sample project. */
import { homedir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ModelId } from '../../electron/shared/domain/ids.ts';
import { openLibrary } from '../../electron/store/library.ts';
import { startTestCore, testFolder } from '../helpers/core.ts';

let home: string | undefined;
beforeAll(() => {
  home = process.env['HOME'];
});
afterAll(() => {
  process.env['HOME'] = home;
});

test('the starter and its detector are there, and stay away once they are removed', async () => {
  const data = testFolder();
  const core = await startTestCore(data, { brought: true });
  const models = await core.call('models.list');
  expect(models.map(({ kind, family, active }) => ({ kind, family, active }))).toEqual([
    { kind: 'detector', family: 'lineament-detector', active: true },
    { kind: 'network', family: 'facexformer-starter', active: true },
  ]);
  await core.call('models.remove', { model: models[1]!.id });
  await core.close();
  const again = await startTestCore(data, { brought: true });
  expect((await again.call('models.list')).map(({ kind }) => kind)).toEqual(['detector']);
  // It can be had back on a click.
  await again.call('models.fetch', { id: 'starter' });
  expect(await again.call('models.list')).toHaveLength(2);
});

test('a starter that an earlier version of the app brought is told from the new one by its day', async () => {
  const data = testFolder();
  const [name, sha256] = ['Starter (trained on rendered faces)', '0'.repeat(64)];
  const library = openLibrary(data);
  const facts = { id: ModelId.parse('0'.repeat(16)), kind: 'network', family: 'facexformer-starter', sha256 } as const;
  const { added } = library.addModel({ ...facts, name, file: path.join(data, 'earlier.safetensors'), bytes: 1 });
  library.noteBrought(sha256);
  library.close();
  const namesNow = async () => {
    const core = await startTestCore(data, { brought: true });
    const names = (await core.call('models.list')).flatMap((model) => (model.kind === 'network' ? [model.name] : []));
    await core.close();
    return names;
  };
  const names = [name, `${name}, added ${new Date(added).toISOString().slice(0, 10)}`];
  expect(await namesNow()).toEqual(names);
  expect(await namesNow()).toEqual(names);
});

test('the sample project is drawn, searched and proposed for, without anything about people', async () => {
  process.env['HOME'] = testFolder();
  const core = await startTestCore(testFolder(), { brought: true });
  const project = await core.call('project.sample');
  expect(project.path).toBe(path.join(homedir(), 'Lineament sample.lineament'));
  const jobs = await core.idle();
  expect(jobs.map(({ state }) => state)).toEqual(jobs.map(() => 'done'));
  expect(await core.call('project.status')).toMatchObject({ images: 12 });
  const { rows } = await core.call('faces.page', { offset: 0, limit: 1 });
  const { faces } = await core.call('images.get', { image: rows[0]!.image });
  const tasks = faces[0]!.annotations.map(({ task }) => task).toSorted();
  expect(tasks).toEqual(['expression', 'identity', 'landmarks', 'parsing', 'pose', 'visibility']);
  // Asked again, it is opened as it is.
  await core.call('project.close');
  expect(await core.call('project.sample')).toMatchObject({ path: project.path });
}, 300_000);
