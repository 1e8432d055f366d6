/** `npm start` on a machine without a display. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../helpers/folders.ts';
import { root, until } from '../helpers/hosts.ts';

const dataDir = temporaryFolder();
afterAll(() => removeFolder(dataDir));

test.runIf(process.platform === 'linux')(
  'says why there is no window, and prints an address that answers',
  async () => {
    const env = { ...process.env, LINEAMENT_DATA: dataDir, DISPLAY: '', WAYLAND_DISPLAY: '' };
    const child = spawn(process.execPath, [path.join(root, 'scripts/run.js'), 'start'], { env, timeout: 60_000 });
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
    });
    const address = await until('the address', () => /http:\S+/.exec(output)?.[0]);
    const { status } = await fetch(address, { redirect: 'manual' });
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const [code] = await ended;
    expect({ output, status, code }).toMatchObject({
      output: expect.stringContaining('no display'),
      status: 303,
      code: 0,
    });
  },
);
