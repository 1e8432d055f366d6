/** Who may import whom: the table of the design, held against every import of the source, types included. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** A folder's own imports inside the project: prefixes, longest owner first. `*` allows the whole main side. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  models: ['models'],
  'electron/shared/domain': ['electron/shared/domain'],
  'electron/shared': ['electron/shared'],
  'electron/store': ['electron/store', 'electron/shared'],
  'electron/imaging': ['electron/imaging', 'electron/shared'],
  'electron/runtime': ['electron/runtime', 'electron/shared'],
  'electron/datasets': ['electron/datasets', 'electron/shared', 'electron/imaging'],
  'electron/inference': ['electron/inference', 'electron/shared', 'electron/imaging', 'electron/runtime', 'models'],
  'electron/training': [
    'electron/training',
    'electron/shared',
    'electron/imaging',
    'electron/runtime',
    'electron/inference',
    'models',
  ],
  'electron/jobs': [
    'electron/jobs',
    'electron/shared',
    'electron/store',
    'electron/imaging',
    'electron/runtime',
    'electron/datasets',
    'electron/inference',
    'electron/training',
    'models',
  ],
  'electron/handlers': ['electron/handlers', 'electron/shared', 'electron/store', 'electron/jobs'],
  electron: ['electron', 'models', 'package.json'],
  'renderer/editor': ['renderer/editor', 'electron/shared/domain'],
  renderer: ['renderer', 'electron/shared'],
};

/** Packages that only one folder may touch. */
const OWNED_PACKAGES: Record<string, readonly string[]> = {
  'onnxruntime-node': ['electron/runtime'],
  'better-sqlite3': ['electron/store'],
  sharp: ['electron/imaging'],
  electron: ['electron/main.ts', 'electron/window.ts', 'electron/preload.ts'],
  konva: ['renderer/canvas'],
};

const sources = ['models', 'electron', 'renderer'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/'))),
);

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const named = /\bfrom\s+['"]([^'"]+)['"]/g;
  const bare = /^\s*import\s+['"]([^'"]+)['"]/gm;
  const dynamic = /\bimport\(\s*['"]([^'"]+)['"]/g;
  return [
    ...new Set([named, bare, dynamic].flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => name!))),
  ];
}

const inside = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}/`);

const ownerOf = (file: string): string =>
  Object.keys(MAY_IMPORT)
    .filter((folder) => inside(file, folder))
    .sort((a, b) => b.length - a.length)[0]!;

/** «file -> target» for every import of these files that breaks a rule. */
const breaches = (files: readonly string[], breaks: (file: string, name: string) => boolean): string[] =>
  files.flatMap((file) =>
    importsOf(file)
      .filter((name) => breaks(file, name))
      .map((name) => `${file} -> ${name}`),
  );

test('the sources are found', () => {
  expect(sources.length).toBeGreaterThan(50);
});

test('every file imports only what its folder may', () => {
  const wrong = breaches(sources, (file, name) => {
    if (!name.startsWith('.')) return false;
    const target = path.posix.join(path.posix.dirname(file), name);
    return !MAY_IMPORT[ownerOf(file)]!.some((folder) => inside(target, folder));
  });
  expect(wrong).toEqual([]);
});

test('a package with an owner is imported by no one else', () => {
  const wrong = breaches(sources, (file, name) => {
    const owners = OWNED_PACKAGES[name];
    return owners !== undefined && !owners.some((owner) => inside(file, owner));
  });
  expect(wrong).toEqual([]);
});

test('the network, the shared code and the window use nothing of Node', () => {
  const portable = sources.filter((file) =>
    ['models', 'electron/shared', 'renderer'].some((folder) => inside(file, folder)),
  );
  expect(breaches(portable, (_file, name) => name.startsWith('node:'))).toEqual([]);
});
