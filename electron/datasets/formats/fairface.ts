/**
 * FairFace: a csv a split with the picture, an age group, gender and race by name. Its nine age groups and seven races become
 * the eight decades and five names here; where a group spans two decades, its years are its middle.
 */
import type { Split } from '../../shared/domain/dataset.ts';
import type { AGE_BINS, GENDERS, RACES } from '../../shared/domain/vocabulary.ts';
import { csvLine, parseCsvLine } from '../csv.ts';
import {
  type DatasetWriter,
  type Format,
  foundFace,
  holdsOnly,
  part,
  type Reading,
  type Rejection,
  said,
  saidOf,
  type WriteItem,
  whole,
} from '../format.ts';
import type { Output, TextFile } from '../output.ts';
import { attempt } from '../rejections.ts';
import type { Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';

const FORMAT = 'fairface';
type Bin = (typeof AGE_BINS)[number];

/** Each group's middle, in years, and its decade. */
const AGES: Record<string, { years: number; bin: Bin }> = {
  '0-2': { years: 1.5, bin: '0-9' },
  '3-9': { years: 6.5, bin: '0-9' },
  '10-19': { years: 15, bin: '10-19' },
  '20-29': { years: 25, bin: '20-29' },
  '30-39': { years: 35, bin: '30-39' },
  '40-49': { years: 45, bin: '40-49' },
  '50-59': { years: 55, bin: '50-59' },
  '60-69': { years: 65, bin: '60-69' },
  'more than 70': { years: 75, bin: '70+' },
  '70+': { years: 75, bin: '70+' },
};

/** The natural reading; it is nowhere written down. */
const RACE_NAMES: Record<string, (typeof RACES)[number]> = {
  White: 'White',
  Black: 'Black',
  Latino_Hispanic: 'Others',
  'East Asian': 'Asian',
  'Southeast Asian': 'Asian',
  Indian: 'Indian',
  'Middle Eastern': 'Others',
};
/** Ours that FairFace has by that name; an Asian face is East or Southeast Asian there, and Others is nothing. */
const WRITTEN_RACES: Partial<Record<(typeof RACES)[number], string>> = {
  White: 'White',
  Black: 'Black',
  Indian: 'Indian',
  Asian: 'East Asian',
};
const GENDER_NAMES: Record<string, (typeof GENDERS)[number]> = { Male: 'male', Female: 'female' };

const HEAD = 'file,age,gender,race,service_test\n';
const folderOf = (split: Split | null): string => (split === null ? 'train' : split);
const listOf = (split: Split | null): string => `fairface_label_${folderOf(split)}.csv`;

function groupOf({ years, bin }: { years: number; bin: Bin }): string {
  if (bin === '0-9') return years < 3 ? '0-2' : '3-9';
  return bin === '70+' ? 'more than 70' : bin;
}

/** Pictures are numbered from 1 in their split's folder. */
const pictureFile = ({ ordinal, split, name }: WriteItem): string =>
  `${folderOf(split)}/${ordinal + 1}${name.slice(name.lastIndexOf('.'))}`;

function write(output: Output): DatasetWriter {
  const lists = new Map<Split | null, TextFile>();
  return {
    async add(item) {
      const [face] = item.faces;
      if (!face) return;
      let list = lists.get(item.split);
      if (!list) {
        list = output.text(listOf(item.split));
        lists.set(item.split, list);
        await list.write(HEAD);
      }
      const age = saidOf(face, 'age');
      const gender = saidOf(face, 'gender');
      const race = saidOf(face, 'race');
      const sex = gender ? (gender.label === 'male' ? 'Male' : 'Female') : '';
      const ancestry = race ? (WRITTEN_RACES[race.label] ?? '') : '';
      if (age || sex || ancestry)
        await list.write(csvLine([pictureFile(item), age ? groupOf(age) : '', sex, ancestry, 'False']));
    },
    async finish() {},
  };
}

async function* read(source: Source): AsyncGenerator<Reading> {
  for (const file of await listsOf(source)) {
    let columns: string[] = [];
    for await (const { text, line } of source.lines(file)) {
      if (text.trim() === '') continue;
      if (line === 1) {
        columns = parseCsvLine(text);
        continue;
      }
      const place = { file, line };
      const rejections: Rejection[] = [];
      const reading = await attempt(place, async () => {
        const cells = parseCsvLine(text);
        const cell = (name: string) => cells[columns.indexOf(name)]?.trim() ?? '';
        const name = cell('file');
        if (name === '') throw new TypeError('a row has no picture');
        const lookUp = <Value>(column: string, table: Record<string, Value>): Value | null => {
          const word = cell(column);
          const value = Object.hasOwn(table, word) ? table[word]! : null;
          // What a spreadsheet makes of 10-19 is a date.
          if (value === null && word !== '')
            rejections.push({ ...place, reason: `${column}: «${word}» is none of ${Object.keys(table).join(', ')}` });
          return value;
        };
        const age = lookUp('age', AGES);
        const gender = lookUp('gender', GENDER_NAMES);
        const race = lookUp('race', RACE_NAMES);
        const picture = await source.picture(name, file);
        return {
          name,
          file: picture && source.full(picture),
          bytes: null,
          hash: null,
          size: null,
          split: splitOfName(name) ?? splitOfName(file),
          faces: [
            foundFace(FORMAT, null, [
              ...(age ? [said(FORMAT, 'age', age)] : []),
              ...(gender ? [said(FORMAT, 'gender', { label: gender })] : []),
              ...(race ? [said(FORMAT, 'race', { label: race })] : []),
            ]),
          ],
          place,
        };
      });
      yield* rejections;
      yield reading;
    }
  }
}

async function listsOf(source: Source): Promise<string[]> {
  const lists: string[] = [];
  for (const file of await source.named('.csv'))
    if (/^file,age,gender,race/.test(await source.head(file, 64))) lists.push(file);
  return lists;
}

export const fairface: Format = {
  title: 'FairFace',
  about: 'Age group, gender and race in a csv, one face a picture.',
  unit: 'face',
  pictures: 'jpeg',
  keepsTurns: false,
  carries: holdsOnly({
    age: part('the group of nine; years become its middle', 10),
    gender: whole(),
    race: part('Others is left out; Asian is written as East Asian'),
  }),
  origin: '',
  overlap: '',
  classes: [],
  options: {},
  recognise: async (source) => (await listsOf(source)).length > 0,
  read,
  pictureFile,
  write,
};
