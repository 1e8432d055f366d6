/**
 * The three run-length codes of the field, which have nothing in common but the name: COCO's runs go down the columns of
 * the whole picture, CVAT's along the rows of a tight box, Label Studio's pack the bits of an RGBA picture.
 */
import type { Size } from '../shared/domain/geometry.ts';
import type { Region } from './regions.ts';

/** COCO: runs of zeros and ones in turn, beginning with zeros, top to bottom, then left to right. */
export function cocoRuns({ x: left, y: top, width, height, bits }: Region, picture: Size): number[] {
  const runs: number[] = [];
  let end = 0; // of the last run
  let ones = false;
  const turn = (at: number) => {
    runs.push(at - end);
    end = at;
    ones = !ones;
  };
  for (let x = 0; x < width; x++) {
    const column = (left + x) * picture.height + top;
    for (let y = 0; y < height; y++) if ((bits[y * width + x] !== 0) !== ones) turn(column + y);
    // Below and above the region there is nothing of it; only one as high as the picture goes on in the next column.
    if (ones && height < picture.height) turn(column + height);
  }
  const all = picture.width * picture.height;
  if (ones) turn(all);
  if (end < all || runs.length === 0) runs.push(all - end);
  return runs;
}

/** @throws {RangeError} when the runs do not fill the picture; null where there is no one in them */
export function regionOfCocoRuns(runs: readonly number[], { width, height }: Size): Region | null {
  const sum = runs.reduce((total, run) => total + run, 0);
  if (sum !== width * height || runs.some((run) => !Number.isInteger(run) || run < 0))
    throw new RangeError(`the runs of a mask hold ${sum} pixels, and the picture has ${width} × ${height}`);
  let [left, right, top, bottom] = [width, -1, height, -1];
  let at = 0;
  for (const [index, run] of runs.entries()) {
    if (index % 2 === 1 && run > 0) {
      const last = at + run - 1;
      const [from, to] = [Math.floor(at / height), Math.floor(last / height)];
      left = Math.min(left, from);
      right = Math.max(right, to);
      top = from === to ? Math.min(top, at % height) : 0;
      bottom = from === to ? Math.max(bottom, last % height) : height - 1;
    }
    at += run;
  }
  if (right < 0) return null;
  const size = { width: right - left + 1, height: bottom - top + 1 };
  const bits = new Uint8Array(size.width * size.height);
  at = 0;
  for (const [index, run] of runs.entries()) {
    if (index % 2 === 1)
      for (let pixel = at; pixel < at + run; pixel++)
        bits[((pixel % height) - top) * size.width + Math.floor(pixel / height) - left] = 1;
    at += run;
  }
  return { x: left, y: top, ...size, bits };
}

/** COCO's string: from the third run on the difference to the one before the last, five bits a letter. */
export function cocoString(runs: readonly number[]): string {
  const letters: number[] = [];
  for (const [index, run] of runs.entries()) {
    let value = index > 2 ? run - runs[index - 2]! : run;
    let more = true;
    while (more) {
      let bits = value & 0x1f;
      value >>= 5;
      more = (bits & 0x10) !== 0 ? value !== -1 : value !== 0;
      if (more) bits |= 0x20;
      letters.push(bits + 48);
    }
  }
  return Buffer.from(letters).toString('latin1');
}

/** @throws {RangeError} for a letter that is none of the code's */
export function runsOfCocoString(text: string): number[] {
  const runs: number[] = [];
  for (let at = 0; at < text.length; ) {
    let value = 0;
    let shift = 0;
    let more = true;
    while (more) {
      const bits = text.charCodeAt(at) - 48;
      if (!(bits >= 0 && bits < 64)) throw new RangeError('the string of a mask is cut short or none of COCO');
      value |= (bits & 0x1f) << shift;
      more = (bits & 0x20) !== 0;
      at++;
      shift += 5;
      if (!more && (bits & 0x10) !== 0) value |= -1 << shift;
    }
    runs.push(runs.length > 2 ? value + runs[runs.length - 2]! : value);
  }
  return runs;
}

/** Runs of zeros and ones in turn along the rows of a region, beginning with zeros: CVAT's. */
export function rowRuns(bits: Uint8Array): number[] {
  const runs: number[] = [];
  let [end, last] = [0, 0];
  for (let at = 0; at < bits.length; at++) {
    const bit = bits[at] === 0 ? 0 : 1;
    if (bit === last) continue;
    runs.push(at - end);
    [end, last] = [at, bit];
  }
  runs.push(bits.length - end);
  return runs;
}

/** @throws {RangeError} when the runs do not fill the box */
export function bitsOfRowRuns(runs: readonly number[], size: Size): Uint8Array {
  const sum = runs.reduce((total, run) => total + run, 0);
  if (sum !== size.width * size.height || runs.some((run) => !Number.isInteger(run) || run < 0))
    throw new RangeError(`the runs of a mask hold ${sum} pixels, and its box has ${size.width} × ${size.height}`);
  const bits = new Uint8Array(sum);
  let at = 0;
  for (const [index, run] of runs.entries()) {
    if (index % 2 === 1) bits.fill(1, at, at + run);
    at += run;
  }
  return bits;
}

/** Bits of a run's length, by the two bits before it. */
const RUN_SIZES = [3, 4, 8, 16] as const;
const LONGEST_RUN = 1 << 16;

/** Label Studio: the picture as RGBA with the mask in all four channels, packed by runs (thi.ng's rle-pack). */
export function packBrush(region: Region, picture: Size): number[] {
  const bytes: number[] = [];
  let pending = 0;
  let held = 0;
  const put = (value: number, count: number) => {
    for (let bit = count - 1; bit >= 0; bit--) {
      pending = (pending << 1) | ((value >>> bit) & 1);
      held++;
      if (held < 8) continue;
      bytes.push(pending);
      [pending, held] = [0, 0];
    }
  };
  const length = picture.width * picture.height * 4;
  put(length, 32);
  put(8 - 1, 5);
  for (const size of RUN_SIZES) put(size - 1, 4);
  let [run, value] = [0, -1];
  const flush = () => {
    while (run > 0) {
      const part = Math.min(run, LONGEST_RUN);
      const size = RUN_SIZES.findIndex((bits) => part <= 1 << bits);
      put(1, 1);
      put(size, 2);
      put(part - 1, RUN_SIZES[size]!);
      put(value, 8);
      run -= part;
    }
  };
  const append = (count: number, next: number) => {
    if (count === 0) return;
    if (next !== value) flush();
    value = next;
    run += count;
  };
  append(region.y * picture.width * 4, 0);
  for (let y = 0; y < region.height; y++) {
    append(region.x * 4, 0);
    for (let x = 0; x < region.width; x++) append(4, region.bits[y * region.width + x] === 0 ? 0 : 255);
    append((picture.width - region.x - region.width) * 4, 0);
  }
  append((picture.height - region.y - region.height) * picture.width * 4, 0);
  flush();
  // At least one zero bit, up to a whole byte of them, as its own encoder leaves.
  put(0, 8 - held);
  return bytes;
}

/**
 * The alpha channel of a packed picture.
 * @throws {RangeError} when the bytes are cut short or of a picture of another size
 */
export function unpackBrush(bytes: readonly number[], picture: Size): Uint8Array {
  let at = 0;
  const take = (count: number): number => {
    let value = 0;
    for (let bit = 0; bit < count; bit++, at++) {
      const byte = bytes[at >> 3];
      if (byte === undefined) throw new RangeError('the bytes of a brush are cut short');
      value = value * 2 + ((byte >> (7 - (at & 7))) & 1);
    }
    return value;
  };
  const length = take(32);
  const pixels = picture.width * picture.height;
  if (length !== pixels * 4)
    throw new RangeError(
      `a brush holds ${length / 4} pixels, and the picture has ${picture.width} × ${picture.height}`,
    );
  const wordSize = take(5) + 1;
  const sizes = RUN_SIZES.map(() => take(4) + 1);
  const alpha = new Uint8Array(pixels);
  for (let done = 0; done < length; ) {
    const repeats = take(1) === 1;
    const count = take(sizes[take(2)]!) + 1;
    const word = repeats ? take(wordSize) : 0;
    for (let index = 0; index < count && done < length; index++, done++) {
      const value = repeats ? word : take(wordSize);
      if (done % 4 === 3) alpha[done >> 2] = value;
    }
  }
  return alpha;
}
