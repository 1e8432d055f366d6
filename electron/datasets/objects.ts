/**
 * Faces as columns, for tables: one list a column with an entry a face, null where nothing is said. It is the same in the JSON
 * lines and in the Parquet files of Hugging Face's datasets.
 */
import { z } from 'zod';
import { encodeLabelMap, readLabelMap } from '../imaging/label-map.ts';
import type { Annotation } from '../shared/domain/annotation.ts';
import type { FormatName } from '../shared/domain/dataset.ts';
import { AGE_BINS, ATTRIBUTES, EXPRESSIONS, GENDERS, PARSING_PROFILES, RACES } from '../shared/domain/vocabulary.ts';
import { ageBinOf } from './ages.ts';
import type { Field } from './croissant-records.ts';
import { type DatasetFace, foundFace, holdsOnly, part, type ReadFace, said, saidOf, whole } from './format.ts';
import { attributeRow } from './picture-lists.ts';
import { sentenceOf } from './rejections.ts';

/** A column: its kind tells the table's schema. */
export const OBJECT_COLUMNS = {
  bbox: 'numbers',
  category: 'text',
  landmarks: 'points',
  visible: 'flags',
  quaternion: 'numbers',
  attributes: 'flags',
  age: 'number',
  age_bin: 'text',
  gender: 'text',
  race: 'text',
  expression: 'text',
  identity: 'text',
  mask: 'picture',
  mask_frame: 'numbers',
  mask_profile: 'text',
} as const;

/** What the columns say, for people. */
const ABOUT: Record<ObjectColumn, string> = {
  bbox: 'left, top, width and height in pixels',
  category: 'always «face»',
  landmarks: '68 points, x and y in pixels',
  visible: '29 flags in the order of COFW',
  quaternion: "the head's rotation as w, x, y, z",
  attributes: "CelebA's 40 in their order: 1, -1, and 0 for unknown",
  age: 'in years',
  age_bin: 'the decade',
  gender: 'as it appears',
  race: 'as it appears',
  expression: 'one of the seven, or contempt',
  identity: 'the same for every face of a person',
  mask: 'a label map as PNG',
  mask_frame: 'where the map lies: left, top, width and height in pixels',
  mask_profile: "the map's list of classes",
};

/** The columns of faces for Croissant: lists with an entry a face, within the column `objects`. */
export const objectFields = (masks: 'picture' | 'text'): Field[] =>
  (Object.keys(OBJECT_COLUMNS) as ObjectColumn[]).map((column) => {
    const kind = OBJECT_COLUMNS[column];
    const type = kind === 'text' ? 'text' : kind === 'picture' ? masks : kind === 'flags' ? 'whole' : 'number';
    return {
      name: column,
      about: `of every face: ${ABOUT[column]}`,
      type: column === 'bbox' ? 'box' : type,
      from: { column: 'objects' },
      within: column,
      repeated: true,
    };
  });

/** @param masks how label maps are kept */
export const carriedByObjects = (masks: string) =>
  holdsOnly({
    box: whole(),
    parsing: whole(0, masks),
    landmarks: whole(),
    visibility: whole(),
    pose: whole(0.0001, 'as a quaternion'),
    attributes: whole(0, '1, -1, and 0 for unknown'),
    age: whole(),
    gender: whole(),
    race: whole(),
    expression: whole(),
    identity: part('the name; no embedding'),
  });

export type ObjectColumn = keyof typeof OBJECT_COLUMNS;
export type Objects = Record<ObjectColumn, unknown[]>;

/** @param keepMask what stands for a label map: its bytes, or the name of its file */
export async function objectsOf(
  faces: readonly DatasetFace[],
  keepMask: (png: Buffer, face: number) => Promise<unknown>,
): Promise<Objects> {
  const objects = Object.fromEntries(Object.keys(OBJECT_COLUMNS).map((column) => [column, []])) as unknown as Objects;
  for (const [at, face] of faces.entries()) {
    const { x, y, width, height } = face.box;
    const mask = saidOf(face, 'parsing');
    const attributes = saidOf(face, 'attributes');
    const age = saidOf(face, 'age');
    const row: Record<ObjectColumn, unknown> = {
      bbox: [x, y, width, height],
      category: 'face',
      landmarks: saidOf(face, 'landmarks')?.points ?? null,
      visible: saidOf(face, 'visibility')?.visible.map(Number) ?? null,
      quaternion: saidOf(face, 'pose')?.quaternion ?? null,
      attributes: attributes ? attributeRow(attributes.states) : null,
      age: age?.years ?? null,
      age_bin: age?.bin ?? null,
      gender: saidOf(face, 'gender')?.label ?? null,
      race: saidOf(face, 'race')?.label ?? null,
      expression: saidOf(face, 'expression')?.label ?? null,
      identity: saidOf(face, 'identity')?.label ?? null,
      mask: mask ? await keepMask(encodeLabelMap(mask), at) : null,
      mask_frame: mask ? [mask.frame.x, mask.frame.y, mask.frame.width, mask.frame.height] : null,
      mask_profile: mask?.profile ?? null,
    };
    for (const column of Object.keys(row) as ObjectColumn[]) objects[column].push(row[column]);
  }
  return objects;
}

/** Tables of others have whole numbers of 64 bits, too. */
const number = z.union([z.number(), z.bigint().transform(Number)]);
const quad = z.tuple([number, number, number, number]);
const profiles = Object.keys(PARSING_PROFILES) as (keyof typeof PARSING_PROFILES)[];

const READERS: Partial<
  Record<ObjectColumn, (format: FormatName, cell: unknown, row: Record<string, unknown>) => Annotation>
> = {
  landmarks: (format, cell) =>
    said(format, 'landmarks', { points: z.array(z.tuple([number, number])).parse(cell), spread: null }),
  visible: (format, cell) =>
    said(format, 'visibility', {
      visible: z
        .array(z.coerce.number())
        .parse(cell)
        .map((flag) => flag === 1),
      probabilities: null,
    }),
  quaternion: (format, cell) => said(format, 'pose', { quaternion: quad.parse(cell) }),
  attributes: (format, cell) =>
    said(format, 'attributes', {
      states: z
        .array(z.coerce.number())
        .length(ATTRIBUTES.length)
        .parse(cell)
        .map((state) => (state === 1 ? 'yes' : state === -1 ? 'no' : 'unknown')),
      probabilities: null,
    }),
  age(format, cell, row) {
    const years = number.parse(cell);
    return said(format, 'age', { years, bin: z.enum(AGE_BINS).nullish().parse(row['age_bin']) ?? ageBinOf(years) });
  },
  gender: (format, cell) => said(format, 'gender', { label: z.enum(GENDERS).parse(cell) }),
  race: (format, cell) => said(format, 'race', { label: z.enum(RACES).parse(cell) }),
  expression: (format, cell) => said(format, 'expression', { label: z.enum(EXPRESSIONS).parse(cell) }),
  identity: (format, cell) => said(format, 'identity', { label: z.string().parse(cell), embedding: null }),
};

/** @param openMask gives the bytes or file of what stands for a label map */
export async function facesOfObjects(
  format: FormatName,
  objects: Record<string, unknown>,
  openMask: (mask: unknown) => Promise<string | Uint8Array>,
  problem: (reason: string) => void,
): Promise<ReadFace[]> {
  const columns = Object.entries(objects).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  const count = columns.reduce((most, [, list]) => Math.max(most, list.length), 0);
  const faces: ReadFace[] = [];
  for (let at = 0; at < count; at++) {
    const row = Object.fromEntries(columns.map(([name, list]) => [name, list[at] ?? null]));
    const annotations: Annotation[] = [];
    const take = async (name: string, make: () => Annotation | Promise<Annotation>) => {
      try {
        annotations.push(await make());
      } catch (error) {
        problem(`face ${at + 1}, ${name}: ${sentenceOf(error)}`);
      }
    };
    for (const [name, reader] of Object.entries(READERS))
      if (row[name] !== null && row[name] !== undefined) await take(name, () => reader(format, row[name], row));
    if (row['mask'])
      await take('mask', async () => {
        const [x, y, width, height] = quad.parse(row['mask_frame']);
        const profile = z.enum(profiles).parse(row['mask_profile']);
        return said(format, 'parsing', {
          profile,
          frame: { x, y, width, height },
          ...(await readLabelMap(await openMask(row['mask']))),
        });
      });
    const box = quad.safeParse(row['bbox']);
    if (row['bbox'] && !box.success) problem(`face ${at + 1}, bbox: ${sentenceOf(box.error)}`);
    const [x, y, width, height] = box.success ? box.data : [0, 0, 0, 0];
    faces.push(foundFace(format, box.success ? { x, y, width, height } : null, annotations));
  }
  return faces;
}
