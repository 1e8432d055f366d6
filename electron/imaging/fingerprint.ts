/** A short sum of how a picture looks, by which copies of it are found: resized, saved again, or a shade brighter. */
import sharp from 'sharp';

/** Brightness differences from column to column: 8 rows of 8. */
const SIDE = 8;
/** Grey levels that do not count as a difference: a plain background has nothing but noise. */
const FLAT = 2;
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
      if (grey[at]! > grey[at + 1]! + FLAT) bytes[row]! |= 1 << column;
    }
  return bytes;
}

/** How many of the 32 bits are set, all of them added up at once in wider and wider fields. */
function setBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Pairs of places in the list that look nearly the same, the earlier place first. Near fingerprints have nearly as many
 * bits set, so in the order of that number only neighbours are compared.
 */
export function* nearPairs(fingerprints: readonly (Uint8Array | null)[]): Generator<[number, number]> {
  const prints = fingerprints
    .flatMap((print, place) => {
      if (!print) return [];
      const view = new DataView(print.buffer, print.byteOffset, SIDE);
      const [high, low] = [view.getInt32(0), view.getInt32(4)];
      return { place, high, low, set: setBits(high) + setBits(low) };
    })
    .toSorted((a, b) => a.set - b.set);
  const [highs, lows] = [Int32Array.from(prints, ({ high }) => high), Int32Array.from(prints, ({ low }) => low)];
  let end = 0;
  for (const [at, { place, high, low, set }] of prints.entries()) {
    while (end < prints.length && prints[end]!.set <= set + NEAR) end++;
    for (let next = at + 1; next < end; next++) {
      if (setBits(high ^ highs[next]!) + setBits(low ^ lows[next]!) > NEAR) continue;
      const other = prints[next]!.place;
      yield place < other ? [place, other] : [other, place];
    }
  }
}
