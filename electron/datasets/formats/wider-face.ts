/**
 * WIDER FACE: blocks of a path, a count and a line a face (x, y, w, h, blur, expression, illumination, invalid, occlusion,
 * pose). A picture without a face has a line of zeros all the same.
 */
import type { Split } from '../../shared/domain/dataset.ts';
import type { Box } from '../../shared/domain/geometry.ts';
import {
  type DatasetWriter,
  type Format,
  foundFace,
  foundPicture,
  holdsOnly,
  type Reading,
  type WriteItem,
  whole,
} from '../format.ts';
import { listFiles } from '../lists.ts';
import { numbers, words } from '../numbers.ts';
import type { Output } from '../output.ts';
import { fileByFile, sentenceOf } from '../rejections.ts';
import type { Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';

const FORMAT = 'wider-face';
const INVALID = 7;

const listOf = (split: Split | null): string => `wider_face_split/wider_face_${split ?? 'train'}_bbx_gt.txt`;
const inFolder = ({ name }: Pick<WriteItem, 'name'>): string => (name.includes('/') ? name : `0--Faces/${name}`);
const pictureFile = (item: WriteItem): string => `WIDER_${item.split ?? 'train'}/images/${inFolder(item)}`;

function write(output: Output): DatasetWriter {
  const lists = listFiles(output);
  return {
    async add(item) {
      const rows = item.faces.map(({ box }) => {
        const [x, y] = [Math.round(box.x), Math.round(box.y)];
        const width = Math.max(1, Math.round(box.x + box.width) - x);
        const height = Math.max(1, Math.round(box.y + box.height) - y);
        return `${x} ${y} ${width} ${height} 0 0 0 0 0 0 \n`;
      });
      if (rows.length === 0) rows.push('0 0 0 0 0 0 0 0 0 0 \n');
      await lists.write(listOf(item.split), `${inFolder(item)}\n${item.faces.length}\n${rows.join('')}`);
    },
    async finish() {},
  };
}

/** Lines of numbers follow a line that names a picture and one with their count. */
async function* readFile(source: Source, file: string): AsyncGenerator<Reading> {
  let block: { name: string; line: number; count: number | null; boxes: Box[]; lines: number } | null = null;
  async function* finished(): AsyncGenerator<Reading> {
    if (!block) return;
    const place = { file, line: block.line };
    if (block.count === null) {
      yield { ...place, reason: `«${block.name}» has no count after it` };
      return;
    }
    if (block.lines !== Math.max(1, block.count)) {
      const lines = block.lines === 1 ? '1 line' : `${block.lines} lines`;
      yield { ...place, reason: `«${block.name}» is followed by ${lines}, and its count says ${block.count}` };
      return;
    }
    const picture = await source.picture(block.name, file);
    yield foundPicture({
      name: block.name,
      file: picture && source.full(picture),
      split: splitOfName(file.slice(file.lastIndexOf('/') + 1)),
      faces: block.boxes.map((box) => foundFace(FORMAT, box, [])),
      place,
    });
  }
  for await (const { text, line } of source.lines(file)) {
    if (text.trim() === '') continue;
    if (/\.(jpe?g|png|webp|bmp|gif)\s*$/i.test(text)) {
      yield* finished();
      block = { name: text.trim(), line, count: null, boxes: [], lines: 0 };
      continue;
    }
    const place = { file, line };
    const cells = words(text);
    const isCount = block?.count === null && cells.length === 1;
    // A line that is broken is one of the count all the same: the picture's other faces stay.
    if (block && !isCount) block.lines++;
    try {
      const row = numbers(cells);
      if (!block) throw new TypeError('a line stands before any picture');
      if (isCount) {
        block.count = row[0]!;
        continue;
      }
      const [x, y, width, height] = row as [number, number, number, number];
      if (row.length < 4) throw new TypeError('a face has at least four numbers');
      if (block.count === 0 && row.every((value) => value === 0)) continue;
      if (width <= 0 || height <= 0) throw new TypeError('a face without area');
      if (row[INVALID] === 1) throw new TypeError('a face that is marked invalid');
      block.boxes.push({ x, y, width, height });
    } catch (error) {
      yield { ...place, reason: sentenceOf(error) };
    }
  }
  yield* finished();
}

async function listsOf(source: Source): Promise<string[]> {
  return (await source.named('.txt')).filter((file) => /wider_face_\w+_bbx_gt\.txt$/.test(file));
}

export const widerFace: Format = {
  title: 'WIDER FACE',
  about: 'Boxes in whole pixels, as a list.',
  unit: 'photo',
  pictures: 'jpeg',
  keepsTurns: false,
  carries: holdsOnly({ box: whole(1, 'whole pixels') }),
  origin: 'edges of pixels from 0',
  overlap: '',
  classes: [],
  options: {},
  recognise: async (source) => (await listsOf(source)).length > 0,
  async *read(source) {
    yield* fileByFile(await listsOf(source), (file) => readFile(source, file));
  },
  pictureFile,
  write,
};
