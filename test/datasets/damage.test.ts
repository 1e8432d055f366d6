/** Files that were cut short or have a wrong byte, through every format of the table: what is lost is told, and nothing else is lost. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parquetMetadata } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { checked } from '../../electron/datasets/check.ts';
import { type Format, isRejection, type ReadItem, type Rejection } from '../../electron/datasets/format.ts';
import { FORMATS } from '../../electron/datasets/formats.ts';
import { openSource } from '../../electron/datasets/source.ts';
import { FORMAT_NAMES } from '../../electron/shared/domain/dataset.ts';
import { isPhotoName } from '../../electron/shared/domain/image.ts';
import { ProblemError } from '../../electron/shared/errors.ts';
import { randomItems, randomOf, testHeader, writeDataset } from '../helpers/dataset-faces.ts';

const TRIALS = 10;
/** Lists without a count beside what they speak of: nobody can tell that their end is missing. */
const UNCOUNTED = /(people\.csv|identity_\w+\.txt|list_eval_partition\.txt|landmark_list_part1\.txt)$/;
/** What a program says to its author, and not to the person who has the file. */
const NOT_A_SENTENCE =
  /undefined|Cannot read|is not a function|not iterable|out of bounds|Invalid (typed )?array|Maximum call|unreachable|ENOENT|\n|NaN/;

interface Told {
  items: ReadItem[];
  rejected: Rejection[];
  problem: ProblemError | null;
}

async function readAll(format: Format, folder: string): Promise<Told> {
  const told: Told = { items: [], rejected: [], problem: null };
  const source = await openSource(folder);
  try {
    await format.recognise(source);
    for await (const reading of checked(format.read(source, testHeader(format).options)))
      if (isRejection(reading)) told.rejected.push(reading);
      else told.items.push(reading);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code === 'internal') throw error;
    told.problem = error;
  }
  return told;
}

const plain = (_: string, value: unknown): unknown =>
  ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') : value;
const digestOf = (item: ReadItem): string => JSON.stringify({ ...item, place: null }, plain);

/** The records that are not there any more as they were. */
function lostOf(before: Told, after: Told): ReadItem[] {
  const left = new Set(after.items.map(digestOf));
  return before.items.filter((item) => !left.has(digestOf(item)));
}

/** Whether a record of a text file had its end after the cut, so that nobody can know of it. */
function isAfter({ items }: Told, { place }: ReadItem, file: string, lines: number): boolean {
  if (place.file !== file || place.line === null) return false;
  const next = items.map((other) => other.place).filter((other) => other.file === file && other.line! > place.line!);
  return Math.min(...next.map((other) => other.line! - 1), Number.POSITIVE_INFINITY) > lines;
}

test('a wrong bit in the head of a page of Parquet is told, and nobody waits for it', async () => {
  const format: Format = FORMATS.parquet;
  const items = randomItems(62, { unit: 'photo', count: 2, origin: { kind: 'import', format: 'parquet' } });
  const folder = await writeDataset(format, items, testHeader(format));
  const file = path.join(folder, 'data', 'train-00000-of-00001.parquet');
  const whole = readFileSync(file);
  const before = await readAll(format, folder);
  const { row_groups: groups } = parquetMetadata(whole);
  const pages = groups[0]!.columns.map(({ meta_data }) => Number(meta_data!.data_page_offset));
  const untold: string[] = [];
  for (const page of [pages[0]!, pages[2]!, pages[4]!, pages.at(-1)!])
    for (let at = page; at < page + 20; at++)
      for (const bit of [0, 3, 7]) {
        const damaged = Buffer.from(whole);
        damaged[at]! ^= 1 << bit;
        writeFileSync(file, damaged);
        const after = await readAll(format, folder);
        for (const { reason } of after.rejected) expect(reason).not.toMatch(NOT_A_SENTENCE);
        const isTold = after.problem !== null || after.rejected.length > before.rejected.length;
        if (!isTold && after.items.length !== before.items.length) untold.push(`bit ${bit} of byte ${at}`);
      }
  expect(untold).toEqual([]);
});

describe.each(FORMAT_NAMES)('%s', (name) => {
  const format: Format = FORMATS[name];

  test('a damaged file loses no more than what is told', async () => {
    const random = randomOf(61);
    const items = randomItems(61, { unit: format.unit, count: 4, origin: { kind: 'import', format: name } });
    const folder = await writeDataset(format, items, testHeader(format));
    const before = await readAll(format, folder);
    expect(before.items.length).toBeGreaterThan(0);
    const files = await openSource(folder).then((source) => source.files());
    const [labels, pictures] = [files.filter((file) => !isPhotoName(file)), files.filter(isPhotoName)];
    for (let trial = 0; trial < TRIALS; trial++) {
      const among = labels.length === 0 || (trial % 7 === 6 && pictures.length > 0) ? pictures : labels;
      const file = among[Math.floor(random() * among.length)]!;
      const full = path.join(folder, ...file.split('/'));
      const whole = readFileSync(full);
      const at = Math.floor(random() * whole.length);
      const isCut = trial % 2 === 0;
      const damaged = isCut ? whole.subarray(0, at) : Buffer.from(whole);
      if (!isCut) damaged[at] = damaged[at]! ^ (1 << Math.floor(random() * 8));
      const what = `${file}, ${isCut ? 'cut before' : 'another byte at'} ${at} of ${whole.length}`;
      writeFileSync(full, damaged);
      const after = await readAll(format, folder).catch((error: unknown) => {
        throw new Error(`${what}: ${error instanceof Error ? error.stack : error}`);
      });
      writeFileSync(full, whole);
      for (const { file: of, reason } of [
        ...after.rejected,
        ...(after.problem ? [{ file, reason: after.problem.message }] : []),
      ]) {
        expect(of, what).not.toBe('');
        expect(reason, what).not.toMatch(NOT_A_SENTENCE);
        expect(reason.length, what).toBeGreaterThan(5);
      }
      const known = new Set(before.rejected.map(({ reason }) => reason));
      // An import that finds nothing at all says so.
      const isNothing = after.items.length === 0 && after.rejected.length === 0;
      const isTold = isNothing || after.problem !== null || after.rejected.some(({ reason }) => !known.has(reason));
      if (isTold || UNCOUNTED.test(file)) continue;
      const lost = lostOf(before, after);
      if (!isCut) {
        // One byte can make another value of one record, and of no more.
        if (format.pictures === 'inside') expect(after.items.length, what).toBe(before.items.length);
        else expect(lost.length, what).toBeLessThanOrEqual(1);
        continue;
      }
      const lines = damaged.toString('latin1').split('\n').length - 1;
      expect(
        lost.filter((item) => !isAfter(before, item, file, lines)).map((item) => item.name),
        what,
      ).toEqual([]);
    }
  });
});
