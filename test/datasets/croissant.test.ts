/** The description for machines speaks of files, columns and members that are there. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { croissantOf } from '../../electron/datasets/croissant.ts';
import { parseCsvLine } from '../../electron/datasets/csv.ts';
import type { Format } from '../../electron/datasets/format.ts';
import { FORMATS } from '../../electron/datasets/formats.ts';
import { safeName } from '../../electron/datasets/names.ts';
import { FORMAT_NAMES } from '../../electron/shared/domain/dataset.ts';
import { randomItems, testHeader, writeDataset } from '../helpers/dataset-faces.ts';

interface Described {
  distribution: { '@id': string; '@type': string; includes?: string }[];
  recordSet?: {
    '@id': string;
    field: {
      '@id': string;
      source: {
        fileObject?: { '@id': string };
        fileSet?: { '@id': string };
        extract: { column?: string; jsonPath?: string; fileProperty?: string };
        transform?: { jsonPath: string };
      };
    }[];
  }[];
}

async function described(format: Format) {
  const header = testHeader(format, {}, ['train', 'test']);
  const items = randomItems(81, { unit: format.unit, count: 4 }).map((item, at) => ({
    ...item,
    name: safeName(item.name), // as an export has them
    split: at % 2 === 0 ? ('train' as const) : ('test' as const),
  }));
  const folder = await writeDataset(format, items, header);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
  const written = (async function* () {
    for (const file of files) yield [file, { bytes: 1, sha256: '0'.repeat(64) }] as const;
  })();
  return { folder, files, croissant: JSON.parse(await croissantOf(format, header, written)) as Described };
}

/** The first record of a table, as a reader without any knowledge of ours would have it. */
async function firstRecord(file: string): Promise<Record<string, unknown>> {
  if (file.endsWith('.parquet')) {
    const bytes = readFileSync(file);
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    const metadata = await parquetMetadataAsync(buffer);
    return (await parquetReadObjects({ file: buffer, metadata, rowEnd: 1, utf8: false }))[0]!;
  }
  const [head = '', row = ''] = readFileSync(file, 'utf8').split('\n');
  if (file.endsWith('.jsonl')) return JSON.parse(head);
  const cells = parseCsvLine(row);
  return Object.fromEntries(parseCsvLine(head).map((name, at) => [name, cells[at]]));
}

describe.each(FORMAT_NAMES)('%s', (name) => {
  test('every file is in it, and every record comes from one', async () => {
    const { folder, files, croissant } = await described(FORMATS[name]);
    const ids = croissant.distribution.map((entry) => entry['@id']);
    const covers = (file: string) =>
      croissant.distribution.some(({ '@id': id, includes }) =>
        includes === undefined ? id === file : path.matchesGlob(file, includes),
      );
    expect(files.filter((file) => !covers(file))).toEqual([]);
    const sets = croissant.recordSet ?? [];
    const fields = sets.flatMap(({ field }) => field);
    expect(new Set([...sets, ...fields].map((entry) => entry['@id'])).size).toBe(sets.length + fields.length);
    for (const { '@id': id, source } of fields) {
      expect(ids, id).toContain((source.fileObject ?? source.fileSet)!['@id']);
      if (!source.fileObject) continue;
      const file = path.join(folder, ...source.fileObject['@id'].split('/'));
      const { column, jsonPath } = source.extract;
      if (column !== undefined) {
        const value = (await firstRecord(file))[column];
        expect(value, id).toBeDefined();
        if (source.transform) expect(value, id).toHaveProperty(source.transform.jsonPath);
      } else {
        const [, list = '', member = ''] = /^\$\.(\w+)\[\*\]\.(\w+)$/.exec(jsonPath!) ?? [];
        const records = (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, unknown>[]>)[list];
        expect(records?.[0], id).toHaveProperty(member);
      }
    }
  });
});

test.each(['parquet', 'imagefolder', 'coco', 'fairface', 'affectnet', 'ffhq-aging'] as const)(
  'the tables of %s are records, and so are pictures',
  async (name) => {
    const { croissant } = await described(FORMATS[name]);
    const sources = croissant.recordSet!.map(({ field }) => (field[0]!.source.fileObject ? 'table' : 'pictures'));
    expect(sources).toContain('table');
    expect(sources.includes('pictures')).toBe(FORMATS[name].pictures !== 'inside');
  },
);
