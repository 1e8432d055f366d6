/** A short sum of how a picture looks, by which copies of it are found: resized, saved again, or a shade brighter. */
import sharp from 'sharp';

/** Brightness differences from column to column: 8 rows of 8. */
const SIDE = 8;
/** Two pictures that differ in at most so many of the 64 bits look nearly the same. */
const NEAR = 4;

/** The signs of the differences between neighbours of the picture at 9 x 8 grey pixels («dHash»), as eight bytes. */
export async function fingerprint(picture: Uint8Array): Promise<Uint8Array> {
  const grey = await sharp(picture)
    .greyscale()
    .resize(SIDE + 1, SIDE, { fit: 'fill' })
    .raw()
    .toBuffer();
  const bytes = new Uint8Array(SIDE);
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      const at = row * (SIDE + 1) + column;
      if (grey[at]! > grey[at + 1]!) bytes[row]! |= 1 << column;
    }
  return bytes;
}

const differingBits = (a: Uint8Array, b: Uint8Array): number => {
  let count = 0;
  for (let i = 0; i < a.length; i++) for (let bits = a[i]! ^ b[i]!; bits; bits &= bits - 1) count++;
  return count;
};

/**
 * Pairs of places in the list that look nearly the same. Of two near fingerprints at least four bytes are equal, so only
 * those that share a byte are compared.
 */
export function* nearPairs(fingerprints: readonly (Uint8Array | null)[]): Generator<[number, number]> {
  const seen = new Map<number, number[]>();
  for (const [i, print] of fingerprints.entries()) {
    if (!print) continue;
    const met = new Set<number>();
    for (let band = 0; band < print.length; band++) {
      const key = band * 256 + print[band]!;
      const others = seen.get(key) ?? [];
      for (const other of others) met.add(other);
      others.push(i);
      seen.set(key, others);
    }
    for (const other of met) if (differingBits(print, fingerprints[other]!) <= NEAR) yield [other, i];
  }
}
