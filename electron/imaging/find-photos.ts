/** Finds the photos of folders, in the order a person would list them. */
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isPhotoName } from '../shared/domain/image.ts';
import type { Skip } from '../shared/domain/job.ts';
import { PROJECT_SUFFIX } from '../shared/domain/project.ts';
import { fileProblem } from './problems.ts';

const { compare } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const inOrder = (a: Dirent, b: Dirent): number => compare(a.name, b.name) || (a.name < b.name ? -1 : 1);

const isPassedOver = (name: string): boolean => name.startsWith('.') || name.endsWith(PROJECT_SUFFIX);

/** What a link leads to, or nothing where it leads nowhere. */
async function kindOf(entry: Dirent, file: string): Promise<'folder' | 'file' | null> {
  const target = entry.isSymbolicLink() ? await stat(file).catch(() => null) : entry;
  if (target?.isDirectory()) return 'folder';
  return target?.isFile() ? 'file' : null;
}

/**
 * Absolute paths of the photos among `roots` and, to the bottom, in those of them that are folders. In folders a photo is
 * what is named like one; hidden files and the app's own projects are passed over, and no folder is entered twice, by
 * whatever links. A root that is no folder is yielded whatever its name, so that opening it says what is wrong with it.
 *
 * @param onSkip told of each folder that could not be read
 */
export async function* findPhotos(roots: Iterable<string>, onSkip?: (skip: Skip) => void): AsyncGenerator<string> {
  const entered = new Set<string>();

  async function* walk(folder: string): AsyncGenerator<string> {
    let entries: Dirent[];
    try {
      const real = await realpath(folder);
      if (entered.has(real)) return;
      entered.add(real);
      entries = await readdir(folder, { withFileTypes: true });
    } catch (error) {
      onSkip?.({ path: folder, reason: (fileProblem(error, folder) as Error).message });
      return;
    }
    for (const entry of entries.sort(inOrder)) {
      if (isPassedOver(entry.name)) continue;
      const file = path.join(folder, entry.name);
      const kind = await kindOf(entry, file);
      if (kind === 'folder') yield* walk(file);
      else if (kind === 'file' && isPhotoName(entry.name)) yield file;
    }
  }

  for (const root of roots) {
    const start = path.resolve(root);
    const isFolder = await stat(start).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (isFolder) yield* walk(start);
    else yield start;
  }
}
