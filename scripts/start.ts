/**
 * Opens Lineament the best way that this machine allows: Electron's window, else the default browser, else an address
 * to open. Says in one line which, and why. `--browser` skips Electron; other words go to `lineament serve`.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import open from 'open';
import { cli, ensureBuilt, root } from './steps.ts';

const DOWNLOAD_LIMIT_MS = 15 * 60_000;
const REACH_LIMIT_MS = 5000;
/** Electron that dies sooner than this never showed its window. */
const STARTUP_MS = 10_000;

const electronDir = path.join(root, 'node_modules/electron');

const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);

function hasElectron(): boolean {
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH']) return true;
  const binary = path.join(electronDir, 'path.txt');
  return existsSync(binary) && existsSync(path.join(electronDir, 'dist', readFileSync(binary, 'utf8')));
}

/** Whether the place that Electron is fetched from answers at all. A proxy is taken at its word. */
async function canFetchElectron(): Promise<boolean> {
  if (process.env['HTTPS_PROXY'] || process.env['https_proxy']) return true;
  const source = process.env['ELECTRON_MIRROR'] ?? 'https://github.com';
  try {
    await fetch(source, { method: 'HEAD', signal: AbortSignal.timeout(REACH_LIMIT_MS) });
    return true;
  } catch {
    return false;
  }
}

function fetchElectron(): boolean {
  console.log('Fetching Electron, about 120 MB, once …');
  const options = { stdio: 'inherit', timeout: DOWNLOAD_LIMIT_MS } as const;
  return spawnSync(process.execPath, [path.join(electronDir, 'install.js')], options).status === 0;
}

/** Why Electron cannot open a window here, or null where it can. */
async function electronProblem(asked: boolean): Promise<string | null> {
  if (asked) return 'as asked';
  if (!hasDisplay()) return 'this machine has no display';
  if (process.getuid?.() === 0) return 'Electron does not run as root';
  if (hasElectron()) return null;
  if (!(await canFetchElectron())) return 'Electron is not installed and cannot be fetched from here';
  return fetchElectron() ? null : 'Electron could not be fetched';
}

/** The terminal's Ctrl-C reaches the child by itself; being asked to end is passed on. */
function passSignals(child: ChildProcess): void {
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
}

/** Runs the desktop app to its end. Returns why it never came up, or null. */
async function runElectron(words: string[]): Promise<string | null> {
  const started = Date.now();
  const args = [path.join(electronDir, 'cli.js'), root, ...words];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  passSignals(child);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code === 0 || Date.now() - started > STARTUP_MS) process.exit(code ?? 1);
  return `Electron stopped at once with code ${code}`;
}

async function runServer(words: string[], why: string): Promise<void> {
  const child = spawn(process.execPath, [cli, 'serve', ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  passSignals(child);
  child.on('exit', (code) => process.exit(code ?? 1));
  const [line] = await once(child.stdout, 'data');
  const url = String(line).trim();
  if (!hasDisplay()) {
    console.log(`Open this address in a browser (${why}):\n${url}`);
    return;
  }
  console.log(`Opening the default browser (${why}):\n${url}`);
  await open(url).catch(() => console.log('It did not open by itself. Open the address yourself.'));
}

const words = process.argv.slice(2).filter((word) => word !== '--browser');
const asked = words.length < process.argv.length - 2 || words.some((word) => word.startsWith('-'));

ensureBuilt();
let why = await electronProblem(asked);
if (why === null) {
  console.log('Opening the desktop window (Electron is installed).');
  why = await runElectron(words);
}
if (why !== null) await runServer(words, why);
