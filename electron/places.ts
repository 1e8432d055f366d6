/** Where things lie: the app's own files, from source as in a build, and the folder for what belongs to no project. */
import { homedir } from 'node:os';
import path from 'node:path';
import packageJson from '../package.json' with { type: 'json' };

/** This file runs as electron/places.ts in a clone and inside out/electron/*.js in a build. */
const fromSource = import.meta.url.endsWith('.ts');

export const { version } = packageJson;
/** The folder of package.json. */
export const rootDir = path.resolve(import.meta.dirname, fromSource ? '..' : '../..');
/** The built window. */
export const rendererDir = path.join(rootDir, 'out', 'renderer');
export const resourcesDir = path.join(rootDir, 'resources');

/** The entry of one of the main side's threads. */
export const threadUrl = (name: 'core-thread' | 'engine' | 'photos' | 'datasets' | 'faces-thread' | 'people'): URL =>
  new URL(`./${name}.${fromSource ? 'ts' : 'js'}`, import.meta.url);

/** `LINEAMENT_DATA` where it is set, else the platform's usual folder for an application's data. The same on every host. */
export function defaultDataDir(): string {
  const chosen = process.env['LINEAMENT_DATA'];
  if (chosen) return path.resolve(chosen);
  const home = homedir();
  switch (process.platform) {
    case 'win32':
      return path.join(process.env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), 'Lineament');
    case 'darwin':
      return path.join(home, 'Library', 'Application Support', 'Lineament');
    default:
      return path.join(process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config'), 'Lineament');
  }
}
