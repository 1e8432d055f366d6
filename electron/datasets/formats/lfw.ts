/**
 * LFW and VGGFace2: a folder a person, `Name/Name_0001.jpg` or any pictures. Lists of pairs name the pictures to compare; those
 * of CALFW and CPLFW, two lines a pair, name pictures whose people stand in their names. CFP has frontal and profile pictures in
 * folders of their own under each person's, and pairs by number.
 */
import path from 'node:path';
import type { Split } from '../../shared/domain/dataset.ts';
import { isPhotoName } from '../../shared/domain/image.ts';
import {
  type DatasetWriter,
  type Format,
  foundFace,
  foundPicture,
  type Header,
  holdsOnly,
  part,
  type Reading,
  said,
  saidOf,
  type WriteItem,
} from '../format.ts';
import { stemOf } from '../names.ts';
import type { Output } from '../output.ts';
import { lfwPairList, type Pair, pairsOf, pairTable, readCfpPairs, readFoldedPairs, readLfwPairs } from '../pairs.ts';
import { listedPeople, PEOPLE_LIST, personFolder, writePeople } from '../people.ts';
import { sentenceOf } from '../rejections.ts';
import type { Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';

const FORMAT = 'lfw';
/** Faces that nobody has named. */
const UNNAMED = 'unnamed';

const personOf = ({ faces: [face] }: WriteItem): string | null => (face && saidOf(face, 'identity')?.label) ?? null;

/** Where a picture lies below its split: under its person, numbered by its place in the dataset, or called as its photo is. */
function inPeople(item: WriteItem, { options }: Header): string {
  const person = personOf(item);
  const { name, ordinal } = item;
  if (person === null) return `${UNNAMED}/${name}`;
  const folder = personFolder(person);
  if (options['names'] === 'own') return `${folder}/${name}`;
  const ending = name.slice(name.lastIndexOf('.')).toLowerCase().replace('.jpeg', '.jpg');
  return `${folder}/${folder}_${String(ordinal + 1).padStart(4, '0')}${ending}`;
}

const pictureFile = (item: WriteItem, header: Header): string =>
  `${item.split ? `${item.split}/` : ''}${inPeople(item, header)}`;

function write(output: Output, header: Header): DatasetWriter {
  const people = new Map<Split | null, Map<string, string[]>>();
  return {
    async add(item) {
      const person = personOf(item);
      if (person === null) return;
      const own = people.get(item.split) ?? new Map<string, string[]>();
      people.set(item.split, own);
      const files = own.get(person);
      if (files) files.push(inPeople(item, header));
      else own.set(person, [inPeople(item, header)]);
    },
    async finish() {
      for (const [split, own] of people) {
        const root = split ? `${split}/` : '';
        const counts = [...own].map(([person, files]): [string, number] => [person, files.length]);
        await writePeople(output.text(`${root}${PEOPLE_LIST}`), counts);
        const pairs = [...pairsOf([...own.values()].map((files) => ({ files })))];
        const table = output.text(`${root}pairs.csv`);
        for (const line of pairTable(pairs)) await table.write(line);
        if (header.options['names'] === 'own') continue;
        const lines = [...lfwPairList(pairs)];
        if (lines.length > 0) await output.text(`${root}pairs.txt`).write(lines.join(''));
      }
    },
  };
}

const PAIR_LISTS: Record<string, (text: string) => Pair[]> = {
  'pairs.txt': readLfwPairs,
  'pairsDevTrain.txt': readLfwPairs,
  'pairsDevTest.txt': readLfwPairs,
  'pairs_CALFW.txt': readFoldedPairs,
  'pairs_CPLFW.txt': readFoldedPairs,
};

/** LFW's lists name people and numbers: the picture's ending may be another. */
async function isThere(source: Source, picture: string, near: string): Promise<boolean> {
  if ((await source.picture(picture, near)) !== null) return true;
  return (await source.pictureOfStem(path.posix.join(path.posix.dirname(near), stemOf(picture)))) !== null;
}

/** Holds the lists of pairs against the pictures: a list that does not fit tells of a dataset that is not whole. */
async function* checkPairs(source: Source): AsyncGenerator<Reading> {
  for (const [name, readPairs] of Object.entries(PAIR_LISTS))
    for (const file of await source.named(name)) {
      const place = { file, line: null };
      try {
        const pairs = readPairs(await source.text(file));
        const named = new Set(pairs.flatMap(({ a, b }) => [a, b]));
        let missing = 0;
        for (const picture of named) if (!(await isThere(source, picture, file))) missing++;
        if (missing > 0)
          yield { ...place, reason: `${missing} of the ${named.size} pictures that its pairs name are not there` };
      } catch (error) {
        yield { ...place, reason: sentenceOf(error) };
      }
    }
}

/** CFP's pairs name pictures by their numbers in two lists, frontal and profile; the lists name them by path. */
async function* checkCfp(source: Source): AsyncGenerator<Reading> {
  const [frontal] = await source.named('Pair_list_F.txt');
  const [profile] = await source.named('Pair_list_P.txt');
  if (!frontal || !profile) return;
  const lists = [await source.text(frontal), await source.text(profile)] as const;
  for (const file of (await source.files()).filter((other) => /(^|\/)FP\/\d+\/(same|diff)\.txt$/.test(other)))
    try {
      const pairs = readCfpPairs(await source.text(file), ...lists);
      let missing = 0;
      for (const name of new Set(pairs.flat())) if ((await source.picture(name)) === null) missing++;
      if (missing > 0) yield { file, line: null, reason: `${missing} pictures that its pairs name are not there` };
    } catch (error) {
      yield { file, line: null, reason: sentenceOf(error) };
    }
}

async function* read(source: Source): AsyncGenerator<Reading> {
  yield* checkPairs(source);
  yield* checkCfp(source);
  const { names, rejected } = await listedPeople(source);
  yield* rejected;
  for (const file of await source.files()) {
    if (!isPhotoName(file)) continue;
    const place = { file, line: null };
    const folder = path.posix.dirname(file);
    // CALFW and CPLFW have all pictures in one folder, and the person in each name.
    const base = path.posix.basename(folder);
    const inName = /^(.+)_\d{4}\.\w+$/.exec(path.posix.basename(file));
    const isFlat = folder === '.' || /^(aligned )?images$/i.test(base);
    // CFP has two folders under each person's.
    const isView = /^(frontal|profile)$/i.test(base);
    const person = isFlat ? inName?.[1] : isView ? path.posix.basename(path.posix.dirname(folder)) : base;
    if (!person) {
      yield { ...place, reason: 'it is in no folder of a person, and its name tells of none' };
      continue;
    }
    if (person === UNNAMED) continue;
    yield foundPicture({
      name: file,
      file: source.full(file),
      split: splitOfName(folder.split('/').slice(0, -1).join('/')),
      faces: [
        foundFace(FORMAT, null, [said(FORMAT, 'identity', { label: names.get(folder) ?? person, embedding: null })]),
      ],
      place,
    });
  }
}

export const lfw: Format = {
  title: 'LFW / VGGFace2',
  about: 'A folder a person, with pairs to compare.',
  unit: 'face',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({ identity: part('the name; no embedding') }),
  origin: '',
  overlap: '',
  classes: [],
  options: {
    names: {
      about: 'What pictures are called',
      choices: [
        { value: 'lfw', label: 'Name_0001.jpg as in LFW, with its pairs.txt' },
        { value: 'own', label: 'as their photos' },
      ],
    },
  },
  async recognise(source) {
    const files = await source.offered();
    if (
      files.some((file) =>
        /(^|\/)(pairs(_CALFW|_CPLFW)?\.txt|people\.csv|Pair_list_[FP]\.txt|pairsDev(Train|Test)\.txt)$/.test(file),
      )
    )
      return true;
    const pictures = files.filter(isPhotoName).slice(0, 200);
    return (
      pictures.length > 0 &&
      pictures.every((file) =>
        path.posix.basename(file).startsWith(`${path.posix.basename(path.posix.dirname(file))}_`),
      )
    );
  },
  read,
  pictureFile,
  write,
};
