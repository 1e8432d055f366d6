/** AgeDB: everything stands in the picture's name, `index_Name_age_gender.jpg`, such as `0_MariaCallas_35_f.jpg`. */
import { allSaid, type Format, holdsOnly, part, saidOf, type WriteItem, whole } from '../format.ts';
import { listedPeople, PEOPLE_LIST, personFolder, writePeople } from '../people.ts';
import { ageInName, looksNamed, namedPicture, readNames } from '../picture-names.ts';

const FORMAT = 'agedb';
const NAMES = { pattern: /^(\d+)_(.+)_(\d{1,3})_([mf])\.\w+$/, layout: 'index_Name_age_gender' };

/** Only faces with all three values have a name here. */
function nameOf({ faces: [face], ordinal }: WriteItem): string | null {
  const person = face && saidOf(face, 'identity')?.label;
  const age = face && saidOf(face, 'age');
  const gender = face && saidOf(face, 'gender');
  if (!person || !age || !gender) return null;
  return `${ordinal}_${personFolder(person)}_${Math.round(age.years)}_${gender.label === 'male' ? 'm' : 'f'}.jpg`;
}

export const agedb: Format = {
  title: 'AgeDB',
  about: 'Person, age and gender in the names of the pictures, one face each.',
  unit: 'face',
  pictures: 'jpeg',
  keepsTurns: false,
  carries: holdsOnly({
    age: whole(0.5, 'whole years; faces without name, age and gender are in the folder «incomplete», without labels'),
    gender: whole(),
    identity: part('the name; no embedding'),
  }),
  origin: '',
  overlap: '',
  classes: [],
  options: {},
  recognise: (source) => looksNamed(source, NAMES.pattern),
  async *read(source) {
    const { names, rejected } = await listedPeople(source);
    yield* rejected;
    yield* readNames(source, FORMAT, NAMES, ([, person = '', years = '', gender]) =>
      allSaid(FORMAT, {
        age: ageInName(years),
        gender: { label: gender === 'm' ? 'male' : 'female' },
        identity: { label: names.get(person) ?? person, embedding: null },
      }),
    );
  },
  pictureFile: namedPicture(nameOf),
  write(output, header) {
    const people = new Map<string, number>();
    return {
      async add(item) {
        const [face] = item.faces;
        const person = face && saidOf(face, 'identity')?.label;
        if (person && nameOf(item)) people.set(person, (people.get(person) ?? 0) + 1);
      },
      async finish() {
        // Names that a file's name cannot hold are told beside the pictures that bear them.
        if (header.pictures && people.size > 0) await writePeople(output.text(PEOPLE_LIST), people);
      },
    };
  },
};
