import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type JsonValue, jsonValues, openAside } from '../../electron/datasets/json.ts';
import { testFolder } from '../helpers/core.ts';
import { readGolden } from '../helpers/golden.ts';

async function valuesOf(text: string, ...paths: string[]): Promise<JsonValue[]> {
  const file = path.join(testFolder(), 'a.json');
  writeFileSync(file, text);
  const values: JsonValue[] = [];
  for await (const value of jsonValues(file, ...paths)) values.push(value);
  return values;
}

test('values of lists come one by one with the name of their list, after a byte order mark too', async () => {
  const text =
    '\uFEFF{"info": {"images": [9]}, "images": [{"id": 1, "é": "\\u00e9 \\n"}], "b": [[1, 2], "x"], "other": [3]}';
  expect(await valuesOf(text, '$.images.*', '$.b.*')).toEqual([
    { list: 'images', value: { id: 1, é: 'é \n' } },
    { list: 'b', value: [1, 2] },
    { list: 'b', value: 'x' },
  ]);
  expect(await valuesOf('[{"a": 1}, 2]', '$.*')).toEqual([
    { list: undefined, value: { a: 1 } },
    { list: undefined, value: 2 },
  ]);
});

test('a file that is longer than a piece of reading, with letters cut in two by it', async () => {
  const records = Array.from({ length: 40_000 }, (_, id) => ({ id, name: `ünïcödé ${id}`.repeat(2) }));
  const values = await valuesOf(JSON.stringify({ images: records }), '$.images.*');
  expect(values.map(({ value }) => value)).toEqual(records);
});

test.each(['{"images": [{"id": 1}, {"id"', '{"images": [{"id": 1}, nonsense]}', ''])(
  'what is cut short or broken is told of with the file (%s)',
  async (text) => {
    await expect(valuesOf(text, '$.images.*')).rejects.toThrow(/a\.json is not whole JSON/);
  },
);

test('records are kept aside and come back by their places, however many there are', async () => {
  const aside = await openAside();
  const records = Array.from({ length: 5000 }, (_, at) => ({ at, text: 'é'.repeat(at % 97) }));
  const slots = [];
  for (const record of records) slots.push(await aside.put(record));
  for (const at of [4999, 0, 2500, 4998]) expect(await aside.get(slots[at]!)).toEqual(records[at]);
  await aside.close();
});

test('COCO: annotations before their pictures, those of one picture apart, and categories last', async () => {
  const annotation = (id: number, image: number) => ({ id, image_id: image, category_id: 1, bbox: [id, 1, 20, 20] });
  const file = {
    annotations: [annotation(1, 5), annotation(2, 4), annotation(3, 5)],
    images: [4, 5].map((id) => ({ id, file_name: `${id}.jpg`, width: 100, height: 100 })),
    categories: [{ id: 1, name: 'face' }],
  };
  const { items, rejected } = await readGolden('coco', { 'a.json': JSON.stringify(file) });
  expect(items.map(({ name, faces }) => [name, faces.map(({ box }) => box!.x)])).toEqual([
    ['4.jpg', [2]],
    ['5.jpg', [1, 3]],
  ]);
  expect(rejected).toEqual([]);
});
