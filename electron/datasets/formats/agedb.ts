/** AgeDB: everything stands in the picture's name, `index_Name_age_gender.jpg`, such as `0_MariaCallas_35_f.jpg`. */
import path from 'node:path';
import { isPhotoName } from '../../shared/domain/image.ts';
import { ageOf } from '../ages.ts';
import { type Format, foundFace, holdsOnly, part, said, saidOf, type WriteItem, whole } from '../format.ts';
import { listedPeople, personFolder, writePeople } from '../people.ts';

const FORMAT = 'agedb';
const PATTERN = /^(\d+)_(.+)_(\d{1,3})_([mf])\.\w+$/;
const HIGHEST = 130;

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
  async recognise(source) {
    const pictures = (await source.files()).filter(isPhotoName).slice(0, 200);
    const fitting = pictures.filter((file) => PATTERN.test(path.posix.basename(file)));
    return pictures.length > 0 && fitting.length > pictures.length / 2;
  },
  async *read(source) {
    const { names, rejected } = await listedPeople(source);
    yield* rejected;
    for (const file of await source.files()) {
      if (!isPhotoName(file)) continue;
      const place = { file, line: null };
      const [, , person, years, gender] = PATTERN.exec(path.posix.basename(file)) ?? [];
      if (!person || Number(years) > HIGHEST) {
        yield { ...place, reason: person ? `nobody is ${years} years old` : 'the name is not index_Name_age_gender' };
        continue;
      }
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
            said(FORMAT, 'gender', { label: gender === 'm' ? 'male' : 'female' }),
            said(FORMAT, 'identity', { label: names.get(person) ?? person, embedding: null }),
          ]),
        ],
        place,
      };
    }
  },
  pictureFile: (item) => `${item.split ? `${item.split}/` : ''}${nameOf(item) ?? `incomplete/${item.name}`}`,
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
        if (header.pictures && people.size > 0) await writePeople(output.text('people.csv'), people);
      },
    };
  },
};
