/** What the scripts share: where the project lies, whether its build is fresh, and running its tools with this Node. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');
export const cli = path.join(root, 'out/electron/cli.js');
/** Written when a build is whole; its time is that of the build's start. */
export const stamp = path.join(root, 'out/built');

/** Runs a JavaScript or TypeScript file of the project to its end. True where it succeeded. */
export function runFile(file: string, ...args: string[]): boolean {
  return spawnSync(process.execPath, [path.join(root, file), ...args], { cwd: root, stdio: 'inherit' }).status === 0;
}

const SOURCES = ['electron', 'models', 'renderer', 'scripts/build.ts', 'package.json', 'package-lock.json'];

/** When something in there was last written: the folders count too, for what was deleted. Milliseconds since 1970. */
function newest(file: string): number {
  const stat = statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

/** Builds where a source is newer than the build. Says nothing on stdout, which belongs to whoever asked. */
export function ensureBuilt(): void {
  const built = statSync(stamp, { throwIfNoEntry: false });
  if (built && SOURCES.every((source) => newest(path.join(root, source)) <= built.mtimeMs)) return;
  console.error('Building …');
  const { status } = spawnSync(process.execPath, [path.join(root, 'scripts/build.ts')], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(1);
}

export const checkTypes = (): boolean => runFile('node_modules/typescript/bin/tsc', '-b');

export const lint = (): boolean => runFile('node_modules/@biomejs/biome/bin/biome', 'check', '.');
