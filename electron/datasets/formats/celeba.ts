/**
 * CelebA: a numbered picture a face, and lists of attributes, boxes, five landmarks, people and parts. Its «lefteye» is on
 * the viewer's left: the person's right eye. Lists say where things are in the pictures beside them.
 */
import path from 'node:path';
import { SPLITS, type Split } from '../../shared/domain/dataset.ts';
import type { Box } from '../../shared/domain/geometry.ts';
import { ATTRIBUTES } from '../../shared/domain/vocabulary.ts';
import { attributeRow, readAttributeRows } from '../attribute-lists.ts';
import {
  type Format,
  foundFace,
  holdsOnly,
  outOnly,
  part,
  type Reading,
  said,
  saidOf,
  type ValueOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { oneLine } from '../names.ts';
import { numbers, words } from '../numbers.ts';
import type { Output, TextFile } from '../output.ts';
import { toFive } from '../points.ts';
import { attempt, sentenceOf } from '../rejections.ts';
import type { Source } from '../source.ts';

const FORMAT = 'celeba';
const LISTS = {
  attributes: 'list_attr_celeba.txt',
  boxes: 'list_bbox_celeba.txt',
  /** The list of pictures that are not cut to one size. */
  landmarks: 'list_landmarks_celeba.txt',
  identities: 'identity_CelebA.txt',
  partition: 'list_eval_partition.txt',
} as const;
type List = keyof typeof LISTS;
const HEADS: Partial<Record<List, string>> = {
  attributes: ATTRIBUTES.join(' '),
  boxes: 'image_id x_1 y_1 width height',
  landmarks:
    'lefteye_x lefteye_y righteye_x righteye_y nose_x nose_y leftmouth_x leftmouth_y rightmouth_x rightmouth_y',
};
const FOLDER = 'img_celeba';

/** `000001.jpg` is the first. */
const nameOf = ({ ordinal }: WriteItem): string => `${String(ordinal + 1).padStart(6, '0')}.jpg`;

const whole0 = (value: number): string => String(Math.round(value));

function write(output: Output): ReturnType<Format['write']> {
  const rows = Object.fromEntries(Object.keys(LISTS).map((list) => [list, output.spool()])) as Record<
    List,
    ReturnType<typeof output.spool>
  >;
  const counts: Record<List, number> = { attributes: 0, boxes: 0, landmarks: 0, identities: 0, partition: 0 };
  /** People are numbers here, from 1 in the order in which they come. */
  const people = new Map<string, number>();
  return {
    async add(item) {
      const [face] = item.faces;
      if (!face) return;
      const put = async (list: List, cells: readonly (string | number)[]) => {
        counts[list]++;
        await rows[list].write(`${nameOf(item)} ${cells.join(' ')}\n`);
      };
      const { x, y, width, height } = face.box;
      await put('boxes', [whole0(x), whole0(y), whole0(width), whole0(height)]);
      const attributes = saidOf(face, 'attributes');
      if (attributes) await put('attributes', attributeRow(attributes.states));
      const points = saidOf(face, 'landmarks')?.points;
      if (points)
        await put(
          'landmarks',
          toFive(points)
            .flat()
            .map((value) => whole0(value - 0.5)),
        );
      const person = saidOf(face, 'identity')?.label;
      if (person) {
        const id = people.get(person) ?? people.size + 1;
        people.set(person, id);
        await put('identities', [id]);
      }
      if (item.split) await put('partition', [SPLITS.indexOf(item.split)]);
    },
    async finish() {
      for (const list of Object.keys(LISTS) as List[]) {
        if (counts[list] === 0) continue;
        const file: TextFile = output.text(LISTS[list]);
        if (HEADS[list]) await file.write(`${counts[list]}\n${HEADS[list]}\n`);
        await rows[list].into(file);
      }
      if (people.size === 0) return;
      const names = output.text('identity_names.txt');
      for (const [name, id] of people) await names.write(`${id} ${oneLine(name)}\n`);
    },
  };
}

/** Rows that begin with a picture, as text files with spaces or csv with commas. */
async function* rowsOf(
  source: Source,
  list: List,
): AsyncGenerator<{ name: string; cells: string[]; file: string; line: number }> {
  const name = LISTS[list];
  for (const file of await source.named(name, name.replace('.txt', '.csv')))
    for await (const { text, line } of source.lines(file)) {
      const [first = '', ...cells] = text.includes(',') ? text.split(',').map((cell) => cell.trim()) : words(text);
      if (/\.(jpe?g|png)$/i.test(first)) yield { name: first, cells, file, line };
    }
}

interface Entry {
  box?: Box;
  states?: ValueOf<'attributes'>['states'];
  person?: string;
  split?: Split;
  file: string;
  line: number | null;
}

async function* read(source: Source): AsyncGenerator<Reading> {
  const entries = new Map<string, Entry>();
  const entryOf = (name: string, file: string, line: number | null): Entry => {
    const entry = entries.get(name) ?? { file, line };
    entries.set(name, entry);
    return entry;
  };
  const { rows, rejected } = await readAttributeRows(source, LISTS.attributes);
  yield* rejected;
  for (const [name, states] of rows) entryOf(name, LISTS.attributes, null).states = states;
  for await (const { name, cells, file, line } of rowsOf(source, 'boxes'))
    try {
      const [x, y, width, height] = numbers(cells.slice(0, 4)) as [number, number, number, number];
      if (cells.length < 4) throw new TypeError('a box has four numbers');
      if (width <= 0 || height <= 0) throw new TypeError('a box without area');
      entryOf(name, file, line).box = { x, y, width, height };
    } catch (error) {
      yield { file, line, reason: sentenceOf(error) };
    }
  const names = new Map<string, string>();
  for (const file of await source.named('identity_names.txt'))
    for await (const { text } of source.lines(file)) {
      const [id, name] = /^(\d+) (.+)$/.exec(text)?.slice(1) ?? [];
      if (id && name) names.set(id, name);
    }
  for await (const { name, cells, file, line } of rowsOf(source, 'identities'))
    if (cells[0] && /^\d+$/.test(cells[0]))
      entryOf(name, file, line).person = names.get(cells[0]) ?? `CelebA ${cells[0]}`;
    else yield { file, line, reason: `«${cells[0] ?? ''}» is not the number of a person` };
  for await (const { name, cells, file, line } of rowsOf(source, 'partition')) {
    const split = SPLITS[Number(cells[0])];
    if (split) entryOf(name, file, line).split = split;
    else yield { file, line, reason: `a part is 0, 1 or 2, not «${cells[0] ?? ''}»` };
  }
  for (const [name, { box, states, person, split, file, line }] of entries) {
    const place = { file, line };
    yield await attempt(place, async () => {
      const picture = await source.picture(name);
      // Boxes are of the original pictures, and mean nothing in those that were cut to 178 x 218.
      const isAligned = picture !== null && path.posix.dirname(picture).includes('align');
      return {
        name,
        file: picture && source.full(picture),
        bytes: null,
        hash: null,
        size: null,
        split: split ?? null,
        faces: [
          foundFace(FORMAT, isAligned ? null : (box ?? null), [
            ...(states ? [said(FORMAT, 'attributes', { states, probabilities: null })] : []),
            ...(person ? [said(FORMAT, 'identity', { label: person, embedding: null })] : []),
          ]),
        ],
        place,
      };
    });
  }
}

export const celeba: Format = {
  title: 'CelebA',
  about: 'Attributes, boxes, five landmarks and people, in lists beside numbered pictures.',
  unit: 'face',
  pictures: 'jpeg',
  keepsTurns: false,
  carries: holdsOnly({
    box: whole(0.5, 'whole pixels'),
    landmarks: outOnly('five of the points, in whole pixels', 0.5),
    attributes: whole(0, 'unknown is written as 0, which readers of the original do not expect'),
    identity: part('a number; the names are in identity_names.txt; no embedding'),
  }),
  origin: 'boxes: edges of pixels from 0; landmarks: middles of pixels from 0, in the pictures beside the lists',
  overlap: '',
  classes: [],
  options: {},
  recognise: async (source) =>
    (
      await source.named(
        ...Object.values(LISTS).filter((name) => name.includes('eleb') && !name.startsWith('list_eval')),
      )
    ).length > 0,
  read,
  pictureFile: (item) => `${FOLDER}/${nameOf(item)}`,
  write,
};
