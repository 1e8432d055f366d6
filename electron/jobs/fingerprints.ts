/** How photos look, summed up, so that copies of a picture are found. */
import type { Image } from '../shared/domain/image.ts';
import { type Fingerprint, keepFingerprints, keptFingerprints } from '../store/fingerprints.ts';
import { inParallel } from './in-parallel.ts';
import type { JobTools } from './job-run.ts';

/** Photos whose looks are summed up at once, and sums that are kept together. */
const WIDTH = 8;
const TOGETHER = 256;

/** One sum a photo; null for a photo that cannot be read, which looks like no other. Sums are kept for the next time. */
export async function fingerprintsOf(
  { store, photos }: Pick<JobTools, 'store' | 'photos'>,
  images: readonly Pick<Image, 'path' | 'hash'>[],
  signal?: AbortSignal,
): Promise<(Uint8Array | null)[]> {
  const hashes = images.map(({ hash }) => hash);
  const prints = keptFingerprints(store.db, hashes);
  const look = async ({ path, hash }: (typeof images)[number]): Promise<Fingerprint | null> => {
    signal?.throwIfAborted();
    const print = await photos.call('fingerprint', { path, hash, cache: store.cacheDir }).catch(() => null);
    return print && { hash, print };
  };
  let fresh: Fingerprint[] = [];
  const keep = () => {
    keepFingerprints(store.db, fresh);
    fresh = [];
  };
  const unknown = images.filter(({ hash }) => !prints.has(hash));
  for await (const found of inParallel(unknown, WIDTH, look)) {
    if (!found) continue;
    prints.set(found.hash, found.print);
    if (fresh.push(found) === TOGETHER) keep();
  }
  keep();
  return hashes.map((hash) => prints.get(hash) ?? null);
}
