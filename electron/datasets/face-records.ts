/**
 * InsightFace's folder to learn recognition from, as MS1MV3 has it: `train.rec` with a picture a record and the number of its
 * person before it, `train.idx` with where each record begins, `property` with how many people there are and the pictures'
 * size. Record 0 says where the pictures end; a person's pictures follow each other, and after all of them stands a record a
 * person that says which they are. `train.lst`, as MXNet's own tools write it, has the pictures' names.
 */
import { open } from 'node:fs/promises';
import type { Size } from '../shared/domain/geometry.ts';
import { oneLine } from './names.ts';
import type { Output } from './output.ts';
import { pairsOf } from './pairs.ts';
import { PEOPLE_HEAD, PEOPLE_LIST, personRow } from './people.ts';
import { createRecords, openRecords } from './recordio.ts';

/** Before the labels: how many there are, the one label, and two numbers that nobody reads. */
export const RECORD_HEAD = 24;
/** Pairs that are written for verification: as many as LFW has. */
const MOST_PAIRS = 6000;

export interface RecordHead {
  /** One or more, of which 0 is the person of a picture. */
  labels: number[];
  /** What comes after them: the picture's file. */
  rest: Buffer;
}

export function headOf(payload: Buffer): RecordHead {
  if (payload.length < RECORD_HEAD) throw new RangeError('a record is too short to tell whose picture it is');
  const flag = payload.readUInt32LE(0);
  if (flag === 0) return { labels: [payload.readFloatLE(4)], rest: payload.subarray(RECORD_HEAD) };
  const start = RECORD_HEAD + 4 * flag;
  if (start > payload.length) throw new RangeError(`a record says that it has ${flag} labels`);
  const labels = Array.from({ length: flag }, (_, at) => payload.readFloatLE(RECORD_HEAD + 4 * at));
  return { labels, rest: payload.subarray(start) };
}

function payloadOf(labels: number | readonly number[], picture: Uint8Array = new Uint8Array()): Buffer {
  const several = typeof labels === 'number' ? [] : labels;
  const head = Buffer.alloc(RECORD_HEAD + 4 * several.length);
  head.writeUInt32LE(several.length, 0);
  if (typeof labels === 'number') head.writeFloatLE(labels, 4);
  for (const [at, label] of several.entries()) head.writeFloatLE(label, RECORD_HEAD + 4 * at);
  return Buffer.concat([head, picture]);
}

interface Written {
  /** Where its record begins, as text: `pairsOf` speaks of files. */
  at: string;
  name: string;
}

/** @param folder where the files go, with its slash; empty for the dataset's own */
export async function growFaceRecords(output: Output, folder: string) {
  const full = await output.outside(`${folder}train.rec`);
  const records = createRecords(full);
  await records.add(payloadOf([0, 0]));
  const people = new Map<string, { number: number; pictures: Written[] }>();
  let size: Size | null = null;

  async function writePairs(): Promise<void> {
    const pairs = [...pairsOf([...people.values()].map(({ pictures }) => ({ files: pictures.map(({ at }) => at) })))];
    if (pairs.length === 0) return;
    await writePickledPairs(await output.outside(`${folder}pairs.bin`), pairs.slice(0, MOST_PAIRS), full);
  }

  return {
    async add(person: string, name: string, picture: Uint8Array, of: Size): Promise<void> {
      size ??= of;
      const own = people.get(person) ?? { number: people.size, pictures: [] };
      people.set(person, own);
      const at = await records.add(payloadOf(own.number, picture));
      own.pictures.push({ at: String(at), name });
    },
    async finish(): Promise<void> {
      const count = [...people.values()].reduce((sum, { pictures }) => sum + pictures.length, 0);
      const index = output.text(`${folder}train.idx`);
      const list = output.text(`${folder}train.lst`);
      const names = output.text(`${folder}${PEOPLE_LIST}`);
      await names.write(PEOPLE_HEAD);
      await index.write('0\t0\n');
      const ranges: [number, number][] = [];
      let key = 1;
      for (const [person, { number, pictures }] of people) {
        ranges.push([key, key + pictures.length]);
        for (const { at, name } of pictures) {
          await list.write(`${key}\t${number}\t${oneLine(name)}\n`);
          await index.write(`${key++}\t${at}\n`);
        }
        await names.write(personRow(String(number), person, pictures.length));
      }
      for (const range of ranges) await index.write(`${key++}\t${await records.add(payloadOf(range))}\n`);
      await records.flush();
      await output.text(`${folder}property`).write(`${people.size},${size?.height ?? 0},${size?.width ?? 0}\n`);
      await sayWherePicturesEnd(full, count + 1, count + 1 + people.size);
      await writePairs();
    },
  };
}

/** Record 0 is the first in the file, and what it says is known at the end. */
async function sayWherePicturesEnd(file: string, end: number, last: number): Promise<void> {
  await using handle = await open(file, 'r+');
  const labels = payloadOf([end, last]).subarray(RECORD_HEAD);
  await handle.write(labels, 0, labels.length, 8 + RECORD_HEAD);
}

/** The pickle of `(pictures, answers)`, a pair's two pictures one after the other. */
async function writePickledPairs(
  file: string,
  pairs: readonly { a: string; b: string; same: boolean }[],
  records: string,
): Promise<void> {
  const source = await openRecords(records);
  await using handle = await open(file, 'w');
  try {
    await handle.write(Buffer.from([0x80, 3, ...Buffer.from('](')]));
    for (const at of pairs.flatMap(({ a, b }) => [a, b])) {
      const { rest } = headOf((await source.at(Number(at))).payload);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(rest.length);
      await handle.write(Buffer.concat([Buffer.from('B'), length, rest]));
    }
    const answers = pairs.map(({ same }) => (same ? 0x88 : 0x89));
    await handle.write(
      Buffer.concat([Buffer.from('e]('), Buffer.from(answers), Buffer.from('e'), Buffer.from([0x86, 46])]),
    );
  } finally {
    await source.close();
  }
}
