/** The command `export` in a process of its own that is killed without a warning, several times. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../helpers/core.ts';
import { datasetProject } from '../helpers/dataset-project.ts';

const cli = path.resolve(import.meta.dirname, '../../electron/cli.ts');

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.on('exit', (code) => resolve(code)));

/** Lines of the journal: files that are written. */
function written(folder: string): number {
  const journal = path.join(`${folder}.unfinished`, '.journal.jsonl');
  return existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length : 0;
}

const filesOf = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(folder, file), readFileSync(file, 'latin1')]),
  );

test('an export that is killed leaves nothing that looks complete, and the next one finishes it', {
  timeout: 300_000,
}, async () => {
  const { core, project, photos } = await datasetProject({ orientations: [1, 6, 3] });
  await core.close();
  const data = path.join(path.dirname(photos), 'data');
  const out = testFolder();
  const wishes = ['--format', 'celebamask-hq', '--content', 'crops', '--size', '256', '--data', data];
  const start = (folder: string) =>
    spawn(process.execPath, [cli, 'export', project, '--out', folder, ...wishes], { stdio: 'ignore' });

  const whole = path.join(out, 'whole');
  expect(await ended(start(whole))).toBe(0);

  const cut = path.join(out, 'cut');
  for (const enough of [3, 20, 50]) {
    const child = start(cut);
    const end = ended(child);
    while (written(cut) < enough && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await end;
    expect(existsSync(cut), `after ${enough} files`).toBe(false);
  }
  const before = written(cut);
  expect(before).toBeGreaterThanOrEqual(50);
  expect(await ended(start(cut))).toBe(0);
  expect(existsSync(`${cut}.unfinished`)).toBe(false);
  expect([...filesOf(cut)].sort()).toEqual([...filesOf(whole)].sort());
});
