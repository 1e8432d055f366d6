/** The disposable folder of derived pictures: named by content and settings, so an entry is never out of date. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ContentHash } from '../shared/domain/ids.ts';

/** `<cache>/<first two digits>/<hash>-<name>` */
export const cachePath = (cache: string, hash: ContentHash, name: string): string =>
  path.join(cache, hash.slice(0, 2), `${hash}-${name}`);

/** Written aside and renamed: a file in the cache is always whole. */
export async function putIntoCache(file: string, bytes: Uint8Array): Promise<void> {
  const aside = `${file}.${randomUUID()}.part`;
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await writeFile(aside, bytes);
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

/** The bytes of a file of the cache, made first where it is not there. */
export async function cached(file: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch {
    const bytes = await make();
    await putIntoCache(file, bytes);
    return bytes;
  }
}
