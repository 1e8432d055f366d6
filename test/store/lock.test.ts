import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { toProblem } from '../../electron/shared/errors.ts';
import { openProject } from '../../electron/store/open.ts';
import { testProject } from './sample.ts';

const script = path.resolve(import.meta.dirname, '../helpers/hold-project.ts');

/** Another process that has the project open. */
async function otherProcess(folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--expose-gc', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout!, 'data');
  return child;
}

function refusalOf(folder: string) {
  try {
    openProject(folder).close();
  } catch (error) {
    return toProblem(error);
  }
  return null;
}

function closedProject(): string {
  const store = testProject();
  store.close();
  return store.project.path;
}

test('a project that another process has open is refused, naming the process', async () => {
  const folder = closedProject();
  const other = await otherProcess(folder);
  expect(refusalOf(folder)).toEqual({
    code: 'in-use',
    message: expect.stringMatching(new RegExp(`already open in process ${other.pid} on .+, since .+`)),
  });
});

test('a project is free at once when the process that had it is killed', async () => {
  const folder = closedProject();
  const other = await otherProcess(folder);
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(refusalOf(folder)).toBeNull();
});

test('a project is not opened twice in one process either', () => {
  const store = testProject();
  expect(refusalOf(store.project.path)?.code).toBe('in-use');
});

test('a closed project is free', () => {
  expect(refusalOf(closedProject())).toBeNull();
});
