/**
 * FairFace: a csv a split with the picture, an age group, gender and race by name. Its nine age groups and seven races become
 * the eight decades and five names here; where a group spans two decades, its years are its middle.
 */
import type { Split } from '../../shared/domain/dataset.ts';
import type { AGE_BINS, GENDERS, RACES } from '../../shared/domain/vocabulary.ts';
import { csvTable } from '../croissant-records.ts';
import { csvLine, readTable } from '../csv.ts';
import {
  allSaid,
  type DatasetWriter,
  type Format,
  foundFace,
  foundPicture,
  holdsOnly,
  part,
  partsOf,
  saidOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { listFiles } from '../lists.ts';
import type { Output } from '../output.ts';
import { fileByFile } from '../rejections.ts';
import { filesLike, hasLike, type Mark, type Source } from '../source.ts';
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

const COLUMNS = ['file', 'age', 'gender', 'race'] as const;
const HEAD = csvLine([...COLUMNS, 'service_test']);
const LIST: Mark = { names: ['.csv'], bytes: 64, fits: (head) => head.startsWith(COLUMNS.join(',')) };
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
  const lists = listFiles(output, HEAD);
  return {
    async add(item) {
      const [face] = item.faces;
      if (!face) return;
      const age = saidOf(face, 'age');
      const gender = saidOf(face, 'gender');
      const race = saidOf(face, 'race');
      const sex = gender ? (gender.label === 'male' ? 'Male' : 'Female') : '';
      const ancestry = race ? (WRITTEN_RACES[race.label] ?? '') : '';
      if (age || sex || ancestry)
        await lists.write(
          listOf(item.split),
          csvLine([pictureFile(item), age ? groupOf(age) : '', sex, ancestry, 'False']),
        );
    },
    async finish() {},
  };
}

const readList = (source: Source, file: string) =>
  readTable(source, file, COLUMNS, async ({ cell, problem, place }) => {
    const name = cell('file');
    if (name === '') throw new TypeError('a row has no picture');
    const lookUp = <Value>(column: (typeof COLUMNS)[number], table: Record<string, Value>): Value | null => {
      const word = cell(column);
      if (Object.hasOwn(table, word)) return table[word]!;
      // What a spreadsheet makes of 10-19 is a date.
      if (word !== '') problem(`${column}: «${word}» is none of ${Object.keys(table).join(', ')}`);
      return null;
    };
    const [age, gender, race] = [lookUp('age', AGES), lookUp('gender', GENDER_NAMES), lookUp('race', RACE_NAMES)];
    const picture = await source.picture(name, file);
    return foundPicture({
      name,
      file: picture && source.full(picture),
      split: splitOfName(name) ?? splitOfName(file),
      faces: [
        foundFace(
          FORMAT,
          null,
          allSaid(FORMAT, { age, gender: gender && { label: gender }, race: race && { label: race } }),
        ),
      ],
      place,
    });
  });

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
  recognise: (source) => hasLike(source, LIST),
  read: (source) => fileByFile(filesLike(source, LIST), (file) => readList(source, file)),
  tables: (header) =>
    partsOf(header).map((split) =>
      csvTable(folderOf(split), listOf(split), {
        file: ['text', "the picture's file"],
        age: ['text', 'one of nine groups of years'],
        gender: ['text', 'Male or Female, as it appears'],
        race: ['text', 'one of seven, as it appears'],
      }),
    ),
  pictureFile,
  write,
};
