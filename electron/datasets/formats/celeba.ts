/**
 * CelebA: a numbered picture a face, and lists of attributes, boxes, five landmarks, people and parts. Its «lefteye» is on
 * the viewer's left: the person's right eye. Lists say where things are in the pictures beside them.
 */
import path from 'node:path';
import { SPLITS, type Split } from '../../shared/domain/dataset.ts';
import type { Box } from '../../shared/domain/geometry.ts';
import { ATTRIBUTES } from '../../shared/domain/vocabulary.ts';
import {
  allSaid,
  type Format,
  foundFace,
  foundPicture,
  holdsOnly,
  outOnly,
  part,
  type Reading,
  saidOf,
  type ValueOf,
  type WriteItem,
  whole,
} from '../format.ts';
import { oneLine } from '../names.ts';
import { numbers } from '../numbers.ts';
import type { Output, TextFile } from '../output.ts';
import { attributeRow, readAttributeRows, readRows, splitOfRow } from '../picture-lists.ts';
import { toFive } from '../points.ts';
import { attempt } from '../rejections.ts';
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

const namesOf = (list: List): string[] => [LISTS[list], LISTS[list].replace('.txt', '.csv')];

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
  const { rows, rejected } = await readAttributeRows(source, ...namesOf('attributes'));
  yield* rejected;
  for (const [name, states] of rows) entryOf(name, LISTS.attributes, null).states = states;
  yield* readRows(source, namesOf('boxes'), ({ name, cells, file, line }) => {
    const [x, y, width, height, ...more] = numbers(cells);
    if (height === undefined || more.length > 0) throw new TypeError('a box has four numbers');
    if (width! <= 0 || height <= 0) throw new TypeError('a box without area');
    entryOf(name, file, line).box = { x: x!, y: y!, width: width!, height };
  });
  const names = new Map<string, string>();
  for (const file of await source.named('identity_names.txt'))
    for await (const { text } of source.lines(file)) {
      const [id, name] = /^(\d+) (.+)$/.exec(text)?.slice(1) ?? [];
      if (id && name) names.set(id, name);
    }
  yield* readRows(source, namesOf('identities'), ({ name, cells: [id = ''], file, line }) => {
    if (!/^\d+$/.test(id)) throw new TypeError(`«${id}» is not the number of a person`);
    entryOf(name, file, line).person = names.get(id) ?? `CelebA ${id}`;
  });
  yield* readRows(source, namesOf('partition'), (row) => {
    entryOf(row.name, row.file, row.line).split = splitOfRow(row);
  });
  for (const [name, { box, states, person, split, file, line }] of entries) {
    const place = { file, line };
    yield await attempt(place, async () => {
      const picture = await source.picture(name);
      // Boxes are of the original pictures, and mean nothing in those that were cut to 178 x 218.
      const isAligned = picture !== null && path.posix.dirname(picture).includes('align');
      const said = allSaid(FORMAT, {
        attributes: states && { states, probabilities: null },
        identity: person ? { label: person, embedding: null } : null,
      });
      return foundPicture({
        name,
        file: picture && source.full(picture),
        split: split ?? null,
        faces: [foundFace(FORMAT, isAligned ? null : (box ?? null), said)],
        place,
      });
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
