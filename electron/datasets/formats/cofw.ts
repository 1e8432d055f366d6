/**
 * COFW: pictures, boxes and 29 points with occlusion flags in one MATLAB 7.3 file, which is HDF5. A row of `phis` is 29 x, 29 y
 * and 29 flags, 1 for occluded; points count from 1. MATLAB's arrays lie transposed in the file: 87 x N, pictures as
 * channels x width x height.
 */
import { decodePixels, encodePixels } from '../../imaging/cut-out.ts';
import type { Pixels } from '../../imaging/decode.ts';
import type { Split } from '../../shared/domain/dataset.ts';
import { VISIBILITY_COUNT } from '../../shared/domain/vocabulary.ts';
import { ProblemError } from '../../shared/errors.ts';
import {
  type DatasetWriter,
  type Format,
  foundFace,
  foundPicture,
  holdsOnly,
  outOnly,
  type Reading,
  said,
  saidOf,
  whole,
} from '../format.ts';
import { createHdf5, type Dataset, datasetAt, type File, type Hdf5Writer, openHdf5, type Reference } from '../hdf5.ts';
import type { Output } from '../output.ts';
import { toCofw } from '../points.ts';
import { attempt, fileByFile } from '../rejections.ts';
import { filesLike, hasLike, type Mark, type Source } from '../source.ts';

const FORMAT = 'cofw';
const ROW = 3 * VISIBILITY_COUNT;
/** Faces that no file has. */
const MOST = 10_000_000;
/** Where MATLAB keeps what cells refer to. */
const CELLS = '#refs#';

/** One file a split; its variables end in `Tr` for training and `T` for test, validation in a file of its own. */
const FILES: Record<Split | 'all', { file: string; suffix: string }> = {
  train: { file: 'COFW_train_color.mat', suffix: 'Tr' },
  val: { file: 'COFW_val_color.mat', suffix: 'Tr' },
  test: { file: 'COFW_test_color.mat', suffix: 'T' },
  all: { file: 'COFW_train_color.mat', suffix: 'Tr' },
};

interface Growing {
  hdf5: Hdf5Writer;
  suffix: string;
  references: Reference[];
  boxes: number[][];
  rows: number[][];
}

/** Channel by channel, column by column, as MATLAB lays out height x width x 3. */
function columnsOf({ width, height, data }: Pixels): Uint8Array {
  const out = new Uint8Array(3 * width * height);
  for (let channel = 0, to = 0; channel < 3; channel++)
    for (let x = 0; x < width; x++)
      for (let y = 0; y < height; y++, to++) out[to] = data[(y * width + x) * 3 + channel]!;
  return out;
}

/** Rows of numbers, laid out so that MATLAB sees a row a face. */
const transposed = (rows: readonly number[][], length: number): Float64Array =>
  Float64Array.from(
    { length: rows.length * length },
    (_, at) => rows[at % rows.length]![Math.floor(at / rows.length)]!,
  );

function write(output: Output): DatasetWriter {
  const files = new Map<string, Growing>();
  async function growing(split: Split | null): Promise<Growing> {
    const { file, suffix } = FILES[split ?? 'all'];
    const known = files.get(file);
    if (known) return known;
    const hdf5 = await createHdf5(await output.outside(file));
    hdf5.change((made) => made.create_group(CELLS));
    const added = { hdf5, suffix, references: [], boxes: [], rows: [] };
    files.set(file, added);
    return added;
  }
  return {
    async add({ faces: [face], split, bytes }) {
      const points = face && saidOf(face, 'landmarks')?.points;
      const visible = face && saidOf(face, 'visibility')?.visible;
      if (!points || !visible || !bytes) return;
      const { hdf5, references, boxes, rows } = await growing(split);
      const pixels = await decodePixels(bytes);
      hdf5.change((file) => {
        const name = `${CELLS}/${references.length}`;
        const shape = [3, pixels.width, pixels.height];
        const picture = file.create_dataset({ name, data: columnsOf(pixels), shape, dtype: '<B' });
        picture.create_attribute('MATLAB_class', 'uint8');
        references.push(picture.create_reference());
      });
      const { x, y, width, height } = face.box;
      boxes.push([x + 0.5, y + 0.5, width, height]);
      const own = toCofw(points);
      rows.push([
        ...own.map((point) => point[0] + 0.5),
        ...own.map((point) => point[1] + 0.5),
        ...visible.map((flag) => (flag ? 0 : 1)),
      ]);
    },
    async finish() {
      for (const { hdf5, suffix, references, boxes, rows } of files.values()) {
        hdf5.change((file) => {
          const count = rows.length;
          file
            .create_dataset({ name: `Is${suffix}`, data: references, shape: [1, count] })
            .create_attribute('MATLAB_class', 'cell');
          const numbers: [string, readonly number[][], number][] = [
            [`bboxes${suffix}`, boxes, 4],
            [`phis${suffix}`, rows, ROW],
          ];
          for (const [name, values, length] of numbers)
            file
              .create_dataset({ name, data: transposed(values, length), shape: [length, count] })
              .create_attribute('MATLAB_class', 'double');
        });
        hdf5.close();
      }
    },
  };
}

/** The numbers of one face, whichever way the array lies. */
function rowOf(dataset: Dataset, length: number, at: number): number[] {
  const [first, second] = dataset.shape ?? [];
  const slice =
    first === length
      ? [
          [0, length],
          [at, at + 1],
        ]
      : [
          [at, at + 1],
          [0, length],
        ];
  if (first !== length && second !== length)
    throw new RangeError(`an array is ${first} × ${second}, and ${length} × N is right`);
  return Array.from(dataset.slice(slice as [number, number][]) as Float64Array);
}

/** Height x width x 3, from either layout; grey pictures become grey in three channels. */
function pixelsOf(picture: Dataset): Pixels {
  const shape = picture.shape ?? [];
  const values = picture.value as Uint8Array;
  const channels = shape.length === 3 ? 3 : 1;
  const [width, height] = channels === 3 ? [shape[1]!, shape[2]!] : [shape[0]!, shape[1]!];
  if (channels === 3 && shape[0] !== 3)
    throw new RangeError(`a picture is ${shape.join(' × ')}, and 3 × width × height is right`);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++)
        data[(y * width + x) * 3 + channel] = values[(channels === 3 ? channel : 0) * width * height + x * height + y]!;
  return { width, height, channels: 3, data };
}

function datasetOf(target: ReturnType<File['dereference']>): Dataset {
  if (target !== null && 'slice' in target && 'value' in target) return target;
  throw new TypeError('a cell refers to nothing');
}

async function* readFile(source: Source, name: string): AsyncGenerator<Reading> {
  const file = await openHdf5(source.full(name));
  try {
    yield* readFaces(source, name, file);
  } finally {
    file.close();
  }
}

async function* readFaces(source: Source, name: string, file: File): AsyncGenerator<Reading> {
  const suffix = ['Tr', 'T'].find((ending) => datasetAt(file, `phis${ending}`) !== null);
  if (!suffix)
    throw new ProblemError(
      'bad-input',
      `${source.full(name)} has neither phisTr nor phisT that can be read: it is not a file of COFW, or is damaged.`,
    );
  const [phis, boxes, cells] = ['phis', 'bboxes', 'Is'].map((stem) => datasetAt(file, `${stem}${suffix}`));
  const [first = 0, second = 0] = phis!.shape ?? [];
  const count = first === ROW ? second : first;
  if (count > MOST) throw new ProblemError('unreadable', `${source.full(name)} says that it has ${count} faces.`);
  const references = cells ? (cells.value as Reference[]) : [];
  const split = suffix === 'T' ? 'test' : name.includes('val') ? 'val' : 'train';
  for (let at = 0; at < count; at++) {
    const place = { file: name, line: at + 1 };
    yield await attempt(place, async () => {
      const row = rowOf(phis!, ROW, at);
      const flags = row.slice(2 * VISIBILITY_COUNT);
      if (flags.some((flag) => flag !== 0 && flag !== 1)) throw new RangeError('an occlusion flag is neither 0 nor 1');
      const [x, y, width, height] = boxes ? rowOf(boxes, 4, at) : [];
      const reference = references[at];
      const pixels = reference ? pixelsOf(datasetOf(file.dereference(reference))) : null;
      return foundPicture({
        name: `${suffix === 'T' ? 'test' : split}_${String(at + 1).padStart(4, '0')}.png`,
        bytes: pixels && (await encodePixels(pixels, 'png')),
        size: pixels && { width: pixels.width, height: pixels.height },
        split,
        faces: [
          foundFace(FORMAT, width && height ? { x: x! - 0.5, y: y! - 0.5, width, height } : null, [
            said(FORMAT, 'visibility', { visible: flags.map((flag) => flag === 0), probabilities: null }),
          ]),
        ],
        place,
      });
    });
  }
}

/** Files of MATLAB 7.3: HDF5 after a head of text. */
const LIST: Mark = {
  names: ['.mat'],
  bytes: 520,
  fits: (head, file) => /COFW/i.test(file) || head.startsWith('MATLAB 7.3'),
};

export const cofw: Format = {
  title: 'COFW',
  about: '29 landmarks with occlusion, pictures included, in one HDF5 file of MATLAB 7.3.',
  unit: 'face',
  pictures: 'inside',
  keepsTurns: false,
  carries: holdsOnly({
    box: whole(1e-9, 'of faces that have landmarks and visibility'),
    landmarks: outOnly('29 points, four of them reckoned; the 68 are not got back from them'),
    visibility: whole(0, 'of faces that have landmarks'),
  }),
  origin: 'middles of pixels from 1',
  overlap: '',
  classes: [],
  options: {},
  recognise: (source) => hasLike(source, LIST),
  read: (source) => fileByFile(filesLike(source, LIST), (name) => readFile(source, name)),
  pictureFile: () => null,
  write,
};
