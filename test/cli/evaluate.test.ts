/** `evaluate` in a process of its own, on a project that a person has worked on. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startTestCore, testFolder } from '../helpers/core.ts';
import { drawn } from '../helpers/photos.ts';
import { writeNetwork } from '../helpers/weights-files.ts';

const entry = path.resolve(import.meta.dirname, '../../electron/cli.ts');

test('figures come as JSON, and a bad split is said so', async () => {
  const folder = testFolder();
  const [photos, data, project] = ['photos', 'data', 'faces.lineament'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(photos);
  writeFileSync(path.join(photos, 'a.jpg'), await drawn().jpeg().toBuffer());
  const core = await startTestCore(data);
  await core.call('project.create', { path: project, photos: [] });
  await core.run({ kind: 'import', paths: [photos] });
  const { id: model } = await core.call('models.import', { path: writeNetwork(folder) });
  const image = (await core.call('images.page', { offset: 0, limit: 1 })).rows[0]!.id;
  const { id: face } = await core.call('faces.add', { image, box: { x: 10, y: 12, width: 30, height: 40 } });
  const to = {
    task: 'race',
    value: { label: 'Asian' },
    origin: { kind: 'person', name: '' },
    confidence: null,
  } as const;
  await core.call('faces.apply', {
    edits: [{ face, baseRevision: 0, changes: [{ field: 'annotation', task: 'race', from: null, to }] }],
  });
  await core.close();

  const evaluate = (...words: string[]): Promise<{ code: number; out: string; errors: string }> =>
    new Promise((resolve) => {
      const args = [entry, 'evaluate', project, ...words, '--provider', 'cpu', '--data', data];
      execFile(process.execPath, args, (error, out, errors) =>
        resolve({ code: error ? Number(error.code) : 0, out: out.trim(), errors }),
      );
    });
  const { code, out } = await evaluate('--model', model, '--split', 'all', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    state: 'done',
    skipped: [],
    on: { split: 'all', faces: 1 },
    models: [{ model, tasks: [{ task: 'race', faces: 1, own: 0, figures: [{ metric: 'accuracy' }, {}] }] }],
  });
  expect(await evaluate('--split', 'half')).toMatchObject({
    code: 2,
    errors: expect.stringContaining('--split is one of train, validation, test, all'),
  });
});
