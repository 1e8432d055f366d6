import path from 'node:path';
import { expect, test } from 'vitest';
import { NameTable } from '../../electron/datasets/name-table.ts';
import { sortAside } from '../../electron/datasets/sorted-aside.ts';
import { datasetFolder } from '../helpers/dataset-faces.ts';

const COUNT = 45_000;
/** Every name once, in no order; with what breaks lines elsewhere. */
const names = Array.from({ length: COUNT }, (_, at) => `${(at * 7919) % COUNT}/\u2028é"\n`);

test('records come in order of name, however many, and with what was said last', async () => {
  const records = (async function* () {
    for (const [at, name] of names.entries()) yield [name, at] as const;
    yield [names[5]!, 'later'] as const;
  })();
  const sorted = await sortAside<number | string>(records, path.join(datasetFolder(), 'runs'));
  for (const round of ['first', 'second']) {
    const read: (readonly [string, unknown])[] = [];
    for await (const record of sorted) read.push(record);
    expect(
      read.map(([name]) => name),
      round,
    ).toEqual([...names].sort());
    expect(
      read.find(([name]) => name === names[5]),
      round,
    ).toEqual([names[5], 'later']);
  }
});

test('no records are none', async () => {
  const none = (async function* (): AsyncGenerator<[string, number]> {})();
  const sorted = await sortAside(none, path.join(datasetFolder(), 'runs'));
  for await (const record of sorted) expect.unreachable(record[0]);
});

test('a table knows the number of every name, and no other name', () => {
  const table = new NameTable();
  for (const [at, name] of names.entries()) table.set(name, at);
  table.set(names[7]!, -7);
  expect(names.every((name, at) => table.get(name) === (at === 7 ? -7 : at))).toBe(true);
  expect(names.some((name) => table.has(`${name}x`))).toBe(false);
});
