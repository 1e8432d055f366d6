/** Where to look: ever smaller copies of a photo, each cut into overlapping windows that a detector can see at once. */
import type { Pixels } from '../../imaging/decode.ts';
import { resize } from '../../imaging/resize.ts';
import { type Box, growBox, type Point, type Size } from '../../shared/domain/geometry.ts';
import type { Detector } from './detector.ts';
import { halve } from './halve.ts';

/** A face measures at least this many pixels in the finest level, where a detector still sees it. */
const SMALLEST_SEEN = 10;
/** The coarsest level is no longer than this, so that a face that fills the photo fits a detector's reach. */
const COARSEST = 320;
/** A face longer than this is judged in a coarser level: seen closer, its eyes and cheeks pass for faces themselves. */
const LARGEST_SEEN = 200;
/** The same for detectors with small windows, as a share of the window's shorter side. */
const LARGEST_SHARE = 0.4;
/** Windows of a level share at most this many pixels. A larger face may be cut here and is whole in a coarser level. */
const OVERLAP = 128;
/** A box nearer than this share of its size to the edge of a window may be half a face. */
const EDGE_MARGIN = 0.1;

interface Copy extends Size {
  /** How often the photo is halved, each time with sides rounded up. */
  halvings: number;
  /** Pixels of the photo for one of the level. Differs from 2 ** halvings where the photo is stretched afterwards. */
  scale: Point;
}

/** A copy of the photo, and which faces are judged in it by their longer side in its pixels. */
export interface Level extends Copy {
  smallest: number;
  largest: number;
}

const shorterSide = (window: Size): number => Math.min(window.width, window.height);

/** What windows share, so that a face up to this long is whole in one of them. */
const overlapOf = (window: Size): number => Math.min(OVERLAP, shorterSide(window) >> 2);

function halved({ width, height }: Size, halvings: number): Copy {
  const scale = 2 ** halvings;
  return {
    width: Math.ceil(width / scale),
    height: Math.ceil(height / scale),
    halvings,
    scale: { x: scale, y: scale },
  };
}

/** The photo in exactly the size of a window, made from the smallest level that is larger. */
function stretched(photo: Size, window: Size, halvings: number): Copy {
  const { width, height, scale } = halved(photo, halvings);
  return {
    ...window,
    halvings,
    scale: { x: (scale.x * width) / window.width, y: (scale.y * height) / window.height },
  };
}

function copiesOf(photo: Size, { window, whole }: Pick<Detector, 'window' | 'whole'>, smallestFace: number): Copy[] {
  const copies: Copy[] = [];
  for (let halvings = Math.max(0, Math.floor(Math.log2(smallestFace / SMALLEST_SEEN))); ; halvings++) {
    const copy = halved(photo, halvings);
    const fits = copy.width <= window.width && copy.height <= window.height;
    if (fits && whole === 'stretched') return [...copies, stretched(photo, window, Math.max(0, halvings - 1))];
    copies.push(copy);
    if (fits && Math.max(copy.width, copy.height) <= COARSEST) return copies;
  }
}

/**
 * The levels of a photo, finest first, each half the one before it. What is small in a coarse level was seen better in
 * a finer one, so it is judged there alone: a hand is a face only from afar. A face that the windows of a level cut is at
 * least half their overlap long in the next; a third leaves room for a box that is a little off.
 */
export function levelsOf(photo: Size, detector: Pick<Detector, 'window' | 'whole'>, smallestFace: number): Level[] {
  const copies = copiesOf(photo, detector, smallestFace);
  const largest = Math.min(LARGEST_SEEN, LARGEST_SHARE * shorterSide(detector.window));
  return copies.map((copy, index) => ({
    ...copy,
    smallest: index === 0 ? 0 : overlapOf(detector.window) / 3,
    largest: index === copies.length - 1 ? Number.POSITIVE_INFINITY : largest,
  }));
}

/** The picture of each level in turn, each made from the one before it. */
export function* picturesOf(photo: Pixels, levels: readonly Level[]): Generator<{ level: Level; picture: Pixels }> {
  let halvings = 0;
  let copy = photo;
  for (const level of levels) {
    for (; halvings < level.halvings; halvings++) copy = halve(copy);
    const fits = copy.width === level.width && copy.height === level.height;
    yield { level, picture: fits ? copy : resize(copy, level, 'bilinear') };
  }
}

/** Starts of the fewest equal pieces, none over `reach`, that cover a length and share `overlap` or a little more. */
function pieces(length: number, reach: number, overlap: number): { starts: number[]; length: number } {
  if (length <= reach) return { starts: [0], length };
  const count = Math.ceil((length - overlap) / (reach - overlap));
  const piece = Math.min(reach, Math.ceil((length + (count - 1) * overlap) / count));
  return {
    starts: Array.from({ length: count }, (_, n) => Math.round((n * (length - piece)) / (count - 1))),
    length: piece,
  };
}

/** Windows in whole pixels that together cover a level. */
export function windowsOf(level: Size, window: Size): Box[] {
  const overlap = overlapOf(window);
  const across = pieces(level.width, window.width, overlap);
  const down = pieces(level.height, window.height, overlap);
  return down.starts.flatMap((y) => across.starts.map((x) => ({ x, y, width: across.length, height: down.length })));
}

/**
 * Whether a sighting in a window counts in its level. One at an edge of its window that is no edge of the level may be
 * half a face; the neighbouring window or a coarser level has it whole.
 *
 * @param box in pixels of the level
 */
export function counts(box: Box, window: Box, level: Level): boolean {
  const side = Math.max(box.width, box.height);
  if (side < level.smallest || side > level.largest) return false;
  const { x, y, width, height } = growBox(box, EDGE_MARGIN);
  return !(
    (window.x > 0 && x < window.x) ||
    (window.y > 0 && y < window.y) ||
    (window.x + window.width < level.width && x + width > window.x + window.width) ||
    (window.y + window.height < level.height && y + height > window.y + window.height)
  );
}
