/** The tables of strings: the same in every language, and none left in English. */
import { expect, test } from 'vitest';
import { languageOf } from '../../../renderer/strings/language.ts';
import { TABLES } from '../../../renderer/strings/strings.ts';

/** What a function of counts or names says; it is asked with names, then with counts. */
function ask(entry: (...values: unknown[]) => unknown): string {
  const all = (value: unknown) => String(entry(...Array.from({ length: entry.length }, () => value)));
  try {
    return all('x');
  } catch {
    return all(2);
  }
}

/** Every text of a table by its path. */
function texts(table: object, path = ''): [string, string][] {
  return Object.entries(table).flatMap(([key, entry]): [string, string][] => {
    const at = `${path}${key}`;
    if (typeof entry === 'string') return [[at, entry]];
    if (typeof entry === 'function') return [[at, ask(entry)]];
    return texts(entry as object, `${at}.`);
  });
}

test('no text is empty', () => {
  for (const table of Object.values(TABLES)) for (const [path, text] of texts(table)) expect(text, path).not.toBe('');
});

test('every text of the Chinese table is Chinese, or the same sign in both languages', () => {
  const english = new Map(texts(TABLES.en));
  const left = texts(TABLES.zh).filter(
    ([path, text]) => !/[\p{Script=Han}，：]/u.test(text) && text !== english.get(path),
  );
  expect(left).toEqual([]);
});

test('long English sentences are translated', () => {
  const english = new Map(texts(TABLES.en));
  const same = texts(TABLES.zh).filter(([path, text]) => text === english.get(path) && / .* /.test(text));
  expect(same).toEqual([]);
});

test.each([
  ['zh', ['en-US'], 'zh'],
  ['en', ['zh-CN'], 'en'],
  ['system', ['zh-CN', 'en'], 'zh'],
  ['system', ['en-GB', 'zh-CN'], 'en'],
  ['system', ['de', 'zh-Hans-SG'], 'zh'],
  ['system', ['zh-TW'], 'en'],
  [null, [], 'en'],
])('with the choice %s and the system in %s the window speaks %s', (choice, preferred, language) => {
  expect(languageOf(choice, preferred)).toBe(language);
});
