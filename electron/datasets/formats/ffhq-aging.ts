/**
 * FFHQ-Aging: a csv with a line a picture, by its number: age group of ten, gender, the head's angles in degrees (pitch, roll,
 * yaw), and whether the person's eyes are covered. Pictures are `00000.png`, in folders of a thousand.
 */
import path from 'node:path';
import { isPhotoName } from '../../shared/domain/image.ts';
import { anglesToQuaternion, quaternionToAngles, toDegrees, toRadians } from '../../shared/domain/pose.ts';
import { GENDERS } from '../../shared/domain/vocabulary.ts';
import { ageOf } from '../ages.ts';
import { csvTable } from '../croissant-records.ts';
import { csvLine, readTable } from '../csv.ts';
import {
  allSaid,
  type DatasetFace,
  type Format,
  foundFace,
  foundPicture,
  holdsOnly,
  part,
  type Reading,
  saidOf,
  type ValueOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { listFiles } from '../lists.ts';
import { decimals, numbers } from '../numbers.ts';
import type { Source } from '../source.ts';
import { memberOf } from '../words.ts';

const FORMAT = 'ffhq-aging';
const LIST = 'ffhq_aging_labels.csv';
const IN_FOLDER = 1000;
const PLACES = 6;
const COLUMNS = [
  'image_number',
  'age_group',
  'age_group_confidence',
  'gender',
  'gender_confidence',
  'head_pitch',
  'head_roll',
  'head_yaw',
] as const;

/** First and last year of each group. */
const GROUPS: readonly [number, number][] = [
  [0, 2],
  [3, 6],
  [7, 9],
  [10, 14],
  [15, 19],
  [20, 29],
  [30, 39],
  [40, 49],
  [50, 69],
  [70, 120],
];
const groupName = ([first, last]: readonly [number, number]): string => `${first}-${last}`;
const groupOf = (years: number): string =>
  groupName(GROUPS.find(([, last]) => Math.floor(years) <= last) ?? GROUPS[9]!);

/** The group's middle, and its decade; 50 to 69 is two decades, and 70 and above has no middle. */
function ageOfGroup(name: string): ValueOf<'age'> | null {
  const group = GROUPS.find((one) => groupName(one) === name);
  if (!group) return null;
  const years = group[0] === 70 ? 75 : (group[0] + group[1] + 1) / 2;
  return ageOf(years);
}

function pictureFile(item: WriteItem): string {
  const folder = String(Math.floor(item.ordinal / IN_FOLDER) * IN_FOLDER).padStart(5, '0');
  const ending = path.posix.extname(item.name);
  return `${item.split ? `${item.split}/` : ''}${folder}/${String(item.ordinal).padStart(5, '0')}${ending}`;
}

function rowOf(face: DatasetFace, ordinal: number): string | null {
  const [age, gender, pose] = [saidOf(face, 'age'), saidOf(face, 'gender'), saidOf(face, 'pose')];
  if (!age && !gender && !pose) return null;
  const of = (task: 'age' | 'gender') =>
    face.annotations.find((annotation) => annotation.task === task)?.confidence ?? 1;
  const angles = pose && quaternionToAngles(pose.quaternion);
  return csvLine([
    ordinal,
    age ? groupOf(age.years) : '',
    age ? decimals(of('age'), PLACES) : '',
    gender?.label ?? '',
    gender ? decimals(of('gender'), PLACES) : '',
    ...(angles
      ? [angles.pitch, angles.roll, angles.yaw].map((angle) => decimals(toDegrees(angle), PLACES))
      : ['', '', '']),
  ]);
}

async function* read(source: Source): AsyncGenerator<Reading> {
  const pictures = new Map<number, string>();
  for (const file of await source.files()) {
    const { name } = path.posix.parse(file);
    if (isPhotoName(file) && /^\d{5}$/.test(name)) pictures.set(Number(name), file);
  }
  for (const list of await source.named(LIST))
    yield* readTable(source, list, COLUMNS, async ({ cell, problem, place }) => {
      const [number] = numbers([cell('image_number')]);
      const [group, sex] = [cell('age_group'), cell('gender')];
      const age = ageOfGroup(group);
      if (!age && group !== '') problem(`age_group: «${group}» is none of the ten groups`);
      const gender = memberOf(GENDERS, sex);
      if (!gender && sex !== '') problem(`gender: «${sex}» is none of ${GENDERS.join(', ')}`);
      const turn = [cell('head_pitch'), cell('head_roll'), cell('head_yaw')];
      const [pitch, roll, yaw] = turn.includes('') ? [] : numbers(turn).map(toRadians);
      const picture = pictures.get(number!) ?? null;
      const stem = String(number).padStart(5, '0');
      return foundPicture({
        name: picture ?? (await source.nameOfStem(stem)) ?? `${stem}.png`,
        file: picture && source.full(picture),
        faces: [
          foundFace(
            FORMAT,
            null,
            allSaid(FORMAT, {
              age,
              gender: gender && { label: gender },
              pose: pitch === undefined ? null : { quaternion: anglesToQuaternion({ pitch, roll: roll!, yaw: yaw! }) },
            }),
          ),
        ],
        place,
      });
    });
}

export const ffhqAging: Format = {
  title: 'FFHQ-Aging',
  about: 'Age group, gender and pose in a csv, one face a picture.',
  unit: 'face',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({
    age: part('the group of ten; years become its middle', 10),
    gender: whole(),
    pose: whole(0.0001, 'pitch, roll and yaw in degrees'),
  }),
  origin: '',
  overlap: '',
  classes: [],
  options: {},
  recognise: async (source) => (await source.named(LIST)).length > 0,
  read,
  tables: () => [
    csvTable('faces', LIST, {
      image_number: ['whole', "number of the picture, which is its file's name"],
      age_group: ['text', 'one of ten groups of years'],
      gender: ['text', 'male or female, as it appears'],
      head_pitch: ['number', 'in degrees'],
      head_roll: ['number', 'in degrees'],
      head_yaw: ['number', 'in degrees'],
    }),
  ],
  pictureFile,
  write(output) {
    const list = listFiles(output, csvLine(COLUMNS));
    return {
      async add(item) {
        const [face] = item.faces;
        const row = face && rowOf(face, item.ordinal);
        if (row) await list.write(LIST, row);
      },
      async finish() {},
    };
  },
};
