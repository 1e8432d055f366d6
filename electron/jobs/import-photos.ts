/** Indexes photos where they lie: each is read once, hashed, checked, given a thumbnail, and noted in the store. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { findPhotos } from '../imaging/find-photos.ts';
import type { IndexedPhoto } from '../imaging/service.ts';
import type { Image } from '../shared/domain/image.ts';
import { type Problem, ProblemError, toProblem } from '../shared/errors.ts';
import { noteDuplicate } from '../store/duplicates.ts';
import {
  findImageByHash,
  findImageByPath,
  insertImage,
  listImagePaths,
  moveImage,
  replaceImage,
  setImageFile,
} from '../store/images.ts';
import type { WritableDb } from '../store/open.ts';
import { inParallel } from './in-parallel.ts';
import type { JobRun } from './job-run.ts';

/** Photos read at once: enough to keep every core busy while others wait for the disk. */
const WIDTH = 8;
/** Photos stored in one transaction: an fsync for each would cost more than the reading. */
const BATCH = 64;
/** But none that has been read waits longer than this, in milliseconds: a killed import keeps all but the last second. */
const KEEP_EVERY = 1000;

type Outcome = 'known' | 'added' | 'moved' | 'duplicate' | 'skipped';
type Read =
  | { path: string; unchanged: true }
  | { path: string; photo: IndexedPhoto }
  | { path: string; problem: Problem };

export const importPhotos: JobRun<'import'> = async (
  { paths },
  { store, photos, emit },
  { signal, progress, skip },
) => {
  const { db } = store;
  const cache = store.cacheDir;
  const files = new Set<string>();
  for await (const file of findPhotos(paths, ({ path: folder, reason }) => skip(folder, reason))) {
    signal.throwIfAborted();
    files.add(file);
  }
  markMissing(db, paths, files);

  const read = async (file: string): Promise<Read> => {
    try {
      signal.throwIfAborted();
      const { size, mtimeMs } = await stat(file);
      const known = findImageByPath(db, file);
      if (known && known.file === 'present' && known.bytes === size && known.mtime === Math.trunc(mtimeMs)) {
        return { path: file, unchanged: true };
      }
      return { path: file, photo: await photos.call('index', { path: file, cache }, { signal }) };
    } catch (error) {
      return { path: file, problem: toProblem(error) };
    }
  };

  const counts: Record<Outcome, number> = { known: 0, added: 0, moved: 0, duplicate: 0, skipped: 0 };
  let done = 0;
  let batch: Read[] = [];
  let kept = performance.now();
  const flush = () => {
    if (batch.length === 0) return;
    db.transaction(() => {
      for (const item of batch) counts[keep(db, item, skip)]++;
    })();
    batch = [];
    kept = performance.now();
    progress(done, files.size);
    emit('images.changed', {});
  };
  progress(0, files.size);
  for await (const item of inParallel(files, WIDTH, read)) {
    signal.throwIfAborted();
    if ('problem' in item && item.problem.code === 'unavailable')
      throw new ProblemError('unavailable', item.problem.message);
    batch.push(item);
    done++;
    if (batch.length >= BATCH || performance.now() - kept > KEEP_EVERY) flush();
    else progress(done, files.size);
  }
  flush();
  emit('images.changed', {});
  return summarise(counts, paths);
};

/** Stores what was read of one file. */
function keep(db: WritableDb, item: Read, skip: (path: string, reason: string) => void): Outcome {
  if ('unchanged' in item) return 'known';
  if ('problem' in item) {
    skip(item.path, item.problem.message);
    return 'skipped';
  }
  const { photo } = item;
  const here = findImageByPath(db, item.path);
  if (here) return keepAgain(db, here, item.path, photo, skip);
  const same = findImageByHash(db, photo.hash);
  if (!same) {
    insertImage(db, { path: item.path, ...photo });
    return 'added';
  }
  if (existsSync(same.path)) {
    noteDuplicate(db, item.path, same.id);
    return 'duplicate';
  }
  moveImage(db, same.id, item.path, photo.mtime);
  return 'moved';
}

/** A path that the project knows already: the same bytes, or another picture in the old one's place. */
function keepAgain(
  db: WritableDb,
  known: Image,
  file: string,
  photo: IndexedPhoto,
  skip: (path: string, reason: string) => void,
): Outcome {
  if (known.hash === photo.hash) {
    moveImage(db, known.id, file, photo.mtime);
    return 'known';
  }
  if (known.faces === 0) {
    replaceImage(db, known.id, { path: file, ...photo });
    return 'added';
  }
  setImageFile(db, known.id, 'changed');
  skip(
    file,
    'The file has changed since it was imported, and its faces belong to the old picture. Put the old file back, or import the new one under another name.',
  );
  return 'skipped';
}

/** Photos that the project knows under the imported folders but that are not there any more. */
function markMissing(db: WritableDb, roots: readonly string[], present: ReadonlySet<string>): void {
  const below = (file: string) => roots.some((root) => file === root || file.startsWith(root + path.sep));
  const gone = listImagePaths(db).filter((image) => below(image.path) && !present.has(image.path));
  db.transaction(() => {
    for (const { id, path: file } of gone) if (!existsSync(file)) setImageFile(db, id, 'missing');
  })();
}

function summarise(counts: Record<Outcome, number>, paths: readonly string[]): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    throw new ProblemError(
      'not-found',
      `There are no photos in ${paths.join(', ')}. Choose a folder with JPEG, PNG, WebP, AVIF, TIFF, GIF, BMP or HEIC files.`,
    );
  }
  const parts = [`Added ${counts.added} ${counts.added === 1 ? 'photo' : 'photos'}`];
  if (counts.moved > 0) parts.push(`found ${counts.moved} moved ${counts.moved === 1 ? 'file' : 'files'} again`);
  if (counts.known > 0) parts.push(`${counts.known} known already`);
  if (counts.duplicate > 0)
    parts.push(`noted ${counts.duplicate} ${counts.duplicate === 1 ? 'duplicate' : 'duplicates'}`);
  if (counts.skipped > 0) parts.push(`skipped ${counts.skipped}`);
  return `${parts.join(', ')}.`;
}
