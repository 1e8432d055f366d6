/**
 * `sources.jsonl`: which photo each picture of an export was made from. Formats that count their pictures, and copies that
 * stand upright, are nothing like the photo any more; the list finds it again.
 */
import path from 'node:path';
import { z } from 'zod';
import { ContentHash } from '../shared/domain/ids.ts';
import type { CropSquare } from './crops.ts';
import { isRejection, type Reading, type WriteItem } from './format.ts';
import type { Source } from './source.ts';

export const SOURCES = 'sources.jsonl';

/** @param file where the picture is or would be in the dataset; null for formats that hold it inside of their own */
export const sourceLine = ({ name, photo }: WriteItem, file: string | null, crop: CropSquare | null): string =>
  `${JSON.stringify({ name, file: file ?? undefined, path: photo?.path, sha256: photo?.hash, crop: crop ?? undefined })}\n`;

const Line = z.object({
  name: z.string(),
  file: z.string().optional(),
  sha256: ContentHash,
  crop: z.unknown().optional(),
});

/** The end of a path, and every longer end of it: labels call a picture by any of them. */
function* endsOf(file: string): Generator<string> {
  const steps = file.split('/');
  for (let at = steps.length - 1; at >= 0; at--) yield steps.slice(at).join('/');
}

/** Photos by what the dataset may call their pictures; null where two are called so. Crops lie elsewhere than their photo. */
async function photosOf(source: Source): Promise<Map<string, ContentHash | null>> {
  const photos = new Map<string, ContentHash | null>();
  for (const list of (await source.files()).filter((file) => file === SOURCES))
    for await (const { text } of source.lines(list)) {
      const row = Line.safeParse(parsed(text));
      if (!row.success || row.data.crop !== undefined) continue;
      const { name, file = name, sha256 } = row.data;
      for (const end of endsOf(file.normalize('NFC'))) {
        const other = photos.get(end);
        photos.set(end, other === undefined || other === sha256 ? sha256 : null);
      }
    }
  return photos;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Says of each picture which photo it was made from, where the dataset tells. */
export async function* withPhotos(source: Source, readings: AsyncIterable<Reading>): AsyncGenerator<Reading> {
  const photos = await photosOf(source);
  for await (const reading of readings) {
    if (isRejection(reading) || photos.size === 0) {
      yield reading;
      continue;
    }
    const inside = reading.file === null ? reading.name : path.relative(source.root, reading.file);
    const photo = photos.get(inside.split(path.sep).join('/').normalize('NFC'));
    yield photo ? { ...reading, photo } : reading;
  }
}
