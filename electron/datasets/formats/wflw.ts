/**
 * WFLW: a line a face with 98 points (x, y), the box's two corners, six flags (pose, expression, illumination, make-up,
 * occlusion, blur) and the picture's path.
 */
import path from 'node:path';
import type { Split } from '../../shared/domain/dataset.ts';
import { type FaceLine, readFaceLines } from '../face-lines.ts';
import { type Format, foundFace, holdsOnly, said, saidOf, type WriteItem, whole } from '../format.ts';
import { listFiles } from '../lists.ts';
import { decimals, numbers, pairs } from '../numbers.ts';
import type { Output } from '../output.ts';
import { IN_WFLW, pick68, toWflw } from '../points.ts';
import { fileByFile } from '../rejections.ts';
import type { Line, Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';

const FORMAT = 'wflw';
const POINTS = 98;
const FOLDER = 'WFLW_images';
const NUMBERS = 2 * POINTS + 4 + 6;
const PLACES = 6;
const SHIFTS: Record<string, number> = { '0': -0.5, '1': 0.5 };

const listOf = (split: Split | null): string =>
  `WFLW_annotations/list_98pt_rect_attr_train_test/list_98pt_rect_attr_${split ?? 'train'}.txt`;

function write(output: Output, { options }: Parameters<Format['write']>[1]): ReturnType<Format['write']> {
  const lists = listFiles(output);
  const shift = SHIFTS[options['origin']!]!;
  return {
    async add({ name, split, faces }) {
      for (const face of faces) {
        const points = saidOf(face, 'landmarks')?.points;
        if (!points) continue;
        const { x, y, width, height } = face.box;
        const corners = [x, y, x + width, y + height].map((side) => decimals(side, 4));
        const cells = toWflw(points)
          .flat()
          .map((value) => decimals(value + shift, PLACES));
        // The six flags say what was not looked at here: nothing out of the ordinary.
        await lists.write(listOf(split), `${[...cells, ...corners, 0, 0, 0, 0, 0, 0].join(' ')} ${name}\n`);
      }
    },
    async finish() {},
  };
}

function readLine({ text }: Line, shift: number): FaceLine {
  const cells = text.split(' ');
  const values = numbers(cells.slice(0, NUMBERS));
  const name = cells.slice(NUMBERS).join(' ').trim();
  if (values.length !== NUMBERS || name === '')
    throw new RangeError(`a line has ${NUMBERS} numbers and a picture, this one has ${values.length} numbers`);
  const points = pick68(pairs(values.slice(0, 2 * POINTS)), IN_WFLW).map(([x, y]): [number, number] => [
    x - shift,
    y - shift,
  ]);
  const [left, top, right, bottom] = values.slice(2 * POINTS) as [number, number, number, number];
  const box = { x: left, y: top, width: right - left, height: bottom - top };
  return { name, face: foundFace(FORMAT, box, [said(FORMAT, 'landmarks', { points, spread: null })]) };
}

const listsOf = async (source: Source): Promise<string[]> =>
  (await source.named('.txt')).filter((file) => /list_98pt_rect_attr_\w+\.txt$/.test(file));

export const wflw: Format = {
  title: 'WFLW',
  about: '98 landmarks and a box a face, a line each.',
  unit: 'photo',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({
    box: whole(0.0001, 'of faces that have landmarks'),
    landmarks: whole(0.0001, '98 points, 30 of them reckoned from the 68'),
  }),
  origin: 'points: middles of pixels; boxes: edges from 0',
  overlap: '',
  classes: [],
  options: {
    origin: {
      about: 'What the middle of the first pixel is called',
      choices: [
        { value: '0', label: '0' },
        { value: '1', label: '1, as MATLAB' },
      ],
    },
  },
  recognise: async (source) => (await listsOf(source)).length > 0,
  async *read(source, options) {
    const shift = SHIFTS[options['origin']!]!;
    yield* fileByFile(await listsOf(source), (file) =>
      readFaceLines(source, file, splitOfName(path.posix.basename(file)), (line) => readLine(line, shift)),
    );
  },
  pictureFile: ({ name }: WriteItem) => `${FOLDER}/${name}`,
  write,
};
