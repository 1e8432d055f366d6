/**
 * MORPH-II: person, number of the picture, sex and age in the picture's name, `000001_00M52.JPG`. People are numbers there: who
 * has a name gets the next one, and `people.csv` tells whose it is. Its race is in no file whose layout is agreed on.
 */
import path from 'node:path';
import { isPhotoName } from '../../shared/domain/image.ts';
import { ageOf } from '../ages.ts';
import { csvLine } from '../csv.ts';
import { type Format, foundFace, holdsOnly, part, said, saidOf, type WriteItem, whole } from '../format.ts';
import { oneLine } from '../names.ts';
import { listedPeople, PEOPLE_LIST } from '../people.ts';

const FORMAT = 'morph';
/** Some names have another digit in the number of the picture. */
const PATTERN = /^(\d+)_(\d+)([MF])(\d{1,3})\.\w+$/i;
const HIGHEST = 130;

const ending = (item: WriteItem): { sex: string; years: string } | null => {
  const [face] = item.faces;
  const age = face && saidOf(face, 'age');
  const gender = face && saidOf(face, 'gender');
  if (!age || !gender) return null;
  return {
    sex: gender.label === 'male' ? 'M' : 'F',
    years: String(Math.min(HIGHEST, Math.round(age.years))).padStart(2, '0'),
  };
};

/**
 * The picture's own number stands for the person: a name must not depend on pictures before it. The list tells which of
 * them are one.
 */
function nameOf(item: WriteItem): string | null {
  const end = ending(item);
  return end && `${String(item.ordinal + 1).padStart(6, '0')}_00${end.sex}${end.years}.JPG`;
}

export const morph: Format = {
  title: 'MORPH-II',
  about: 'Person, sex and age in the names of the pictures, one face each.',
  unit: 'face',
  pictures: 'jpeg',
  keepsTurns: false,
  carries: holdsOnly({
    age: whole(0.5, 'whole years; faces without age and gender are in the folder «incomplete», without labels'),
    gender: whole(),
    identity: part('the name, in a list beside the pictures; no embedding'),
  }),
  origin: '',
  overlap: '',
  classes: [],
  options: {},
  async recognise(source) {
    const pictures = (await source.files()).filter(isPhotoName).slice(0, 200);
    const fitting = pictures.filter((file) => PATTERN.test(path.posix.basename(file)));
    return pictures.length > 0 && fitting.length > pictures.length / 2;
  },
  async *read(source) {
    const { names, rejected } = await listedPeople(source);
    yield* rejected;
    const isOurs = names.size > 0;
    for (const file of await source.files()) {
      if (!isPhotoName(file)) continue;
      const place = { file, line: null };
      const [, person, , sex, years] = PATTERN.exec(path.posix.basename(file)) ?? [];
      if (!person || Number(years) > HIGHEST) {
        yield { ...place, reason: person ? `nobody is ${years} years old` : 'the name is not person_numberSexAge' };
        continue;
      }
      // Where a list tells of people, who is not on it has no name.
      const label = isOurs ? names.get(person) : `MORPH ${person}`;
      yield {
        name: file,
        file: source.full(file),
        bytes: null,
        hash: null,
        size: null,
        split: null,
        faces: [
          foundFace(FORMAT, null, [
            said(FORMAT, 'age', ageOf(Number(years))),
            said(FORMAT, 'gender', { label: sex!.toUpperCase() === 'M' ? 'male' : 'female' }),
            ...(label === undefined ? [] : [said(FORMAT, 'identity', { label, embedding: null })]),
          ]),
        ],
        place,
      };
    }
  },
  pictureFile: (item) => `${item.split ? `${item.split}/` : ''}${nameOf(item) ?? `incomplete/${item.name}`}`,
  write(output, header) {
    const list = header.pictures ? output.text(PEOPLE_LIST) : null;
    let isFirst = true;
    return {
      async add(item) {
        if (isFirst) await list?.write('folder,person,pictures\n');
        isFirst = false;
        const [face] = item.faces;
        const person = face && saidOf(face, 'identity')?.label;
        const name = nameOf(item);
        if (person && name) await list?.write(csvLine([name.slice(0, 6), oneLine(person), 1]));
      },
      async finish() {},
    };
  },
};
