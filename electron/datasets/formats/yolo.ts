/**
 * YOLO as Ultralytics reads it: a text file a picture, a row an object, in shares of the picture's size. Four kinds: pose (box
 * and 68 keypoints), detect (box), obb (a box by its four corners) and segment (an outline a row, a class each). Nothing may lie outside of the picture.
 */
import path from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { type Box, intersectBoxes, type Size } from '../../shared/domain/geometry.ts';
import { MIRRORED_LANDMARKS } from '../../shared/domain/mirror.ts';
import { LANDMARK_COUNT, PARSING_PROFILES } from '../../shared/domain/vocabulary.ts';
import { ProblemError } from '../../shared/errors.ts';
import {
  type DatasetWriter,
  type Format,
  foundFace,
  foundPicture,
  type Header,
  holdsOnly,
  outOnly,
  part,
  type ReadFace,
  type Reading,
  type Rejection,
  said,
  saidOf,
  type WriteItem,
} from '../format.ts';
import { stemOf } from '../names.ts';
import { decimals, numbers, words } from '../numbers.ts';
import type { Output } from '../output.ts';
import { flagsOfPoints, keypointsOf } from '../points.ts';
import { classRegions, composeMask, fillRings, outlinesOf, type Region } from '../regions.ts';
import { attempt, fileByFile, sentenceOf } from '../rejections.ts';
import type { Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';
import { classNamed } from '../words.ts';

const FORMAT = 'yolo';
const DATA_FILES = ['data.yaml', 'data.yml', 'dataset.yaml'] as const;
const PLACES = 8;
/** Numbers of an oriented box. */
const CORNERS = 8;
/** The background is no object. */
const CLASSES = PARSING_PROFILES['celebamask-19'].slice(1);

const splitFolder = ({ split }: Pick<WriteItem, 'split'>): string => split ?? 'train';
const pictureFile = (item: WriteItem): string => `images/${splitFolder(item)}/${item.name}`;

const share = (value: number, of: number): string => decimals(Math.min(1, Math.max(0, value / of)), PLACES);

function boxCells(box: Box, size: Size): string[] | null {
  const inside = intersectBoxes(box, { x: 0, y: 0, ...size });
  if (!inside) return null;
  const { x, y, width, height } = inside;
  return [
    share(x + width / 2, size.width),
    share(y + height / 2, size.height),
    share(width, size.width),
    share(height, size.height),
  ];
}

/** The corners of what of the box lies in the picture, from the upper left one clockwise. */
function cornerCells(box: Box, size: Size): string[] | null {
  const inside = intersectBoxes(box, { x: 0, y: 0, ...size });
  if (!inside) return null;
  const { x, y, width, height } = inside;
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ].flatMap(([px, py]) => [share(px!, size.width), share(py!, size.height)]);
}

/** Points that lie outside of the picture, or that nobody has set, are 0 0 0: not labelled. */
function pointCells(face: WriteItem['faces'][number], size: Size): (string | number)[] {
  const points = keypointsOf(face);
  return Array.from({ length: LANDMARK_COUNT }).flatMap((_, at) => {
    const point = points?.[at];
    if (!point || point.x < 0 || point.y < 0 || point.x > size.width || point.y > size.height) return [0, 0, 0];
    return [share(point.x, size.width), share(point.y, size.height), point.visible ? 2 : 1];
  });
}

function rowsOf(item: WriteItem, kind: string): string[] {
  return item.faces.flatMap((face) => {
    if (kind === 'segment') {
      const mask = saidOf(face, 'parsing');
      return (mask ? classRegions(mask, item.size) : []).flatMap(({ name, region }) =>
        outlinesOf(region).outer.map((ring) =>
          [
            CLASSES.indexOf(name as (typeof CLASSES)[number]),
            ...ring.map((value, at) => share(value, at % 2 === 0 ? item.size.width : item.size.height)),
          ].join(' '),
        ),
      );
    }
    const box = kind === 'obb' ? cornerCells(face.box, item.size) : boxCells(face.box, item.size);
    if (!box) return [];
    return [[0, ...box, ...(kind === 'pose' ? pointCells(face, item.size) : [])].join(' ')];
  });
}

function dataText({ options, splits, title }: Header): string {
  const kind = options['kind'];
  const names = kind === 'segment' ? CLASSES : ['face'];
  const folders = (splits.length > 0 ? splits : (['train'] as const)).map((split) => `${split}: images/${split}`);
  // Its trainer wants to be told what to validate on.
  if (!splits.includes('val')) folders.push(`val: images/${splits.includes('test') ? 'test' : 'train'}`);
  return [
    `# ${title.replaceAll('\n', ' ')}`,
    'path: .',
    ...folders,
    ...(kind === 'pose' ? [`kpt_shape: [${LANDMARK_COUNT}, 3]`, `flip_idx: [${MIRRORED_LANDMARKS.join(', ')}]`] : []),
    'names:',
    ...names.map((name, at) => `  ${at}: ${name}`),
    '',
  ].join('\n');
}

function write(output: Output, header: Header): DatasetWriter {
  return {
    async add(item) {
      const rows = rowsOf(item, header.options['kind']!);
      await output.put(`labels/${splitFolder(item)}/${stemOf(item.name)}.txt`, () =>
        Buffer.from(rows.map((row) => `${row}\n`).join('')),
      );
    },
    async finish() {
      await output.text('data.yaml').write(dataText(header));
    },
  };
}

interface Data {
  names: Map<number, string>;
  /** Numbers of a keypoint. */
  points: number;
}

/** The two things of `data.yaml` that reading needs. Class names are a list, or a table by their numbers. */
const DataFile = z.object({
  names: z.union([z.array(z.coerce.string()), z.record(z.coerce.number(), z.coerce.string())]).optional(),
  kpt_shape: z.tuple([z.number(), z.union([z.literal(2), z.literal(3)])]).optional(),
});

/** @throws {ProblemError} `unreadable` where it is no YAML, or what it says of classes and points cannot be */
function parseData(text: string, file: string): z.infer<typeof DataFile> {
  const document = parseDocument(text);
  // Its message goes on with the lines around the place.
  const [broken] = document.errors.map(({ message }) => message.split(':\n', 1)[0]);
  const read = DataFile.safeParse(document.toJS() ?? {});
  if (broken === undefined && read.success) return read.data;
  throw new ProblemError('unreadable', `${file}: ${broken ?? sentenceOf(read.error)}.`);
}

async function readData(source: Source): Promise<Data> {
  const data: Data = { names: new Map(), points: 3 };
  for (const file of await source.named(...DATA_FILES)) {
    const { names = {}, kpt_shape: shape } = parseData(await source.text(file), source.full(file));
    for (const [number, name] of Object.entries(names)) data.names.set(Number(number), name);
    data.points = shape?.[1] ?? data.points;
  }
  return data;
}

/** Four corners in any order and turned in any way: the upright box around them. */
function turnedFace(values: readonly number[], size: Size): ReadFace {
  const xs = [0, 2, 4, 6].map((at) => values[at]! * size.width);
  const ys = [1, 3, 5, 7].map((at) => values[at]! * size.height);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return foundFace(FORMAT, { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }, []);
}

function poseFace(
  values: readonly number[],
  size: Size,
  perPoint: number,
  problem: (reason: string) => void,
): ReadFace {
  const [cx, cy, width, height, ...rest] = values as readonly [number, number, number, number, ...number[]];
  const box = {
    x: (cx - width / 2) * size.width,
    y: (cy - height / 2) * size.height,
    width: width * size.width,
    height: height * size.height,
  };
  const face = foundFace(FORMAT, box, []);
  if (rest.length === 0 || rest.length === 1) return face; // a box, perhaps with the number of a track
  if (rest.length !== LANDMARK_COUNT * perPoint) {
    problem(
      `a face has ${rest.length / perPoint} keypoints where the project has ${LANDMARK_COUNT}; they are left out`,
    );
    return face;
  }
  const points = Array.from({ length: LANDMARK_COUNT }, (_, at) => rest.slice(at * perPoint, (at + 1) * perPoint));
  const isUnset = perPoint === 3 ? points.filter(([, , v]) => v === 0).length : 0;
  if (isUnset > 0) {
    if (isUnset < LANDMARK_COUNT)
      problem(`${isUnset} of the ${LANDMARK_COUNT} keypoints are not labelled; all are left out`);
    return face;
  }
  face.annotations.push(
    said(FORMAT, 'landmarks', {
      points: points.map(([x, y]): [number, number] => [x! * size.width, y! * size.height]),
      spread: null,
    }),
  );
  const visible = points.map(([, , v]) => v !== 1);
  // All of them visible is also how points are written that nobody has looked at for that.
  if (visible.includes(false))
    face.annotations.push(said(FORMAT, 'visibility', { visible: flagsOfPoints(visible), probabilities: null }));
  return face;
}

/** What a row is: a box with or without points, a box by its corners, or the outline of a part. */
function readRow(text: string, size: Size, { names, points }: Data, problem: (reason: string) => void) {
  const [label = -1, ...values] = numbers(words(text));
  if (values.length < 4) throw new RangeError('a row has a class and at least four numbers');
  // Flags of points and the number of a track are no shares.
  const isShare = (at: number) => !(points === 3 && at >= 4 && (at - 4) % 3 === 2) && at !== values.length - 1;
  if (values.some((value, at) => (value < 0 || value > 1) && isShare(at)))
    throw new RangeError('a row has shares under 0 or over 1');
  const part = classNamed(names.get(label) ?? '');
  if (part && values.length >= 6 && values.length % 2 === 0) {
    const ring = values.map((value, at) => value * (at % 2 === 0 ? size.width : size.height));
    return { part, region: fillRings([ring], size) };
  }
  if (part) throw new RangeError(`a box of ${part} is nothing that the project has`);
  return { face: values.length === CORNERS ? turnedFace(values, size) : poseFace(values, size, points, problem) };
}

async function* readFile(source: Source, file: string, data: Data): AsyncGenerator<Reading> {
  const stem = stemOf(file).replace(/(^|\/)labels\//, '$1images/');
  const own = await source.pictureOfStem(stem);
  const name = own ?? (await source.nameOfStem(stem)) ?? `${path.posix.basename(stem)}.jpg`;
  const place = { file, line: null };
  const rejections: Rejection[] = [];
  const reading = await attempt(place, async () => {
    const size = await source.sizeOf(name);
    if (!size)
      throw new TypeError(
        'its values are shares of the picture, and the picture is neither in the dataset nor in the project',
      );
    const faces: ReadFace[] = [];
    const regions: { name: string; region: Region }[] = [];
    for await (const { text, line } of source.lines(file)) {
      if (text.trim() === '') continue;
      const problem = (reason: string) => void rejections.push({ file, line, reason });
      try {
        const { face, part, region } = readRow(text, size, data, problem);
        if (face) faces.push(face);
        else if (region) regions.push({ name: part, region });
      } catch (error) {
        problem(sentenceOf(error));
      }
    }
    const mask = composeMask('celebamask-19', regions);
    if (mask) faces.push(foundFace(FORMAT, null, [said(FORMAT, 'parsing', mask)]));
    return foundPicture({
      name,
      file: own && source.full(own),
      size,
      split: splitOfName(path.posix.dirname(file)),
      faces,
      place,
    });
  });
  yield* rejections;
  yield reading;
}

const labelFiles = async (source: Source): Promise<string[]> =>
  (await source.named('.txt')).filter((file) => /(^|\/)labels\//.test(file));

export const yolo: Format = {
  title: 'YOLO (Ultralytics)',
  about: 'Boxes with 68 keypoints, boxes alone, or outlines, in a text file for every picture.',
  unit: 'photo',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({
    box: part('what of it lies in the picture; not in the kind «segment»', 0.0005),
    landmarks: part('in the kind «pose», of faces with all points in the picture', 0.0005),
    visibility: part('on keypoints, of faces with a hidden one; 25 of the 29, the others follow their neighbours'),
    parsing: outOnly('in the kind «segment»: outlines, and one face a picture when read'),
  }),
  origin: 'edges of pixels, as shares of the picture',
  overlap: 'a later row over an earlier one',
  classes: ['background', ...CLASSES],
  options: {
    kind: {
      about: 'What the rows are',
      choices: [
        { value: 'pose', label: 'boxes with 68 keypoints' },
        { value: 'detect', label: 'boxes' },
        { value: 'obb', label: 'boxes by their four corners' },
        { value: 'segment', label: 'outlines of face parts' },
      ],
    },
  },
  recognise: async (source) => (await source.named(...DATA_FILES)).length > 0 && (await labelFiles(source)).length > 0,
  async *read(source) {
    const data = await readData(source);
    yield* fileByFile(await labelFiles(source), (file) => readFile(source, file, data));
  },
  pictureFile,
  write,
};
