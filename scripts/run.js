/**
 * Runs a script of this folder: `node scripts/run.js start`. Installs what is missing, and hands over to the project's
 * own Node where this one is too old. Plain JavaScript, because it must run on whatever Node a person has, from 18 on.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');

/** The first Node that runs TypeScript as it is. */
const OLDEST = [22, 18];

/** @param {string} version such as v24.1.0 */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

function isInstalled() {
  const installed = path.join(modules, '.package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs;
}

/** No dependency needs its install script, and some would fetch what a CPU never uses. */
function install() {
  console.error('Installing the dependencies (npm ci) …');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (status !== 0) stop('The dependencies could not be installed; what npm says about it stands above.');
}

/** @param {string} why */
function stop(why) {
  console.error(why);
  process.exit(1);
}

/** @param {string} script @param {string[]} args */
function runWithOwnNode(script, args) {
  const node = path.join(modules, '.bin', 'node');
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (!stdout || !isNewEnough(stdout)) {
    stop(`Lineament needs Node ${OLDEST.join('.')} or newer, and this is ${process.version}: https://nodejs.org`);
  }
  const PATH = `${path.join(modules, '.bin')}${path.delimiter}${process.env.PATH}`;
  const child = spawn(node, [script, ...args], { stdio: 'inherit', env: { ...process.env, PATH } });
  process.on('SIGINT', () => {}); // the terminal has told the child too, which ends in its own time
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code) => process.exit(code ?? 1));
}

const [name, ...args] = process.argv.slice(2);
const script = path.join(root, 'scripts', `${name}.ts`);
if (!isInstalled()) install();
if (isNewEnough(process.version)) {
  process.argv = [process.execPath, script, ...args];
  await import(pathToFileURL(script).href);
} else {
  runWithOwnNode(script, args);
}
