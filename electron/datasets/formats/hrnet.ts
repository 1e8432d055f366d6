/**
 * The lists of HRNet for facial landmarks, which other trainers read too: a csv a split with the picture, the box's longer side
 * over 200, the box's middle, and x and y of each point. They are read by the place of their columns, whatever those are called.
 * Lists of 300W have 68 points, those of WFLW 98.
 */
import path from 'node:path';
import type { Split } from '../../shared/domain/dataset.ts';
import { LANDMARK_COUNT } from '../../shared/domain/vocabulary.ts';
import { csvTable } from '../croissant-records.ts';
import { csvLine, parseCsvLine } from '../csv.ts';
import { type FaceLine, readFaceLines } from '../face-lines.ts';
import {
  type DatasetWriter,
  type Format,
  foundFace,
  type Header,
  holdsOnly,
  part,
  partsOf,
  said,
  saidOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { listFiles } from '../lists.ts';
import { decimals, numbers, pairs } from '../numbers.ts';
import type { Output } from '../output.ts';
import { IN_WFLW, pick68 } from '../points.ts';
import { fileByFile } from '../rejections.ts';
import { filesLike, hasLike, type Line, type Mark, type Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';

const FORMAT = 'hrnet';
const FOLDER = 'images';
const PLACES = 4;
/** The box's side at a scale of 1, in pixels. */
const SIDE = 200;
const BOX = ['scale', 'center_w', 'center_h'] as const;
const WFLW_POINTS = 98;

const COLUMNS: readonly string[] = [
  'image_path',
  ...BOX,
  ...Array.from({ length: LANDMARK_COUNT }, (_, at) => [`original_${at}_x`, `original_${at}_y`]).flat(),
];
const LIST: Mark = { names: ['.csv'], bytes: 128, fits: (head) => /^[^,\n]+,scale,center_w,center_h,/.test(head) };

/** What a split is called in the lists' names. */
const SPLIT_WORDS: Readonly<Record<Split, string>> = { train: 'train', val: 'valid', test: 'test' };
const listOf = (split: Split | null): string => `face_landmarks_${SPLIT_WORDS[split ?? 'train']}.csv`;

/** The middle of the first pixel, (0.5, 0.5) here, is at (2, 2), (1, 1) or (0, 0) there. */
const shiftOf = (options: Readonly<Record<string, string>>): number => Number(options['origin']) - 0.5;

function write(output: Output, { options }: Header): DatasetWriter {
  const lists = listFiles(output, csvLine(COLUMNS));
  const shift = shiftOf(options);
  return {
    async add({ name, split, faces }) {
      for (const face of faces) {
        const points = saidOf(face, 'landmarks')?.points;
        if (!points) continue;
        const { x, y, width, height } = face.box;
        const box = [x + width / 2 + shift, y + height / 2 + shift].map((value) => decimals(value, PLACES));
        const cells = points.flat().map((value) => decimals(value + shift, PLACES));
        await lists.write(
          listOf(split),
          csvLine([name, decimals(Math.max(width, height) / SIDE, 7), ...box, ...cells]),
        );
      }
    },
    async finish() {},
  };
}

/** @throws {TypeError | RangeError} for a line that is no face */
function readLine({ text }: Line, shift: number): FaceLine {
  const [name = '', ...cells] = parseCsvLine(text);
  const [scale, middleX, middleY, ...values] = numbers(cells);
  const count = values.length / 2;
  if (count !== LANDMARK_COUNT && count !== WFLW_POINTS)
    throw new RangeError(
      `a row has a picture, a box of three numbers and ${LANDMARK_COUNT} or ${WFLW_POINTS} points, this one ${values.length} more numbers`,
    );
  if (name.trim() === '') throw new TypeError('a row has no picture');
  const all = pairs(values).map(([x, y]): [number, number] => [x - shift, y - shift]);
  const points = count === WFLW_POINTS ? pick68(all, IN_WFLW) : all;
  const side = scale! * SIDE;
  const box = { x: middleX! - shift - side / 2, y: middleY! - shift - side / 2, width: side, height: side };
  return { name: name.trim(), face: foundFace(FORMAT, box, [said(FORMAT, 'landmarks', { points, spread: null })]) };
}

/** 300W's `…_valid.csv` holds the rows of `…_valid_common.csv` and `…_valid_challenge.csv` beside it: those are read once. */
async function listsOf(source: Source): Promise<string[]> {
  const files: string[] = [];
  for await (const file of filesLike(source, LIST)) files.push(file);
  const stems = files.map((file) => file.slice(0, -path.posix.extname(file).length));
  return files.filter((_, at) => !stems.some((stem) => stem.endsWith('_valid') && stems[at]!.startsWith(`${stem}_`)));
}

export const hrnet: Format = {
  title: 'HRNet (.csv)',
  about: '68 landmarks and a square box a face, a row each; lists with WFLW’s 98 are read, too.',
  unit: 'photo',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({
    box: part('of faces that have landmarks: its middle and its longer side', 0.0001),
    landmarks: whole(0.0001),
  }),
  origin: 'middles of pixels from 2',
  overlap: '',
  classes: [],
  options: {
    origin: {
      about: 'What the middle of the first pixel is called',
      choices: [
        { value: '2', label: '2, as the lists that HRNet came with' },
        { value: '1', label: '1, as iBUG' },
        { value: '0', label: '0' },
      ],
    },
  },
  recognise: (source) => hasLike(source, LIST),
  async *read(source, options) {
    const shift = shiftOf(options);
    yield* fileByFile(await listsOf(source), (file) =>
      readFaceLines(source, file, splitOfName(path.posix.basename(file)), (line) =>
        line.line === 1 ? null : readLine(line, shift),
      ),
    );
  },
  tables: (header) =>
    partsOf(header).map((split) =>
      csvTable(split ?? 'faces', listOf(split), {
        image_path: ['text', "the picture's file, in the folder images"],
        scale: ['number', "the longer side of the face's box over 200"],
        center_w: ['number', "the box's middle, to the right"],
        center_h: ['number', "the box's middle, downwards"],
        ...Object.fromEntries(
          COLUMNS.slice(4).map((column, at) => [
            column,
            ['number', `${at % 2 === 0 ? 'x' : 'y'} of point ${Math.floor(at / 2) + 1} of 68`] as const,
          ]),
        ),
      }),
    ),
  pictureFile: ({ name }: WriteItem) => `${FOLDER}/${name}`,
  write,
};
