/** A round out to other machines and back, in processes of their own. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openSafetensors } from '../../models/weights/safetensors.ts';
import { datasetProject } from '../helpers/dataset-project.ts';
import { writeNetwork } from '../helpers/weights-files.ts';

const entry = path.resolve(import.meta.dirname, '../../electron/cli.ts');

test('a package is written, weights come back, and a round is put to work and put away', {
  timeout: 300_000,
}, async () => {
  const { core, project, photos } = await datasetProject({ orientations: [1, 2, 3] });
  const folder = path.dirname(photos);
  await core.call('models.import', { path: writeNetwork(folder) });
  await core.close();
  const lineament = (...words: string[]): Promise<{ code: number; out: string; errors: string }> =>
    new Promise((resolve) => {
      const env = { ...process.env, LINEAMENT_PROVIDER: 'cpu' };
      const args = [entry, ...words, '--data', path.join(folder, 'data')];
      execFile(process.execPath, args, { env }, (error, out, errors) =>
        resolve({ code: error ? Number(error.code) : 0, out: out.trim(), errors }),
      );
    });
  const out = path.join(folder, 'package');
  const packaging = ['export', project, '--format', 'training-package', '--out', out];
  expect(await lineament(...packaging, '--aligned')).toMatchObject({
    code: 2,
    errors: expect.stringContaining('--aligned is for datasets'),
  });
  const written = await lineament(...packaging, '--picture', 'png', '--json');
  expect(JSON.parse(written.out), written.errors).toMatchObject({ state: 'done', skipped: [], round: 1, folder: out });
  const { weights, package: id } = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8'));

  const bytes = new Uint8Array(readFileSync(path.join(out, weights.file)));
  const { metadata } = openSafetensors({ size: bytes.length, read: (at, count) => bytes.subarray(at, at + count) });
  expect(metadata).toEqual({ format: 'pt', 'lineament.package': id });
  expect(weights.fresh).toEqual([]);

  const imported = await lineament('round', 'import', project, path.join(out, weights.file), '--json');
  expect(JSON.parse(imported.out), imported.errors).toMatchObject({
    state: 'done',
    round: { id: 1, state: 'trained', resultModel: expect.stringMatching(/^[0-9a-f]{16}$/) },
  });
  expect((await lineament('round', 'list', project)).out).toMatch(/^1\ttrained\t/);
  expect(await lineament('round', 'promote', project, 'first')).toMatchObject({ code: 2 });
  const promoted = await lineament('round', 'promote', project, '1', '--json');
  expect(JSON.parse(promoted.out), promoted.errors).toMatchObject({ state: 'done', round: { state: 'promoted' } });
  expect(await lineament('round', 'discard', project, '1')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('Roll it back first'),
  });
  expect(existsSync(`${out}.unfinished`)).toBe(false);
});
