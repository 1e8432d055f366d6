/**
 * AffectNet: expressions by number in an order of its own (0 neutral … 7 contempt; 8 none, 9 uncertain, 10 no face), as csv
 * with a box and 68 landmarks, or, in the release of eight labels, as small NumPy files beside the pictures.
 */
import path from 'node:path';
import type { Split } from '../../shared/domain/dataset.ts';
import type { Box } from '../../shared/domain/geometry.ts';
import { type EXPRESSIONS, LANDMARK_COUNT } from '../../shared/domain/vocabulary.ts';
import { csvTable } from '../croissant-records.ts';
import { csvLine, readTable } from '../csv.ts';
import {
  allSaid,
  type DatasetWriter,
  type Format,
  foundFace,
  foundPicture,
  holdsOnly,
  partsOf,
  type Reading,
  saidOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { listFiles } from '../lists.ts';
import { readNpy } from '../npy.ts';
import { decimals, numbers, pairs } from '../numbers.ts';
import type { Output } from '../output.ts';
import { attempt, fileByFile } from '../rejections.ts';
import { filesLike, hasLike, type Mark, type Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';

const FORMAT = 'affectnet';
type Expression = (typeof EXPRESSIONS)[number];
const ORDER: readonly Expression[] = [
  'neutral',
  'happiness',
  'sadness',
  'surprise',
  'fear',
  'disgust',
  'anger',
  'contempt',
];
/** 8 to 10 say that there is no expression to be had. */
const LAST = 10;
const COLUMNS = [
  'subDirectory_filePath',
  'face_x',
  'face_y',
  'face_width',
  'face_height',
  'facial_landmarks',
  'expression',
  'valence',
  'arousal',
] as const;
const LIST: Mark = { names: ['.csv'], bytes: 64, fits: (head) => head.startsWith(COLUMNS[0]) };
/** What AffectNet writes where it knows neither valence nor arousal. */
const UNKNOWN = -2;
const PLACES = 4;

const pictureFile = ({ ordinal, name }: WriteItem): string => `${Math.floor(ordinal / 1000)}/${name}`;
const listOf = (split: Split | null): string =>
  ({ train: 'training.csv', val: 'validation.csv', test: 'test.csv', all: 'training.csv' })[split ?? 'all'];

function write(output: Output): DatasetWriter {
  const lists = listFiles(output, csvLine(COLUMNS));
  return {
    async add(item) {
      const [face] = item.faces;
      if (!face) return;
      const expression = saidOf(face, 'expression');
      const points = saidOf(face, 'landmarks')?.points ?? [];
      const landmarks = points.flatMap(([x, y]) => [decimals(x - 0.5, PLACES), decimals(y - 0.5, PLACES)]).join(';');
      const { x, y, width, height } = face.box;
      const box = [x, y, width, height].map((side) => decimals(side, PLACES));
      // 9 is «uncertain»: nobody has said it.
      const label = expression ? ORDER.indexOf(expression.label) : 9;
      const row = csvLine([pictureFile(item), ...box, landmarks, label, UNKNOWN, UNKNOWN]);
      await lists.write(listOf(item.split), row);
    },
    async finish() {},
  };
}

function expressionOf(text: string): Expression | null {
  const label = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isInteger(label) || label < 0 || label > LAST)
    throw new TypeError(`an expression is a number from 0 to ${LAST}, not «${text}»`);
  return ORDER[label] ?? null;
}

/** @throws {RangeError} for another number of values than those of the 68 points; null for none */
function pointsOf(values: readonly number[], file = ''): [number, number][] | null {
  if (values.length === 0) return null;
  if (values.length !== 2 * LANDMARK_COUNT)
    throw new RangeError(`${file}there are ${values.length / 2} landmarks where AffectNet has ${LANDMARK_COUNT}`);
  return pairs(values).map(([x, y]) => [x + 0.5, y + 0.5]);
}

const faceOf = (box: Box | null, points: [number, number][] | null, expression: Expression | null) =>
  foundFace(
    FORMAT,
    box,
    allSaid(FORMAT, {
      landmarks: points && { points, spread: null },
      expression: expression && { label: expression },
    }),
  );

const readList = (source: Source, file: string) =>
  readTable(source, file, COLUMNS, async ({ cell, place }) => {
    const name = cell('subDirectory_filePath');
    const expression = expressionOf(cell('expression'));
    const sides = [cell('face_x'), cell('face_y'), cell('face_width'), cell('face_height')];
    const [x, y, width, height] = sides.includes('') ? [] : numbers(sides);
    const box = width! > 0 && height! > 0 ? { x: x!, y: y!, width: width!, height: height! } : null;
    const landmarks = cell('facial_landmarks');
    const points = pointsOf(landmarks === '' ? [] : numbers(landmarks.split(';')));
    const picture = await source.picture(name, file);
    return foundPicture({
      name,
      file: picture && source.full(picture),
      split: splitOfName(file),
      faces: [faceOf(box, points, expression)],
      place,
    });
  });

/** `annotations/12_exp.npy`, and `12_lnd.npy` beside it, of `images/12.jpg`. */
async function readNumpy(source: Source, file: string): Promise<Reading> {
  const place = { file, line: null };
  return attempt(place, async () => {
    const stem = file.slice(0, -'_exp.npy'.length);
    const expression = expressionOf(String(readNpy(await source.bytes(file))[0] ?? ''));
    const landmarks = `${stem}_lnd.npy`;
    const isThere = (await source.beside(file)).includes(landmarks);
    const points = isThere ? pointsOf(readNpy(await source.bytes(landmarks)).map(Number), `${landmarks}: `) : null;
    const name = `${stem.replace(/(^|\/)annotations\//, '$1images/')}.jpg`;
    const picture = await source.picture(name);
    return foundPicture({
      name,
      file: picture && source.full(picture),
      split: splitOfName(path.posix.dirname(file)),
      faces: [faceOf(null, points, expression)],
      place,
    });
  });
}

const numpyFiles = async (source: Source): Promise<string[]> =>
  (await source.named('.npy')).filter((file) => file.endsWith('_exp.npy'));

export const affectnet: Format = {
  title: 'AffectNet',
  about: 'Eight expressions with a box and 68 landmarks, in a csv.',
  unit: 'face',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({ box: whole(0.0001), landmarks: whole(0.0001), expression: whole() }),
  origin: 'boxes: edges of pixels from 0; landmarks: middles of pixels from 0',
  overlap: '',
  classes: [],
  options: {},
  recognise: async (source) => (await hasLike(source, LIST)) || (await numpyFiles(source)).length > 0,
  async *read(source) {
    yield* fileByFile(filesLike(source, LIST), (file) => readList(source, file));
    for (const file of await numpyFiles(source)) yield await readNumpy(source, file);
  },
  tables: (header) =>
    partsOf(header).map((split) =>
      csvTable(split ?? 'train', listOf(split), {
        subDirectory_filePath: ['text', "the picture's file"],
        face_x: ['number', 'left edge of the face, in pixels'],
        face_y: ['number', 'upper edge of the face, in pixels'],
        face_width: ['number', 'in pixels'],
        face_height: ['number', 'in pixels'],
        facial_landmarks: ['text', '68 points as x;y;x;y, in pixels'],
        expression: ['whole', `from 0: ${ORDER.join(', ')}`],
      }),
    ),
  pictureFile,
  write,
};
