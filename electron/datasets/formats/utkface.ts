/**
 * UTKFace: everything stands in the picture's name, `age_gender_race_time.jpg`. Three names of the original lack the race and
 * one the gender: those values are left out, and the time is not taken for a race. Lists give the 68 points of pictures by name.
 */
import { GENDERS, LANDMARK_COUNT, RACES } from '../../shared/domain/vocabulary.ts';
import {
  allSaid,
  type Format,
  holdsOnly,
  type Reading,
  type Rejection,
  saidOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { listFiles } from '../lists.ts';
import { decimals, numbers, pairs, words } from '../numbers.ts';
import { ageInName, looksNamed, namedPicture, readNames } from '../picture-names.ts';
import { sentenceOf } from '../rejections.ts';
import type { Source } from '../source.ts';

const FORMAT = 'utkface';
const LIST = /(^|\/)landmark_list_part\d+\.txt$/i;
const PLACES = 4;
const NAMES = { pattern: /^(\d{1,3})_([^_]*)_(?:([^_]*)_)?(\d{8,})/, layout: 'age_gender_race_time' };
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

/** What a point's number is short of its distance from the picture's edge. */
const shiftOf = (options: Readonly<Record<string, string>>): number => (options['origin'] === 'edge' ? 0 : 0.5);

/** The points of pictures by their names, from lists of a name and 136 numbers a line. */
async function pointsOf(
  source: Source,
  shift: number,
): Promise<{ points: Map<string, [number, number][]>; rejected: Rejection[] }> {
  const points = new Map<string, [number, number][]>();
  const rejected: Rejection[] = [];
  for (const file of (await source.named('.txt')).filter((name) => LIST.test(name)))
    for await (const { text, line } of source.lines(file)) {
      if (text.trim() === '') continue;
      try {
        const [name = '', ...rest] = words(text);
        if (rest.length !== 2 * LANDMARK_COUNT)
          throw new RangeError(`a line has a name and ${2 * LANDMARK_COUNT} numbers, and this one ${rest.length}`);
        points.set(
          name,
          pairs(numbers(rest)).map(([x, y]): [number, number] => [x + shift, y + shift]),
        );
      } catch (error) {
        rejected.push({ file, line, reason: sentenceOf(error) });
      }
    }
  return { points, rejected };
}

async function* read(source: Source, options: Readonly<Record<string, string>>): AsyncGenerator<Reading> {
  const { points, rejected } = await pointsOf(source, shiftOf(options));
  yield* rejected;
  yield* readNames(source, FORMAT, NAMES, ([years = '', gender = '', race], base, problem) => {
    const age = ageInName(years);
    const sex = /^[01]$/.test(gender) ? GENDERS[Number(gender)] : undefined;
    const ancestry = /^[0-4]$/.test(race ?? '') ? RACES[Number(race)] : undefined;
    if (!sex) problem('the name has no gender (0 or 1); it is left out');
    if (!ancestry) problem('the name has no race (0 to 4); it is left out');
    // The aligned «chip» of a picture is another picture: the points are not of it.
    const own = points.get(base);
    return allSaid(FORMAT, {
      age,
      gender: sex && { label: sex },
      race: ancestry && { label: ancestry },
      landmarks: own && { points: own, spread: null },
    });
  });
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
    landmarks: whole(0.0001, 'in a list beside the pictures'),
  }),
  origin: 'of points: middles of pixels from 0; nobody says so, and an option takes edges',
  overlap: '',
  classes: [],
  options: {
    origin: {
      about: 'Where points count from',
      choices: [
        { value: 'center', label: 'the middle of the first pixel' },
        { value: 'edge', label: 'the edge of the first pixel' },
      ],
    },
  },
  recognise: (source) => looksNamed(source, NAMES.pattern),
  read,
  pictureFile: namedPicture(nameOf),
  write(output, header) {
    const list = listFiles(output);
    const shift = shiftOf(header.options);
    return {
      async add(item) {
        const name = nameOf(item);
        const points = item.faces[0] && saidOf(item.faces[0], 'landmarks')?.points;
        // The lists speak of pictures by the names that only they have.
        if (!name || !points || !header.pictures) return;
        const numbers = points.flat().map((value) => decimals(value - shift, PLACES));
        await list.write('landmark_list_part1.txt', `${name} ${numbers.join(' ')} \n`);
      },
      async finish() {},
    };
  },
};
