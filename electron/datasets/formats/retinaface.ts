/**
 * RetinaFace's `label.txt` for WIDER FACE: a line `# path`, then a line a face: box, five points with a number each (the eyes by
 * the viewer's left and right, nose, corners of the mouth), and how blurred it is. -1 stands for what nobody knows.
 */
import type { Split } from '../../shared/domain/dataset.ts';
import {
  type DatasetFace,
  type DatasetWriter,
  type Format,
  foundFace,
  holdsOnly,
  outOnly,
  type ReadFace,
  type Reading,
  type Rejection,
  saidOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { decimals, numbers, words } from '../numbers.ts';
import type { Output, TextFile } from '../output.ts';
import { toFive } from '../points.ts';
import { sentenceOf } from '../rejections.ts';
import type { Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';

const FORMAT = 'retinaface';
/** Decimals, as the original has them of points. */
const PLACES = 3;
const NO_POINTS = '-1 -1 -1 '.repeat(5).trim();

const folderOf = (split: Split | null): string => split ?? 'train';
const inFolder = ({ name }: Pick<WriteItem, 'name'>): string => (name.includes('/') ? name : `0--Faces/${name}`);

function rowOf(face: DatasetFace): string {
  const { x, y, width, height } = face.box;
  const box = [x, y, width, height].map((side) => decimals(side, PLACES)).join(' ');
  const points = saidOf(face, 'landmarks')?.points;
  // Its points count from the middle of the first pixel.
  const five = points
    ? toFive(points)
        .map(([px, py]) => `${decimals(px - 0.5, PLACES)} ${decimals(py - 0.5, PLACES)} 0.0`)
        .join(' ')
    : NO_POINTS;
  return `${box} ${five} ${points ? '0.0' : '-1'}\n`;
}

function write(output: Output): DatasetWriter {
  const lists = new Map<Split | null, TextFile>();
  return {
    async add(item) {
      const list = lists.get(item.split) ?? output.text(`${folderOf(item.split)}/label.txt`);
      lists.set(item.split, list);
      await list.write(`# ${inFolder(item)}\n${item.faces.map(rowOf).join('')}`);
    },
    async finish() {},
  };
}

async function* readFile(source: Source, file: string): AsyncGenerator<Reading> {
  let open: { name: string; line: number; faces: ReadFace[]; rejections: Rejection[] } | null = null;
  async function* finished(): AsyncGenerator<Reading> {
    if (!open) return;
    const { name, line, faces, rejections } = open;
    yield* rejections;
    const picture = await source.picture(name, file.replace(/label\.txt$/, 'images/x'));
    yield {
      name,
      file: picture && source.full(picture),
      bytes: null,
      hash: null,
      size: null,
      split: splitOfName(file),
      faces,
      place: { file, line },
    };
  }
  for await (const { text, line } of source.lines(file)) {
    if (text.trim() === '') continue;
    if (text.startsWith('#')) {
      yield* finished();
      open = { name: text.slice(1).trim(), line, faces: [], rejections: [] };
      continue;
    }
    try {
      if (!open) throw new TypeError('a line stands before any picture');
      const [x = 0, y = 0, width = 0, height = 0, ...rest] = numbers(words(text));
      // A list for testing has boxes alone.
      if (rest.length !== 0 && rest.length < 15) throw new TypeError('a face is a box, five points and a blur');
      if (width <= 0 || height <= 0) throw new TypeError('a face without area');
      open.faces.push(foundFace(FORMAT, { x, y, width, height }, []));
    } catch (error) {
      yield { file, line, reason: sentenceOf(error) };
    }
  }
  yield* finished();
}

async function listsOf(source: Source): Promise<string[]> {
  const lists: string[] = [];
  for (const file of await source.named('label.txt')) if (/^# \S/.test(await source.head(file, 256))) lists.push(file);
  return lists;
}

export const retinaface: Format = {
  title: 'RetinaFace',
  about: 'Boxes and five points, as a list.',
  unit: 'photo',
  pictures: 'jpeg',
  keepsTurns: false,
  carries: holdsOnly({
    box: whole(0.0005),
    landmarks: outOnly('five of them: eyes, nose and corners of the mouth', 0.0005),
  }),
  origin: 'boxes by edges of pixels from 0, points by the middle of the first pixel from 0',
  overlap: '',
  classes: [],
  options: {},
  recognise: async (source) => (await listsOf(source)).length > 0,
  async *read(source) {
    for (const file of await listsOf(source)) yield* readFile(source, file);
  },
  pictureFile: (item) => `${folderOf(item.split)}/images/${inFolder(item)}`,
  write,
};
