/** How photos look, summed up, so that copies of a picture are found. */
import type { Image } from '../shared/domain/image.ts';
import { inParallel } from './in-parallel.ts';
import type { JobTools } from './job-run.ts';

/** Photos whose looks are summed up at once. */
const WIDTH = 8;

/** One sum a photo; null for a photo that cannot be read, which looks like no other. */
export async function fingerprintsOf(
  { store, photos }: Pick<JobTools, 'store' | 'photos'>,
  images: readonly Pick<Image, 'path' | 'hash'>[],
  signal?: AbortSignal,
): Promise<(Uint8Array | null)[]> {
  const prints: (Uint8Array | null)[] = images.map(() => null);
  const look = async (i: number) => {
    signal?.throwIfAborted();
    const { path, hash } = images[i]!;
    prints[i] = await photos.call('fingerprint', { path, hash, cache: store.cacheDir }).catch(() => null);
  };
  for await (const _ of inParallel(images.keys(), WIDTH, look));
  return prints;
}
