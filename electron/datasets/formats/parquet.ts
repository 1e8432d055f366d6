/**
 * Parquet as Hugging Face's datasets have it: a row a picture with its bytes, its size and a list a column for its faces,
 * `data/train-00000-of-00001.parquet` and so on.
 */

import type { FileMetaData, SchemaElement } from 'hyparquet';
import type { ParquetWriter } from 'hyparquet-writer';
import { z } from 'zod';
import type { Split } from '../../shared/domain/dataset.ts';
import { ProblemError } from '../../shared/errors.ts';
import { type DatasetWriter, type Format, foundPicture, partsOf, type Reading, type Rejection } from '../format.ts';
import { carriedByObjects, facesOfObjects, OBJECT_COLUMNS, objectFields, objectsOf } from '../objects.ts';
import type { Output } from '../output.ts';
import { fileByFile, sentenceOf } from '../rejections.ts';
import type { Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';

const FORMAT = 'parquet';
const FOLDERS: Record<Split, string> = { train: 'train', val: 'validation', test: 'test' };
const folderOf = (split: Split | null): string => FOLDERS[split ?? 'train'];
const fileOf = (split: Split | null): string => `data/${folderOf(split)}-00000-of-00001.parquet`;
/** A group of rows is written when its pictures have about this many bytes. */
const GROUP_BYTES = 16 << 20;
/** Rows of a larger group that are read together. */
const TOGETHER = 16;

const leaf = (name: string, element: Partial<SchemaElement>): SchemaElement[] => [
  { name, repetition_type: 'OPTIONAL', ...element },
];
const list = (name: string, inner: SchemaElement[]): SchemaElement[] => [
  { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  ...inner,
];
const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
const DOUBLE = { type: 'DOUBLE' } as const;

/** What an entry of a column looks like, by the column's kind. */
const ELEMENTS: Record<(typeof OBJECT_COLUMNS)[keyof typeof OBJECT_COLUMNS], SchemaElement[]> = {
  number: leaf('element', DOUBLE),
  text: leaf('element', TEXT),
  picture: leaf('element', { type: 'BYTE_ARRAY' }),
  numbers: list('element', leaf('element', DOUBLE)),
  flags: list('element', leaf('element', { type: 'INT32' })),
  points: list('element', list('element', leaf('element', DOUBLE))),
};

const COLUMNS = Object.entries(OBJECT_COLUMNS);
const SCHEMA: SchemaElement[] = [
  { name: 'schema', num_children: 4 },
  { name: 'image', repetition_type: 'OPTIONAL', num_children: 2 },
  ...leaf('bytes', { type: 'BYTE_ARRAY' }),
  ...leaf('path', TEXT),
  ...leaf('width', { type: 'INT32' }),
  ...leaf('height', { type: 'INT32' }),
  { name: 'objects', repetition_type: 'OPTIONAL', num_children: COLUMNS.length },
  ...COLUMNS.flatMap(([name, kind]) => list(name, ELEMENTS[kind])),
];

/** The same to the library «datasets», which keeps it with the file. */
const FEATURES = {
  number: { dtype: 'float64', _type: 'Value' },
  text: { dtype: 'string', _type: 'Value' },
  picture: { dtype: 'binary', _type: 'Value' },
  numbers: { feature: { dtype: 'float64', _type: 'Value' }, _type: 'Sequence' },
  flags: { feature: { dtype: 'int32', _type: 'Value' }, _type: 'Sequence' },
  points: { feature: { feature: { dtype: 'float64', _type: 'Value' }, _type: 'Sequence' }, _type: 'Sequence' },
} as const;
const features = {
  image: { _type: 'Image' },
  width: { dtype: 'int32', _type: 'Value' },
  height: { dtype: 'int32', _type: 'Value' },
  objects: Object.fromEntries(COLUMNS.map(([name, kind]) => [name, { feature: FEATURES[kind], _type: 'Sequence' }])),
};

interface Row {
  image: { bytes: Uint8Array; path: string };
  width: number;
  height: number;
  objects: unknown;
}

interface Growing {
  writer: ParquetWriter;
  rows: Row[];
  bytes: number;
}

function write(output: Output): DatasetWriter {
  const files = new Map<Split | null, Growing>();

  async function growing(split: Split | null): Promise<Growing> {
    const known = files.get(split);
    if (known) return known;
    const { fileWriter, ParquetWriter } = await import('hyparquet-writer');
    const writer = new ParquetWriter({
      writer: fileWriter(await output.outside(fileOf(split))),
      schema: SCHEMA,
      codec: 'SNAPPY',
      createdBy: 'Lineament',
      kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }],
    });
    const file = { writer, rows: [], bytes: 0 };
    files.set(split, file);
    return file;
  }

  async function flush(file: Growing): Promise<void> {
    const names = ['image', 'width', 'height', 'objects'] as const;
    if (file.rows.length > 0)
      await file.writer.write({
        columnData: names.map((name) => ({ name, data: file.rows.map((row) => row[name]) })),
        rowGroupSize: file.rows.length,
      });
    file.rows = [];
    file.bytes = 0;
  }

  return {
    async add({ name, size, split, faces, bytes }) {
      const file = await growing(split);
      const objects = await objectsOf(faces, async (png) => Uint8Array.from(png));
      const own = bytes ? Uint8Array.from(bytes) : new Uint8Array();
      file.rows.push({ image: { bytes: own, path: name }, ...size, objects });
      file.bytes += own.length;
      if (file.bytes >= GROUP_BYTES) await flush(file);
    },
    async finish() {
      for (const file of files.values()) {
        await flush(file);
        await file.writer.finish();
      }
    },
  };
}

const RowRead = z.object({
  image: z.object({ bytes: z.instanceof(Uint8Array).nullish(), path: z.string().nullish() }).nullish(),
  width: z.number().nullish(),
  height: z.number().nullish(),
  objects: z.record(z.string(), z.unknown()).nullish(),
});

/** Groups of rows that are read as a whole, where they are not larger. */
const WHOLE_GROUP_BYTES = 64 << 20;

/** Which rows are read together: groups as they were written, since a part of one costs as much as all of it. */
function* stretches({ row_groups: groups }: FileMetaData): Generator<[from: number, to: number]> {
  let from = 0;
  for (const { num_rows, total_byte_size } of groups) {
    const end = from + Number(num_rows);
    const step = Number(total_byte_size) <= WHOLE_GROUP_BYTES ? Number(num_rows) : TOGETHER;
    for (; from < end; from += step) yield [from, Math.min(end, from + step)];
    from = end;
  }
}

async function* readFile(source: Source, file: string): AsyncGenerator<Reading> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const { checkedBuffer, COMPRESSORS, unknownCodec } = await import('../parquet-pages.ts');
  const broken = (error: unknown): never => {
    // What the library throws itself is a sentence; what the language throws at it is not.
    const reason =
      error instanceof Error && error.constructor === Error ? error.message : 'its parts contradict each other';
    throw new ProblemError('unreadable', `${source.full(file)} is not whole Parquet: ${reason}. Copy it again.`);
  };
  const whole = await asyncBufferFromFile(source.full(file));
  const metadata = await parquetMetadataAsync(whole).catch(broken);
  const codec = unknownCodec(metadata);
  if (codec !== null)
    throw new ProblemError(
      'unsupported',
      `${source.full(file)} is packed by ${codec}, which is not read here. Write it anew with Snappy, gzip, Zstandard or Brotli.`,
    );
  const count = Number(metadata.num_rows);
  const held = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (held !== count) broken(new Error(`it says ${count} rows and lists ${held}`));
  const buffer = await Promise.resolve(metadata)
    .then(() => checkedBuffer(whole, metadata))
    .catch(broken);
  for (const [from, to] of stretches(metadata)) {
    const rows = await parquetReadObjects({
      file: buffer,
      metadata,
      rowStart: from,
      rowEnd: to,
      utf8: false,
      compressors: COMPRESSORS,
    }).catch(broken);
    if (rows.length !== to - from) broken(new Error(`it says ${count} rows and ends after ${from + rows.length}`));
    for (const [index, raw] of rows.entries()) {
      const place = { file, line: from + index + 1 };
      const parsed = RowRead.safeParse(raw);
      if (!parsed.success) {
        yield { ...place, reason: sentenceOf(parsed.error) };
        continue;
      }
      const { image, width, height, objects } = parsed.data;
      const rejections: Rejection[] = [];
      const faces = await facesOfObjects(
        FORMAT,
        objects ?? {},
        async (mask) => z.instanceof(Uint8Array).parse(mask),
        (reason) => rejections.push({ ...place, reason }),
      );
      yield* rejections;
      const bytes = image?.bytes && image.bytes.length > 0 ? image.bytes : null;
      yield foundPicture({
        name: image?.path || `${place.line}.jpg`,
        bytes,
        size: width && height ? { width, height } : null,
        split: splitOfName(file),
        faces,
        place,
      });
    }
  }
}

export const parquet: Format = {
  title: 'Parquet (Hugging Face)',
  about: 'Pictures and faces in one table a split; loads with `load_dataset("parquet")`.',
  unit: 'photo',
  pictures: 'inside',
  keepsTurns: false,
  carries: carriedByObjects('label maps of faces as PNG in the table'),
  origin: 'edges of pixels from 0',
  overlap: 'every face has a map of its own',
  classes: [],
  options: {},
  recognise: async (source) => (await source.named('.parquet')).length > 0,
  async *read(source) {
    yield* fileByFile(await source.named('.parquet'), (file) => readFile(source, file));
  },
  pictureFile: () => null,
  write,
  tables: (header) =>
    partsOf(header).map((split) => ({
      name: folderOf(split),
      file: fileOf(split),
      fields: [
        { name: 'image', about: 'the picture', type: 'picture', from: { column: 'image' }, within: 'bytes' },
        { name: 'path', about: "the picture's name", type: 'text', from: { column: 'image' }, within: 'path' },
        { name: 'width', about: 'in pixels', type: 'whole', from: { column: 'width' } },
        { name: 'height', about: 'in pixels', type: 'whole', from: { column: 'height' } },
        ...objectFields('picture'),
      ],
    })),
  cardFront: (header) => [
    'configs:',
    '- config_name: default',
    '  data_files:',
    ...partsOf(header).map((split) => `  - {split: ${folderOf(split)}, path: "data/${folderOf(split)}-*"}`),
  ],
};
