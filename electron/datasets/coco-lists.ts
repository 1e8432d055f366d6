/**
 * The lists of a COCO file: categories as they are; pictures and annotations kept aside on disk, since annotations may come in
 * any order and before their pictures.
 */
import { z } from 'zod';
import { ProblemError } from '../shared/errors.ts';
import type { Rejection } from './format.ts';
import { type Aside, jsonValues, type Slot } from './json.ts';
import { sentenceOf } from './rejections.ts';
import type { Source } from './source.ts';

const Id = z.union([z.int(), z.string()]);
const Runs = z.object({ size: z.tuple([z.int(), z.int()]), counts: z.union([z.string(), z.array(z.int())]) });
const Entry = z.object({
  id: Id.optional(),
  image_id: Id,
  category_id: Id,
  bbox: z.array(z.number()).length(4).optional(),
  segmentation: z.union([z.array(z.array(z.number())), Runs]).optional(),
  keypoints: z.array(z.number()).optional(),
  face_id: Id.optional(),
  attributes: z.record(z.string(), z.unknown()).optional(),
});
export type Entry = z.infer<typeof Entry>;
const Picture = z.object({ id: Id, file_name: z.string(), width: z.int().positive(), height: z.int().positive() });
const Category = z.object({ id: Id, name: z.string(), keypoints: z.array(z.string()).optional() });
export type Picture = z.infer<typeof Picture>;
export type Category = z.infer<typeof Category>;

export interface Lists {
  categories: Category[];
  pictures: Slot[];
  /** By the picture that they speak of. */
  annotations: Map<Entry['image_id'], Slot[]>;
}

/** Goes through the file once. Records that are none are told of. */
export async function* sortOut(source: Source, file: string, aside: Aside, into: Lists): AsyncGenerator<Rejection> {
  const place = { file, line: null };
  const seen = { images: 0, annotations: 0 };
  for await (const { list, value } of jsonValues(source.full(file), '$.images.*', '$.annotations.*', '$.categories.*'))
    try {
      if (list === 'categories') into.categories.push(Category.parse(value));
      else if (list === 'images') {
        seen.images++;
        into.pictures.push(await aside.put(Picture.parse(value)));
      } else {
        seen.annotations++;
        const entry = Entry.parse(value);
        const slot = await aside.put(entry);
        const others = into.annotations.get(entry.image_id);
        if (others) others.push(slot);
        else into.annotations.set(entry.image_id, [slot]);
      }
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      const what =
        list === 'categories'
          ? 'a category'
          : list === 'images'
            ? `image ${seen.images}`
            : `annotation ${seen.annotations}`;
      yield { ...place, reason: `${what}: ${sentenceOf(error)}` };
    }
  if (seen.images === 0 && into.categories.length === 0)
    throw new ProblemError(
      'bad-input',
      `${source.full(file)} is not a file of COCO: it lists neither images nor categories.`,
    );
}
