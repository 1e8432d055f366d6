/**
 * Hugging Face's imagefolder: pictures in a folder a split, and `metadata.jsonl` beside them, a line a picture, with a list a
 * column for its faces. Label maps are PNG files that the lines name.
 */
import path from 'node:path';
import { z } from 'zod';
import type { Split } from '../../shared/domain/dataset.ts';
import {
  type DatasetWriter,
  type Format,
  foundPicture,
  partsOf,
  type Reading,
  type Rejection,
  type WriteItem,
} from '../format.ts';
import { listFiles } from '../lists.ts';
import { stemOf } from '../names.ts';
import { carriedByObjects, facesOfObjects, objectFields, objectsOf } from '../objects.ts';
import type { Output } from '../output.ts';
import { attempt, sentenceOf } from '../rejections.ts';
import type { Source } from '../source.ts';
import { splitOfName } from '../split-names.ts';

const FORMAT = 'imagefolder';
const FILE = 'metadata.jsonl';

/** What its readers call the parts. */
const FOLDERS: Record<Split, string> = { train: 'train', val: 'validation', test: 'test' };
const folderOf = (split: Split | null): string => FOLDERS[split ?? 'train'];

const pictureFile = ({ name, split }: WriteItem): string => `${folderOf(split)}/${name}`;

function write(output: Output): DatasetWriter {
  const lists = listFiles(output);
  return {
    async add(item) {
      const { name, size, split, faces } = item;
      const folder = folderOf(split);
      const objects = await objectsOf(faces, async (png, face) => {
        // In a folder of their own: what lies beside the pictures is taken for pictures.
        const file = `masks/${folder}/${stemOf(name)}-${face + 1}.png`;
        await output.put(file, () => png);
        return `../${file}`;
      });
      await lists.write(`${folder}/${FILE}`, `${JSON.stringify({ file_name: name, ...size, objects })}\n`);
    },
    async finish() {},
  };
}

const Line = z.object({
  file_name: z.string(),
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  objects: z.record(z.string(), z.unknown()).optional(),
});

async function* read(source: Source): AsyncGenerator<Reading> {
  for (const file of await source.named(FILE))
    for await (const { text, line } of source.lines(file)) {
      if (text.trim() === '') continue;
      const place = { file, line };
      const rejections: Rejection[] = [];
      let row: z.infer<typeof Line>;
      try {
        row = Line.parse(JSON.parse(text));
      } catch (error) {
        yield { ...place, reason: sentenceOf(error) };
        continue;
      }
      const openMask = async (mask: unknown) => {
        const inside = path.posix.normalize(path.posix.join(path.posix.dirname(file), z.string().parse(mask)));
        if (inside.startsWith('..')) throw new TypeError(`its mask «${mask}» lies outside of the dataset`);
        return source.full(inside);
      };
      const faces = await facesOfObjects(FORMAT, row.objects ?? {}, openMask, (reason) =>
        rejections.push({ ...place, reason }),
      );
      yield* rejections;
      const picture = await source.picture(row.file_name, file);
      yield await attempt(place, async () =>
        foundPicture({
          name: row.file_name,
          file: picture && source.full(picture),
          size:
            row.width && row.height
              ? { width: row.width, height: row.height }
              : await source.sizeOf(row.file_name, file),
          split: splitOfName(path.posix.dirname(file)),
          faces,
          place,
        }),
      );
    }
}

export const imagefolder: Format = {
  title: 'Hugging Face imagefolder',
  about: 'Pictures by split with a line of JSON each; loads with `load_dataset("imagefolder")`.',
  unit: 'photo',
  pictures: 'any',
  keepsTurns: false,
  carries: carriedByObjects('label maps of faces as PNG files'),
  origin: 'edges of pixels from 0',
  overlap: 'every face has a map of its own',
  classes: [],
  options: {},
  recognise: async (source) => (await source.named(FILE)).length > 0,
  read,
  tables: (header) =>
    partsOf(header).map((split) => ({
      name: folderOf(split),
      file: `${folderOf(split)}/${FILE}`,
      fields: [
        {
          name: 'file_name',
          about: "the picture's file, beside the list",
          type: 'text',
          from: { column: 'file_name' },
        },
        { name: 'width', about: 'in pixels', type: 'whole', from: { column: 'width' } },
        { name: 'height', about: 'in pixels', type: 'whole', from: { column: 'height' } },
        ...objectFields('text'),
      ],
    })),
  pictureFile,
  write,
};
