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
  foundPicture,
  holdsOnly,
  outOnly,
  type ReadFace,
  type Reading,
  saidOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { listFiles } from '../lists.ts';
import { decimals, numbers, words } from '../numbers.ts';
import type { Output } from '../output.ts';
import { toFive } from '../points.ts';
import { fileByFile, sentenceOf } from '../rejections.ts';
import { filesLike, hasLike, type Mark, type Source } from '../source.ts';
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
  const lists = listFiles(output);
  return {
    async add(item) {
      await lists.write(`${folderOf(item.split)}/label.txt`, `# ${inFolder(item)}\n${item.faces.map(rowOf).join('')}`);
    },
    async finish() {},
  };
}

async function* readFile(source: Source, file: string): AsyncGenerator<Reading> {
  let open: { name: string; line: number; faces: ReadFace[] } | null = null;
  async function* finished(): AsyncGenerator<Reading> {
    if (!open) return;
    const { name, line, faces } = open;
    const picture = await source.picture(name, file.replace(/label\.txt$/, 'images/x'));
    yield foundPicture({
      name,
      file: picture && source.full(picture),
      split: splitOfName(file),
      faces,
      place: { file, line },
    });
  }
  for await (const { text, line } of source.lines(file)) {
    if (text.trim() === '') continue;
    if (text.startsWith('#')) {
      yield* finished();
      open = { name: text.slice(1).trim(), line, faces: [] };
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

const LIST: Mark = { names: ['label.txt'], bytes: 256, fits: (head) => /^# \S/.test(head) };

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
  recognise: (source) => hasLike(source, LIST),
  read: (source) => fileByFile(filesLike(source, LIST), (file) => readFile(source, file)),
  pictureFile: (item) => `${folderOf(item.split)}/images/${inFolder(item)}`,
  write,
};
