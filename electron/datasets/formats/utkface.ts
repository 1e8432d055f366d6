/**
 * UTKFace: everything stands in the picture's name, `age_gender_race_time.jpg`. Three names of the original lack the race and
 * one the gender: those values are left out, and the time is not taken for a race.
 */
import path from 'node:path';
import { isPhotoName } from '../../shared/domain/image.ts';
import { GENDERS, RACES } from '../../shared/domain/vocabulary.ts';
import { ageOf } from '../ages.ts';
import { type Format, foundFace, holdsOnly, type Reading, said, saidOf, type WriteItem, whole } from '../format.ts';

const FORMAT = 'utkface';
const PATTERN = /^(\d{1,3})_([^_]*)_(?:([^_]*)_)?(\d{8,})/;
/** No clock: a time that counts with the pictures, in the original's form of year to millisecond. */
const TIME = '20170101000000000';

const timeOf = (ordinal: number): string => String(BigInt(TIME) + BigInt(ordinal));

/** Only faces with all three values have a name here. */
function nameOf({ faces: [face], ordinal }: WriteItem): string | null {
  const age = face && saidOf(face, 'age');
  const gender = face && saidOf(face, 'gender');
  const race = face && saidOf(face, 'race');
  if (!age || !gender || !race) return null;
  const numbers = [Math.min(116, Math.round(age.years)), GENDERS.indexOf(gender.label), RACES.indexOf(race.label)];
  return `${numbers.join('_')}_${timeOf(ordinal)}.jpg`;
}

async function* read(source: Parameters<Format['read']>[0]): AsyncGenerator<Reading> {
  for (const file of await source.files()) {
    const base = path.posix.basename(file);
    if (!isPhotoName(base)) continue;
    const place = { file, line: null };
    const found = PATTERN.exec(base);
    if (!found) {
      yield { ...place, reason: 'the name is not age_gender_race_time' };
      continue;
    }
    const [, years, gender, race] = found;
    const sex = /^[01]$/.test(gender!) ? GENDERS[Number(gender)] : undefined;
    const ancestry = /^[0-4]$/.test(race ?? '') ? RACES[Number(race)] : undefined;
    if (!sex) yield { ...place, reason: 'the name has no gender (0 or 1); it is left out' };
    if (!ancestry) yield { ...place, reason: 'the name has no race (0 to 4); it is left out' };
    if (Number(years) > 130) {
      yield { ...place, reason: `nobody is ${years} years old` };
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
          ...(sex ? [said(FORMAT, 'gender', { label: sex })] : []),
          ...(ancestry ? [said(FORMAT, 'race', { label: ancestry })] : []),
        ]),
      ],
      place,
    };
  }
}

export const utkface: Format = {
  title: 'UTKFace',
  about: 'Age, gender and race in the names of the pictures, one face each.',
  unit: 'face',
  pictures: 'jpeg',
  keepsTurns: false,
  carries: holdsOnly({
    age: whole(0.5, 'whole years; faces without age, gender and race are in the folder «incomplete», without labels'),
    gender: whole(),
    race: whole(),
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
  read,
  pictureFile: (item) => {
    const folder = item.split ? `${item.split}/` : '';
    return `${folder}${nameOf(item) ?? `incomplete/${item.name}`}`;
  },
  write: () => ({ async add() {}, async finish() {} }),
};
