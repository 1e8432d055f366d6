/** The photos decoded last, so that the faces of one photo are cropped from one decode. */
import type { ContentHash } from '../shared/domain/ids.ts';
import type { Pixels } from './decode.ts';

/** Bytes of pixels that are kept: seven photos of 12 megapixels. */
const KEPT_BYTES = 256e6;

/**
 * Remembers what `decode` gave for a photo until newer photos need the room; the last one is kept, however large it is. Calls
 * for one photo share one decode.
 * @param keptBytes how much room there is, in bytes of pixels
 */
export function recentPhotos(
  keptBytes = KEPT_BYTES,
): (hash: ContentHash, decode: () => Promise<Pixels>) => Promise<Pixels> {
  const kept = new Map<ContentHash, { pixels: Promise<Pixels>; bytes: number }>();

  function makeRoom(): void {
    let bytes = 0;
    for (const [hash, entry] of [...kept].reverse()) {
      bytes += entry.bytes;
      if (bytes > keptBytes && bytes > entry.bytes) kept.delete(hash);
    }
  }

  return (hash, decode) => {
    const entry = kept.get(hash) ?? { pixels: decode(), bytes: 0 };
    // Taken out and put back: the map's order is the order of last use.
    kept.delete(hash);
    kept.set(hash, entry);
    entry.pixels.then(
      ({ data }) => {
        entry.bytes = data.length;
        makeRoom();
      },
      () => kept.delete(hash),
    );
    return entry.pixels;
  };
}
