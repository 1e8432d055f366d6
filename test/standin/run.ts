/** Runs a built app in a process of its own, as `electron FOLDER` would. */
import './register.ts';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { standin } from './state.ts';

const folder = path.resolve(process.argv[2] ?? '.');
await import(pathToFileURL(path.join(folder, 'out/electron/main.js')).href);
await standin.ended;
process.exit(standin.exitCode ?? 0);
