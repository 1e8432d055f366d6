/**
 * MORPH-II: person, number of the picture, sex and age in the picture's name, `000001_00M52.JPG`. People are numbers there: who
 * has a name gets the next one, and `people.csv` tells whose it is. Its race is in no file whose layout is agreed on.
 */
import { allSaid, type Format, holdsOnly, part, saidOf, type WriteItem, whole } from '../format.ts';
import { listFiles } from '../lists.ts';
import { listedPeople, PEOPLE_HEAD, PEOPLE_LIST, personRow } from '../people.ts';
import { ageInName, looksNamed, namedPicture, OLDEST, readNames } from '../picture-names.ts';

const FORMAT = 'morph';
/** Some names have another digit in the number of the picture. */
const NAMES = { pattern: /^(\d+)_(\d+)([MF])(\d{1,3})\.\w+$/i, layout: 'person_numberSexAge' };

/** The picture's number, which stands for the person: a name must not depend on pictures before it. The list tells who is one. */
const numberOf = ({ ordinal }: WriteItem): string => String(ordinal + 1).padStart(6, '0');

/** Only faces with both values have a name here. */
function nameOf(item: WriteItem): string | null {
  const [face] = item.faces;
  const age = face && saidOf(face, 'age');
  const gender = face && saidOf(face, 'gender');
  if (!age || !gender) return null;
  const years = String(Math.min(OLDEST, Math.round(age.years))).padStart(2, '0');
  return `${numberOf(item)}_00${gender.label === 'male' ? 'M' : 'F'}${years}.JPG`;
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
  recognise: (source) => looksNamed(source, NAMES.pattern),
  async *read(source) {
    const { names, rejected } = await listedPeople(source);
    yield* rejected;
    yield* readNames(source, FORMAT, NAMES, ([person = '', , sex = '', years = '']) => {
      // Where a list tells of people, who is not on it has no name.
      const label = names.size > 0 ? names.get(person) : `MORPH ${person}`;
      return allSaid(FORMAT, {
        age: ageInName(years),
        gender: { label: sex.toUpperCase() === 'M' ? 'male' : 'female' },
        identity: label === undefined ? null : { label, embedding: null },
      });
    });
  },
  pictureFile: namedPicture(nameOf),
  write(output, header) {
    const list = listFiles(output, PEOPLE_HEAD);
    return {
      async add(item) {
        const [face] = item.faces;
        const person = face && saidOf(face, 'identity')?.label;
        // A list without people tells that nobody has a name.
        const row = person && nameOf(item) ? personRow(numberOf(item), person, 1) : '';
        if (header.pictures) await list.write(PEOPLE_LIST, row);
      },
      async finish() {},
    };
  },
};
