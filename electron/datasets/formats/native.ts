/**
 * Our own format: everything that a project knows of its faces, to the last bit, with who said it. `lineament.json` says
 * what the dataset is, `labels/*.jsonl` holds a line a photo, `photos/` the photos byte for byte, `masks/` each label map as a
 * PNG whose grey values are class numbers. Coordinates are the project's own.
 */
import { z } from 'zod';
import { encodeLabelMap, type LabelMap, readLabelMap } from '../../imaging/label-map.ts';
import { Annotation, Origin, TaskName } from '../../shared/domain/annotation.ts';
import { ASPECTS, type Carry, Split } from '../../shared/domain/dataset.ts';
import { Review } from '../../shared/domain/face.ts';
import { Box } from '../../shared/domain/geometry.ts';
import { ContentHash } from '../../shared/domain/ids.ts';
import { UsedModel } from '../../shared/domain/model.ts';
import { PARSING_PROFILES } from '../../shared/domain/vocabulary.ts';
import { ProblemError } from '../../shared/errors.ts';
import { type Format, foundPicture, type Reading, type WriteItem, whole } from '../format.ts';
import { listFiles } from '../lists.ts';
import { uniqueStem } from '../names.ts';
import type { Output } from '../output.ts';
import { sentenceOf } from '../rejections.ts';
import type { Source } from '../source.ts';

export const NATIVE_MANIFEST = 'lineament.json';
const VERSION = 1;

export const NativeManifest = z.object({
  format: z.literal('lineament'),
  version: z.int().positive(),
  title: z.string(),
  licence: z.string(),
  /** Class lists by name, so that the numbers in the masks mean something to others too. */
  classes: z.record(z.string(), z.array(z.string())),
  models: z.array(UsedModel.omit({ used: true })),
});

/** A face as a line holds it: arrays of numbers as base64, the label map as a file's name. */
const Entry = z.object({
  task: TaskName,
  value: z.record(z.string(), z.unknown()),
  origin: Origin,
  confidence: z.number().nullable(),
});
const Line = z.object({
  photo: z.object({
    /** Inside of the dataset, or null where photos stayed where they are. */
    file: z.string().nullable(),
    path: z.string().nullable(),
    sha256: ContentHash.nullable(),
    width: z.int().positive(),
    height: z.int().positive(),
  }),
  split: Split.nullable(),
  faces: z.array(
    z.object({
      box: Box,
      score: z.number().nullable(),
      origin: Origin,
      review: Review,
      skipped: z.boolean().optional(),
      flag: z.string().optional(),
      annotations: z.array(z.unknown()),
    }),
  ),
});
type Line = z.infer<typeof Line>;

const FLOATS = 'float32';

/** Typed arrays as base64 of little-endian bytes, the rest as it is. */
const toPlain = (value: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      entry instanceof Float32Array
        ? { [FLOATS]: Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength).toString('base64') }
        : entry,
    ]),
  );

const Floats = z.object({ [FLOATS]: z.base64() });

const fromPlain = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      const floats = Floats.safeParse(entry);
      // A copy, whose memory begins where a float may.
      if (floats.success)
        return [key, new Float32Array(new Uint8Array(Buffer.from(floats.data[FLOATS], 'base64')).buffer)];
      return [key, entry];
    }),
  );

const maskFile = (stem: string, face: number): string => `masks/${stem}-${face + 1}.png`;

async function entryOf(output: Output, annotation: Annotation, mask: string): Promise<unknown> {
  const { task, value, origin, confidence } = annotation;
  if (annotation.task !== 'parsing') return { task, value: toPlain(value), origin, confidence };
  const { labels, ...rest } = annotation.value;
  await output.put(mask, () => encodeLabelMap({ ...rest, labels }));
  return { task, value: { ...rest, labels: mask }, origin, confidence };
}

function write(output: Output, header: Parameters<Format['write']>[1]): ReturnType<Format['write']> {
  const lists = listFiles(output);
  const stems = new Set<string>();
  return {
    async add(item) {
      const stem = uniqueStem(item.name, stems);
      const faces: Line['faces'] = [];
      for (const [index, face] of item.faces.entries()) {
        const annotations: unknown[] = [];
        for (const annotation of face.annotations)
          annotations.push(await entryOf(output, annotation, maskFile(stem, index)));
        const { box, score, origin, review, skipped, flag } = face;
        const remarks = { ...(skipped && { skipped }), ...(flag != null && { flag }) };
        faces.push({ box, score, origin, review, ...remarks, annotations });
      }
      const line: Line = {
        photo: {
          file: header.pictures ? pictureFile(item) : null,
          path: item.photo?.path ?? null,
          sha256: item.photo?.hash ?? null,
          ...item.size,
        },
        split: item.split,
        faces,
      };
      await lists.write(`labels/${item.split ?? 'all'}.jsonl`, `${JSON.stringify(line)}\n`);
    },
    async finish() {
      const manifest: z.infer<typeof NativeManifest> = {
        format: 'lineament',
        version: VERSION,
        title: header.title,
        licence: header.licence,
        classes: Object.fromEntries(Object.entries(PARSING_PROFILES).map(([name, classes]) => [name, [...classes]])),
        models: header.models.map(({ id, kind, family, name, sha256 }) => ({ id, kind, family, name, sha256 })),
      };
      await output.text(NATIVE_MANIFEST).write(`${JSON.stringify(manifest, null, 2)}\n`);
    },
  };
}

const pictureFile = (item: WriteItem): string => `photos/${item.name}`;

/** @throws {ProblemError} where the manifest is not one, or from a newer version */
export async function readNativeManifest(source: Source): Promise<z.infer<typeof NativeManifest>> {
  const parsed = NativeManifest.safeParse(
    await source
      .text(NATIVE_MANIFEST)
      .then(JSON.parse)
      .catch(() => null),
  );
  if (!parsed.success)
    throw new ProblemError(
      'bad-input',
      `${source.full(NATIVE_MANIFEST)} is not the manifest of a dataset of Lineament.`,
    );
  if (parsed.data.version > VERSION)
    throw new ProblemError(
      'newer-version',
      `${source.root} was written by a newer version. Update the app to read it.`,
    );
  return parsed.data;
}

/** Reads label maps and puts them back where a line names them. */
async function annotationOf(source: Source, entry: unknown): Promise<Annotation> {
  const { value, ...rest } = Entry.parse(entry);
  if (rest.task !== 'parsing') return Annotation.parse({ ...rest, value: fromPlain(value) });
  const file = z.string().parse(value['labels']);
  if (file.split('/').includes('..'))
    throw new ProblemError('bad-input', `its mask «${file}» lies outside of the dataset`);
  const map: LabelMap = await readLabelMap(source.full(file));
  return Annotation.parse({ ...rest, value: { ...value, ...map } });
}

async function* read(source: Source): AsyncGenerator<Reading> {
  await readNativeManifest(source);
  const files = (await source.files()).filter((file) => /^labels\/[^/]+\.jsonl$/.test(file));
  for (const file of files)
    for await (const { text, line } of source.lines(file)) {
      if (text.trim() === '') continue;
      const place = { file, line };
      let parsed: Line;
      try {
        parsed = Line.parse(JSON.parse(text));
      } catch (error) {
        yield { ...place, reason: sentenceOf(error) };
        continue;
      }
      const { photo, split } = parsed;
      const faces = [];
      for (const { annotations: entries, ...face } of parsed.faces) {
        const annotations: Annotation[] = [];
        for (const entry of entries)
          try {
            annotations.push(await annotationOf(source, entry));
          } catch (error) {
            yield { ...place, reason: sentenceOf(error) };
          }
        const { skipped, flag, ...rest } = face;
        faces.push({ ...rest, ...(skipped && { skipped }), ...(flag != null && { flag }), annotations });
      }
      const name = photo.file ?? photo.path ?? '';
      const picture = photo.file === null ? null : await source.picture(photo.file);
      yield foundPicture({
        name: photo.path ?? name,
        file: picture && source.full(picture),
        hash: photo.sha256,
        size: { width: photo.width, height: photo.height },
        split,
        faces,
        place,
      });
    }
}

const everything = Object.fromEntries(ASPECTS.map((aspect) => [aspect, whole()])) as Record<
  (typeof ASPECTS)[number],
  Carry
>;

export const native: Format = {
  title: 'Lineament',
  about: 'Everything, to the last bit, with who said it; read it back into another project.',
  unit: 'photo',
  pictures: 'any',
  keepsTurns: true,
  carries: everything,
  origin: 'edges of pixels from 0, in the upright photo',
  overlap: 'label maps do not overlap',
  classes: [],
  options: {},
  recognise: async (source) => (await source.offered()).includes(NATIVE_MANIFEST),
  read,
  models: async (source) => (await readNativeManifest(source)).models,
  pictureFile,
  write,
};
