/** The sheets hold nothing that nobody uses, and no colour of their own. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../../renderer');
const read = (pattern: string) =>
  globSync(pattern, { cwd: root }).map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));

const sheets = read('**/*.css').map(({ file, text }) => ({ file, text: text.replaceAll(/\/\*.*?\*\//gs, '') }));
const sources = read('**/*.{ts,tsx,html}').map(({ text }) => text);
const tokens = sheets.find(({ file }) => file.endsWith('tokens.css'))!.text;

test('colours are tokens', () => {
  const own = sheets
    .filter(({ text }) => text !== tokens)
    // A picture inside a sheet knows no tokens.
    .flatMap(({ file, text }) =>
      [...text.replaceAll(/url\('.*?'\)/g, '').matchAll(/#[0-9a-f]{3,8}\b|\brgba?\(/g)].map(([colour]) => [
        file,
        colour,
      ]),
    );
  expect(own).toEqual([]);
});

test('every token is used, and every token that is used is there', () => {
  const named = new Set([...tokens.matchAll(/(--[\w-]+):/g)].map(([, name]) => name!));
  const used = new Set(
    [...sheets.map(({ text }) => text), ...sources].flatMap((text) =>
      [...text.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name!),
    ),
  );
  const local = [...sheets.map(({ text }) => text), ...sources].join('\n');
  expect([...named].filter((name) => !used.has(name))).toEqual([]);
  expect([...used].filter((name) => !named.has(name) && !new RegExp(`['\\s{]${name}['"]?\\]?:`).test(local))).toEqual(
    [],
  );
});

test('every class of a sheet is given to something', () => {
  const all = sources.join('\n');
  const given = new Set(all.match(/[\w-]+/g));
  const beginnings = [...all.matchAll(/([\w-]+-)\$\{/g)].map(([, beginning]) => beginning!);
  const isGiven = (name: string) =>
    given.has(name) || name === 'lucide' || beginnings.some((beginning) => name.startsWith(beginning));
  const idle = sheets.flatMap(({ file, text }) =>
    [...text.matchAll(/[^{}]+(?=\{)/g)]
      .flatMap(([selector]) => [...selector.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name]) => name!))
      .filter((name) => !isGiven(name))
      .map((name) => [file, name]),
  );
  expect(idle).toEqual([]);
});
