/** Parts of a picture that belong to one class: cut from label maps, drawn as outlines, put together again. */
import type { Bits, LabelMap } from '../imaging/label-map.ts';
import type { Annotation } from '../shared/domain/annotation.ts';
import type { FormatName } from '../shared/domain/dataset.ts';
import type { Box, Point, Size } from '../shared/domain/geometry.ts';
import { PARSING_PROFILES, type ParsingClass, type ParsingProfile } from '../shared/domain/vocabulary.ts';
import { said, type ValueOf } from './format.ts';
import { classesOf, cutMask, maskOver, profileFor } from './masks.ts';

/** A rectangle of whole pixels of the picture, 1 where the class is, row by row. */
export type Region = Bits;

export interface ClassRegion {
  name: Exclude<ParsingClass, 'background'>;
  region: Region;
}

/** The regions of a face's classes in the picture's pixels, in the order of the list; the background is none. */
export function classRegions(mask: ValueOf<'parsing'>, picture: Size): ClassRegion[] {
  const cut = cutMask(mask, picture);
  return cut ? regionsOfMap(cut, classesOf(mask.profile)) : [];
}

/** The regions of a map that lies at a place of the picture. */
export function regionsOfMap(map: LabelMap & Point, classes: readonly ParsingClass[]): ClassRegion[] {
  const boxes = labelBoxes(map);
  return classes.flatMap((name, label) => {
    const box = boxes.get(label);
    return name !== 'background' && box ? [{ name, region: regionUnder(map, label, box) }] : [];
  });
}

/** For every label the smallest rectangle with all of its pixels. */
function labelBoxes({ width, height, labels }: LabelMap): Map<number, Box> {
  const edges = new Map<number, { left: number; right: number; top: number; bottom: number }>();
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width;
    for (let at = y * width; at < end; ) {
      const start = at;
      const label = labels[start]!;
      while (++at < end && labels[at] === label);
      const [left, right] = [start - end + width, at - end + width];
      const known = edges.get(label);
      if (!known) {
        edges.set(label, { left, right, top: y, bottom: y + 1 });
        continue;
      }
      if (left < known.left) known.left = left;
      if (right > known.right) known.right = right;
      known.bottom = y + 1;
    }
  }
  return new Map(
    [...edges].map(([label, { left, right, top, bottom }]) => [
      label,
      { x: left, y: top, width: right - left, height: bottom - top },
    ]),
  );
}

function regionUnder(map: LabelMap & Point, label: number, { x: left, y: top, width, height }: Box): Region {
  const { labels } = map;
  const bits = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    let from = (top + y) * map.width + left;
    for (const end = from + width; from < end; from++, to++) bits[to] = labels[from] === label ? 1 : 0;
  }
  return { x: map.x + left, y: map.y + top, width, height, bits };
}

/** @throws {RangeError} for a region that is not of this picture */
export function regionIn(region: Region, picture: Size): Region {
  const { x, y, width, height } = region;
  if (x < 0 || y < 0 || x + width > picture.width || y + height > picture.height)
    throw new RangeError(
      `a mask of ${width} × ${height} pixels at ${x}, ${y} reaches out of its picture of ${picture.width} × ${picture.height}`,
    );
  return region;
}

/** Puts regions together in their order: a later one has the pixels that several claim. Null where there is nothing. */
export function composeMask(
  profile: ParsingProfile,
  regions: readonly { name: string; region: Region }[],
): ValueOf<'parsing'> | null {
  const some = regions.filter(({ region }) => region.width > 0 && region.height > 0);
  if (some.length === 0) return null;
  const x = Math.min(...some.map(({ region }) => region.x));
  const y = Math.min(...some.map(({ region }) => region.y));
  const width = Math.max(...some.map(({ region }) => region.x + region.width)) - x;
  const height = Math.max(...some.map(({ region }) => region.y + region.height)) - y;
  const labels = new Uint8Array(width * height);
  const classes: readonly string[] = classesOf(profile);
  for (const { name, region } of some) {
    const label = Math.max(0, classes.indexOf(name));
    for (let row = 0; row < region.height; row++) {
      const to = (region.y - y + row) * width + region.x - x;
      for (let column = 0; column < region.width; column++)
        if (region.bits[row * region.width + column] !== 0) labels[to + column] = label;
    }
  }
  return maskOver(profile, { x, y }, { width, height, labels });
}

/**
 * Adds the mask that regions make to what is said of a face.
 * @param profile the class list that the file names, if it names one
 * @param classes all that may be meant where it names none: the list with the fewest classes that has them is taken
 */
export function sayMask(
  format: FormatName,
  annotations: Annotation[],
  regions: readonly { name: string; region: Region }[],
  profile: unknown,
  classes: readonly string[] = regions.map(({ name }) => name),
): void {
  const mask = composeMask(isProfile(profile) ? profile : profileFor(classes), regions);
  if (mask) annotations.push(said(format, 'parsing', mask));
}

const isProfile = (name: unknown): name is ParsingProfile =>
  typeof name === 'string' && Object.hasOwn(PARSING_PROFILES, name);

/** How many pixels of the class there are. */
export function areaOf({ bits }: Region): number {
  let area = 0;
  for (let at = 0; at < bits.length; at++) area += bits[at]!; // three times as fast as an iterator
  return area;
}

/** A closed line through corners of pixels, as x, y, x, y, without a repeated end. */
export type Ring = number[];

/**
 * The region's outlines along the edges of its pixels: the outer ones with the region on their right, clockwise, then
 * those of its holes, the other way round. Filled again, outer ones without holes give the same pixels.
 */
export function outlinesOf({ x: left, y: top, width, height, bits }: Region): { outer: Ring[]; holes: Ring[] } {
  const isIn = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && bits[y * width + x] !== 0;
  // Edges with the region on their right, by where they begin: 0 right, 1 down, 2 left, 3 up.
  const stride = width + 1;
  const edges = new Uint8Array(stride * (height + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!isIn(x, y)) continue;
      if (!isIn(x, y - 1)) edges[y * stride + x]! |= 1;
      if (!isIn(x + 1, y)) edges[y * stride + x + 1]! |= 2;
      if (!isIn(x, y + 1)) edges[(y + 1) * stride + x + 1]! |= 4;
      if (!isIn(x - 1, y)) edges[(y + 1) * stride + x]! |= 8;
    }
  const [stepX, stepY] = [
    [1, 0, -1, 0],
    [0, 1, 0, -1],
  ];
  const outer: Ring[] = [];
  const holes: Ring[] = [];
  for (let start = 0; start < edges.length; start++)
    while (edges[start] !== 0) {
      let at = start;
      let heading = Math.log2(edges[at]! & -edges[at]!);
      const ring: Ring = [];
      let area = 0;
      let last = -1;
      do {
        edges[at]! &= ~(1 << heading);
        const [x, y] = [at % stride, Math.floor(at / stride)];
        if (heading !== last) ring.push(left + x, top + y);
        area += x * stepY[heading]! - y * stepX[heading]!;
        last = heading;
        at += stepX[heading]! + stepY[heading]! * stride;
        // Where two pixels touch at a corner the line turns right, and each keeps a ring of its own.
        heading = [1, 0, 3].map((turn) => (last + turn) % 4).find((next) => edges[at]! & (1 << next)) ?? last;
      } while (at !== start || (edges[at]! & (1 << heading)) !== 0);
      (area > 0 ? outer : holes).push(ring);
    }
  return { outer, holes };
}

/** Fills rings by the even-odd rule: pixels whose centres lie inside. Null where none does. */
export function fillRings(rings: readonly Ring[], picture: Size): Region | null {
  const xs = rings.flatMap((ring) => ring.filter((_, at) => at % 2 === 0));
  const ys = rings.flatMap((ring) => ring.filter((_, at) => at % 2 === 1));
  const range = (values: number[], limit: number): [number, number] => [
    Math.max(0, Math.floor(values.reduce((a, b) => Math.min(a, b), limit))),
    Math.min(limit, Math.ceil(values.reduce((a, b) => Math.max(a, b), 0))),
  ];
  const [x, right] = range(xs, picture.width);
  const [y, bottom] = range(ys, picture.height);
  const [width, height] = [right - x, bottom - y];
  if (width <= 0 || height <= 0) return null;
  const bits = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const level = y + row + 0.5;
    const crossings: number[] = [];
    for (const ring of rings)
      for (let at = 0; at < ring.length; at += 2) {
        const next = (at + 2) % ring.length;
        const [x0, y0, x1, y1] = [ring[at]!, ring[at + 1]!, ring[next]!, ring[next + 1]!];
        if (y0 <= level !== y1 <= level) crossings.push(x0 + ((level - y0) / (y1 - y0)) * (x1 - x0));
      }
    crossings.sort((a, b) => a - b);
    for (let at = 0; at + 1 < crossings.length; at += 2) {
      const from = Math.max(0, Math.ceil(crossings[at]! - x - 0.5));
      const to = Math.min(width, Math.ceil(crossings[at + 1]! - x - 0.5));
      if (to > from) bits.fill(1, row * width + from, row * width + to);
    }
  }
  return { x, y, width, height, bits };
}
