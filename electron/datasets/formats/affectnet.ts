/**
 * AffectNet: expressions by number in an order of its own (0 neutral … 7 contempt; 8 none, 9 uncertain, 10 no face), as csv
 * with a box and 68 landmarks, or, in the release of eight labels, as small NumPy files beside the pictures.
 */
import path from 'node:path';
import type { Split } from '../../shared/domain/dataset.ts';
import type { Box } from '../../shared/domain/geometry.ts';
import { type EXPRESSIONS, LANDMARK_COUNT } from '../../shared/domain/vocabulary.ts';
import { csvLine, parseCsvLine } from '../csv.ts';
import {
  type DatasetWriter,
  type Format,
  foundFace,
  holdsOnly,
  type Reading,
  said,
  saidOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { readNpy } from '../npy.ts';
import { decimals, numbers, pairs } from '../numbers.ts';
import type { Output, TextFile } from '../output.ts';
import { attempt } from '../rejections.ts';
import type { Source } from '../source.ts';
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
];
/** What AffectNet writes where it knows neither valence nor arousal. */
const UNKNOWN = -2;
const PLACES = 4;

const pictureFile = ({ ordinal, name }: WriteItem): string => `${Math.floor(ordinal / 1000)}/${name}`;
const listOf = (split: Split | null): string =>
  ({ train: 'training.csv', val: 'validation.csv', test: 'test.csv', all: 'training.csv' })[split ?? 'all'];

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
        await list.write(csvLine(COLUMNS));
      }
      const expression = saidOf(face, 'expression');
      const points = saidOf(face, 'landmarks')?.points ?? [];
      const landmarks = points.flatMap(([x, y]) => [decimals(x - 0.5, PLACES), decimals(y - 0.5, PLACES)]).join(';');
      const { x, y, width, height } = face.box;
      const box = [x, y, width, height].map((side) => decimals(side, PLACES));
      // 9 is «uncertain»: nobody has said it.
      const label = expression ? ORDER.indexOf(expression.label) : 9;
      await list.write(csvLine([pictureFile(item), ...box, landmarks, label, UNKNOWN, UNKNOWN]));
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

async function* readCsv(source: Source, file: string): AsyncGenerator<Reading> {
  let columns: readonly string[] = COLUMNS;
  for await (const { text, line } of source.lines(file)) {
    if (text.trim() === '') continue;
    if (text.startsWith(COLUMNS[0]!)) {
      columns = parseCsvLine(text);
      continue;
    }
    const place = { file, line };
    yield await attempt(place, async () => {
      const cells = parseCsvLine(text);
      const cell = (name: string) => cells[columns.indexOf(name)] ?? '';
      const name = cell('subDirectory_filePath');
      const expression = expressionOf(cell('expression'));
      const [x, y, width, height] = ['face_x', 'face_y', 'face_width', 'face_height'].map((side) =>
        Number(cell(side) || Number.NaN),
      );
      const box: Box | null = width! > 0 && height! > 0 ? { x: x!, y: y!, width: width!, height: height! } : null;
      const values = cell('facial_landmarks') === '' ? [] : numbers(cell('facial_landmarks').split(';'));
      if (values.length > 0 && values.length !== 2 * LANDMARK_COUNT)
        throw new RangeError(`there are ${values.length / 2} landmarks where AffectNet has ${LANDMARK_COUNT}`);
      const points = pairs(values).map(([px, py]): [number, number] => [px + 0.5, py + 0.5]);
      const picture = await source.picture(name, file);
      return {
        name,
        file: picture && source.full(picture),
        bytes: null,
        hash: null,
        size: null,
        split: splitOfName(file),
        faces: [
          foundFace(FORMAT, box, [
            ...(points.length > 0 ? [said(FORMAT, 'landmarks', { points, spread: null })] : []),
            ...(expression ? [said(FORMAT, 'expression', { label: expression })] : []),
          ]),
        ],
        place,
      };
    });
  }
}

/** `annotations/12_exp.npy`, and `12_lnd.npy` beside it, of `images/12.jpg`. */
async function readNumpy(source: Source, file: string): Promise<Reading> {
  const place = { file, line: null };
  return attempt(place, async () => {
    const stem = file.slice(0, -'_exp.npy'.length);
    const expression = expressionOf(String(readNpy(await source.bytes(file))[0] ?? ''));
    const landmarks = `${stem}_lnd.npy`;
    const values = (await source.beside(file)).includes(landmarks)
      ? readNpy(await source.bytes(landmarks)).map(Number)
      : [];
    if (values.length > 0 && values.length !== 2 * LANDMARK_COUNT)
      throw new RangeError(
        `${landmarks}: there are ${values.length / 2} landmarks where AffectNet has ${LANDMARK_COUNT}`,
      );
    const points = pairs(values).map(([x, y]): [number, number] => [x + 0.5, y + 0.5]);
    const name = `${stem.replace(/(^|\/)annotations\//, '$1images/')}.jpg`;
    const picture = await source.picture(name);
    return {
      name,
      file: picture && source.full(picture),
      bytes: null,
      hash: null,
      size: null,
      split: splitOfName(path.posix.dirname(file)),
      faces: [
        foundFace(FORMAT, null, [
          ...(points.length > 0 ? [said(FORMAT, 'landmarks', { points, spread: null })] : []),
          ...(expression ? [said(FORMAT, 'expression', { label: expression })] : []),
        ]),
      ],
      place,
    };
  });
}

async function listsOf(source: Source): Promise<string[]> {
  const lists: string[] = [];
  for (const file of await source.named('.csv'))
    if ((await source.head(file, 64)).startsWith(COLUMNS[0]!)) lists.push(file);
  return lists;
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
  recognise: async (source) => (await listsOf(source)).length > 0 || (await numpyFiles(source)).length > 0,
  async *read(source) {
    for (const file of await listsOf(source)) yield* readCsv(source, file);
    for (const file of await numpyFiles(source)) yield await readNumpy(source, file);
  },
  pictureFile,
  write,
};
