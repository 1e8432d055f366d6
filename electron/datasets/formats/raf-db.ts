/**
 * RAF-DB: one list of pictures with an expression from 1 (surprise) to 7 (neutral). Its name is spelled `patition`. Pictures
 * are `train_00001.jpg` in `original` and `train_00001_aligned.jpg` in `aligned`.
 */
import type { Split } from '../../shared/domain/dataset.ts';
import { EXPRESSIONS } from '../../shared/domain/vocabulary.ts';
import {
  type DatasetWriter,
  type Format,
  foundFace,
  foundPicture,
  holdsOnly,
  part,
  type Reading,
  said,
  saidOf,
  type WriteItem,
} from '../format.ts';
import { words } from '../numbers.ts';
import type { Output } from '../output.ts';
import { attempt } from '../rejections.ts';
import type { Source } from '../source.ts';

const FORMAT = 'raf-db';
const LIST = 'list_patition_label.txt';
const FOLDER = 'basic/EmoLabel';
/** Contempt is none of the seven. */
const NAMES = EXPRESSIONS.slice(0, 7);

/** Train and test alone; what is to be chosen by counts as training. */
const partOf = (split: Split | null): string => (split === 'test' ? 'test' : 'train');

const stemOf = ({ ordinal, split }: WriteItem): string => `${partOf(split)}_${String(ordinal + 1).padStart(5, '0')}`;

function write(output: Output): DatasetWriter {
  const list = output.text(`${FOLDER}/${LIST}`);
  return {
    async add(item) {
      const expression = item.faces[0] && saidOf(item.faces[0], 'expression');
      const label = expression ? NAMES.indexOf(expression.label) + 1 : 0;
      if (label > 0) await list.write(`${stemOf(item)}.jpg ${label}\n`);
    },
    async finish() {},
  };
}

async function* read(source: Source): AsyncGenerator<Reading> {
  for (const file of await source.named(LIST, 'list_partition_label.txt'))
    for await (const { text, line } of source.lines(file)) {
      if (text.trim() === '') continue;
      const place = { file, line };
      yield await attempt(place, async () => {
        const [name = '', label = '', ...rest] = words(text);
        const expression = /^[1-7]$/.test(label) ? NAMES[Number(label) - 1] : undefined;
        if (!expression || rest.length > 0)
          throw new TypeError(`a row is a picture and a number from 1 to 7, not «${text.trim()}»`);
        const aligned = name.replace(/(\.\w+)$/, '_aligned$1');
        const picture = (await source.picture(name)) ?? (await source.picture(aligned));
        return foundPicture({
          name,
          file: picture && source.full(picture),
          split: name.startsWith('test') ? 'test' : 'train',
          faces: [foundFace(FORMAT, null, [said(FORMAT, 'expression', { label: expression })])],
          place,
        });
      });
    }
}

export const rafDb: Format = {
  title: 'RAF-DB',
  about: 'One of seven expressions a picture, in a list.',
  unit: 'face',
  pictures: 'jpeg',
  keepsTurns: false,
  carries: holdsOnly({ expression: part('contempt is left out') }),
  origin: '',
  overlap: '',
  classes: [],
  options: {},
  recognise: async (source) => (await source.named(LIST, 'list_partition_label.txt')).length > 0,
  read,
  pictureFile: (item) => `basic/Image/original/${stemOf(item)}.jpg`,
  write,
};
