/**
 * InsightFace: pictures of faces by person in the record files of MXNet (MS1MV3, WebFace), and pairs to verify people by in
 * pickles (`lfw.bin`, `agedb_30.bin`). A pickle names nobody: what comes of it is which pictures show one person.
 */
import path from 'node:path';
import { hashBytes } from '../../imaging/hash.ts';
import type { Split } from '../../shared/domain/dataset.ts';
import { createKin } from '../../shared/domain/kin.ts';
import { ProblemError } from '../../shared/errors.ts';
import { growFaceRecords, headOf } from '../face-records.ts';
import {
  type DatasetWriter,
  type Format,
  foundFace,
  foundPicture,
  holdsOnly,
  type Place,
  part,
  type Reading,
  type Rejection,
  said,
  saidOf,
} from '../format.ts';
import { stemOf } from '../names.ts';
import type { Output } from '../output.ts';
import { listedPeople } from '../people.ts';
import { readPickle } from '../pickle.ts';
import { openRecords, type RecordFile } from '../recordio.ts';
import { attempt, fileByFile, sentenceOf } from '../rejections.ts';
import type { Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';

const FORMAT = 'insightface';
const PROPERTY = /^(\d+),\d+,\d+\s*$/;
/** Keys that no index has. */
const MOST_KEYS = 100_000_000;

function write(output: Output): DatasetWriter {
  const folders = new Map<Split | null, Awaited<ReturnType<typeof growFaceRecords>>>();
  return {
    async add({ faces: [face], split, name, bytes, size }) {
      const person = face && saidOf(face, 'identity')?.label;
      if (!person || !bytes) return;
      const folder = folders.get(split) ?? (await growFaceRecords(output, split ? `${split}/` : ''));
      folders.set(split, folder);
      await folder.add(person, name, bytes, size);
    },
    async finish() {
      for (const folder of folders.values()) await folder.finish();
    },
  };
}

/** The face of a person; one that nobody has named says nothing. */
const faceOf = (label: string | null) =>
  foundFace(FORMAT, null, label === null ? [] : [said(FORMAT, 'identity', { label, embedding: null })]);

/** What stands beside the records. */
interface Beside {
  /** Where the record of a key begins; null where there is no index. */
  places: number[] | null;
  /** What pictures are called, by key. */
  names: Map<number, string>;
  rejected: Rejection[];
}

async function readBeside(source: Source, file: string): Promise<Beside> {
  const beside = await source.beside(file);
  const [index, list] = ['.idx', '.lst'].map((ending) => beside.find((one) => one === stemOf(file) + ending));
  const places: number[] = [];
  const names = new Map<number, string>();
  const rejected: Rejection[] = [];

  async function rows(of: string, pattern: RegExp, what: string, use: (key: number, cell: string) => void) {
    for await (const { text, line } of source.lines(of)) {
      const [, key, cell] = pattern.exec(text) ?? [];
      if (cell !== undefined && Number(key) < MOST_KEYS) use(Number(key), cell);
      else rejected.push({ file: of, line, reason: `a row is ${what}, not «${text.slice(0, 80)}»` });
    }
  }

  if (index)
    await rows(index, /^(\d+)\t(\d+)$/, 'a key and a place', (key, cell) => {
      places[key] = Number(cell);
    });
  if (list) {
    await rows(list, /^(\d+)\t[\d.]+\t(.+)$/, 'a key, a person and a name', (key, cell) => names.set(key, cell));
    if (!(await source.text(list)).endsWith('\n'))
      rejected.push({ file: list, line: null, reason: 'it ends in the middle of a line' });
  }
  return { places: index ? places : null, names, rejected };
}

/** Where records begin that follow each other; where one is broken the rest cannot be found. */
async function followed(records: RecordFile, broken: (error: unknown) => void): Promise<number[]> {
  const places: number[] = [];
  try {
    for (let at = 0; at < records.size; at = (await records.at(at)).end) places.push(at);
  } catch (error) {
    broken(error);
  }
  return places;
}

/** Where the pictures end and how many people there are, where record 0 says so: old files have a picture there. */
async function readFirst(records: RecordFile, at: number | undefined): Promise<{ end: number; people: number } | null> {
  if (at === undefined) throw new RangeError('the index does not say where record 0 begins');
  const { labels } = headOf((await records.at(at)).payload);
  if (labels.length < 2) return null;
  const [end = 0, last = 0] = labels;
  if (!(Number.isInteger(end) && Number.isInteger(last) && end >= 1 && last >= end && last < MOST_KEYS))
    throw new RangeError('record 0 does not say where the pictures end');
  return { end, people: last - end };
}

const unreadable = (source: Source, file: string, error: unknown): ProblemError =>
  new ProblemError('unreadable', `${source.full(file)} cannot be read: ${sentenceOf(error)}. Copy it again.`, {
    cause: error,
  });

async function* readRecords(
  source: Source,
  file: string,
  people: ReadonlyMap<string, string>,
): AsyncGenerator<Reading> {
  const { places: listed, names, rejected } = await readBeside(source, file);
  yield* rejected;
  const folder = path.posix.dirname(file);
  const records = await openRecords(source.full(file));
  try {
    const problems: unknown[] = [];
    const places = listed ?? (await followed(records, (error) => problems.push(error)));
    for (const error of problems) yield { file, line: null, reason: `the rest cannot be found: ${sentenceOf(error)}` };
    const first = await readFirst(records, places[0]).catch((error: unknown) => {
      throw unreadable(source, file, error);
    });
    const [from, end] = first ? [1, first.end] : [0, places.length];
    const seen = new Set<number>();
    for (let key = from; key < end; key++) {
      const place = { file, line: key };
      yield await attempt(place, async () => {
        const at = places[key];
        if (at === undefined) throw new RangeError(`nothing says where record ${key} begins`);
        const record = await records.at(at);
        if (!(await records.isBegin(record.end))) throw new RangeError(`record ${key} ends where no other begins`);
        const { labels, rest } = headOf(record.payload);
        const person = labels[0] ?? -1;
        if (!(Number.isInteger(person) && person >= 0)) throw new RangeError(`record ${key} does not tell its person`);
        seen.add(person);
        return foundPicture({
          name: names.get(key) ?? `${stemOf(file)}/${String(key).padStart(7, '0')}.jpg`,
          bytes: rest,
          split: splitOfName(folder),
          faces: [faceOf(people.get(path.posix.join(folder, String(person))) ?? String(person))],
          place,
        });
      });
    }
    const counted = { pictures: end - from, people: seen.size };
    if (names.size > 0 && names.size !== counted.pictures)
      yield { file, line: null, reason: `it has ${counted.pictures} pictures, and its list names ${names.size}` };
    yield* checkPeople(source, file, counted.people, first?.people ?? null);
  } finally {
    await records.close();
  }
}

/** What record 0 and the file `property` say of how many people there are: where it is not so, something is missing. */
async function* checkPeople(
  source: Source,
  file: string,
  people: number,
  said: number | null,
): AsyncGenerator<Rejection> {
  const told = (place: Place, count: number) => ({
    ...place,
    reason: `it says that there are ${count} people, and there are pictures of ${people}`,
  });
  if (said !== null && said !== people) yield told({ file, line: null }, said);
  const property = (await source.beside(file)).find((one) => path.posix.basename(one) === 'property');
  if (property === undefined) return;
  const place = { file: property, line: 1 };
  const [, count] = PROPERTY.exec(await source.text(property)) ?? [];
  if (count === undefined) yield { ...place, reason: 'it is not the number of people and the size of pictures' };
  else if (Number(count) !== people) yield told(place, Number(count));
}

/** Which pictures show one person: pairs that share a picture are of one, too. */
function peopleOf(pictures: readonly string[], same: readonly boolean[]): Map<string, number> {
  const kin = createKin<string>();
  const told = new Set<string>();
  for (const [at, isSame] of same.entries()) {
    if (!isSame) continue;
    const [a, b] = [pictures[2 * at]!, pictures[2 * at + 1]!];
    told.add(a).add(b);
    kin.join(a, b);
  }
  const numbers = new Map<string, number>();
  const people = new Map<string, number>();
  for (const picture of told) {
    const leader = kin.leaderOf(picture);
    if (!numbers.has(leader)) numbers.set(leader, numbers.size + 1);
    people.set(picture, numbers.get(leader)!);
  }
  return people;
}

/** @throws what `problem` makes of a pickle of anything else than pictures two by two, and as many answers as pairs */
function pickledPairs(
  bytes: Uint8Array,
  problem: (error: unknown) => ProblemError,
): { pictures: Uint8Array[]; same: boolean[] } {
  try {
    const pickle = readPickle(bytes);
    const [pictures, same] = Array.isArray(pickle) ? pickle : [];
    if (!Array.isArray(pictures) || !Array.isArray(same))
      throw new TypeError('it is not a list of pictures and one of answers');
    if (pictures.length !== 2 * same.length)
      throw new TypeError(`it has ${pictures.length} pictures and ${same.length} answers, and a pair has two pictures`);
    if (!pictures.every((picture) => picture instanceof Uint8Array))
      throw new TypeError('what should be a picture is none');
    return { pictures, same: same.map((answer) => answer === true || answer === 1) };
  } catch (error) {
    throw problem(error);
  }
}

async function* readPairs(source: Source, file: string): AsyncGenerator<Reading> {
  const bytes = await source.bytes(file);
  const { pictures, same } = pickledPairs(bytes, (error) => unreadable(source, file, error));
  const hashes = pictures.map((picture) => hashBytes(picture));
  const people = peopleOf(hashes, same);
  const stem = path.posix.basename(stemOf(file));
  const seen = new Set<string>();
  for (const [at, hash] of hashes.entries()) {
    if (seen.has(hash)) continue; // a picture stands in several pairs
    seen.add(hash);
    const place: Place = { file, line: Math.floor(at / 2) + 1 };
    const person = people.get(hash);
    yield foundPicture({
      name: `${stem}/${String(at + 1).padStart(6, '0')}.jpg`,
      bytes: pictures[at]!,
      split: splitOfName(file),
      faces: [faceOf(person === undefined ? null : `${stem}-${String(person).padStart(5, '0')}`)],
      place,
    });
  }
}

/**
 * A pickle begins with 128, which is no letter, its version, and a step. BIWI's pictures of depth are 640 wide and begin with
 * the same two bytes, and a zero.
 */
function looksPickled(head: string): boolean {
  const [first, version = 0, step = 0] = Array.from(head, (letter) => letter.charCodeAt(0));
  return first === 0xfffd && version >= 2 && version <= 5 && step !== 0;
}

/** Pickles of pairs; those beside records of ours have no picture that the records have not. */
async function pickles(source: Source): Promise<string[]> {
  const found: string[] = [];
  for (const file of await source.named('.bin')) {
    const beside = await source.beside(file);
    const isOurs = path.posix.basename(file) === 'pairs.bin' && beside.some((one) => one.endsWith('train.rec'));
    if (isOurs && source.chosen === null) continue;
    if (looksPickled(await source.head(file, 3))) found.push(file);
  }
  return found;
}

export const insightface: Format = {
  title: 'InsightFace',
  about: 'Faces by person in MXNet’s record files, with pairs to verify by; as MS1MV3 has them.',
  unit: 'face',
  pictures: 'inside',
  keepsTurns: false,
  carries: holdsOnly({
    identity: part('the name, in people.csv beside the records; no embedding, and no face without a name'),
  }),
  origin: '',
  overlap: '',
  classes: [],
  options: {},
  recognise: async (source) => (await source.named('.rec')).length > 0 || (await pickles(source)).length > 0,
  async *read(source) {
    const { names, rejected } = await listedPeople(source);
    yield* rejected;
    yield* fileByFile([...(await source.named('.rec')), ...(await pickles(source))], (file) =>
      file.toLowerCase().endsWith('.rec') ? readRecords(source, file, names) : readPairs(source, file),
    );
  },
  pictureFile: () => null,
  write,
};
