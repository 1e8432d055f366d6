/** Label maps between a face's frame and the pixels of a picture, and between class lists. */
import type { LabelMap } from '../imaging/label-map.ts';
import type { ClassList } from '../shared/domain/dataset.ts';
import { type Box, intersectBoxes, type Point, type Size } from '../shared/domain/geometry.ts';
import { PARSING_PROFILES, type ParsingClass, type ParsingProfile } from '../shared/domain/vocabulary.ts';
import type { DatasetFace, ValueOf } from './format.ts';

type Mask = ValueOf<'parsing'>;

/**
 * The map's labels in the pixels of a picture, 0 outside of its frame: each pixel gets the label under its centre. A map that
 * has these very pixels is given as it is, and not to be written to.
 * @param from where a point of the picture lies in the map's own photo; the same place, where absent
 */
export function paintMask(
  mask: Mask,
  { width, height }: Size,
  from?: (point: Point) => Point,
): Uint8Array<ArrayBuffer> {
  const { frame } = mask;
  const isFramed = frame.x === 0 && frame.y === 0 && frame.width === width && frame.height === height;
  if (!from && isFramed && mask.width === width && mask.height === height) return mask.labels;
  const labels = new Uint8Array(width * height);
  const scaleX = mask.width / frame.width;
  const scaleY = mask.height / frame.height;
  if (from) {
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const point = from({ x: x + 0.5, y: y + 0.5 });
        const column = Math.floor((point.x - frame.x) * scaleX);
        const row = Math.floor((point.y - frame.y) * scaleY);
        if (column >= 0 && row >= 0 && column < mask.width && row < mask.height)
          labels[y * width + x] = mask.labels[row * mask.width + column]!;
      }
    return labels;
  }
  const columns = Array.from({ length: width }, (_, x) => Math.floor((x + 0.5 - frame.x) * scaleX));
  const first = Math.max(
    0,
    columns.findIndex((column) => column >= 0),
  );
  let last = width;
  while (last > first && !(columns[last - 1]! < mask.width && columns[last - 1]! >= 0)) last--;
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y + 0.5 - frame.y) * scaleY);
    if (row < 0 || row >= mask.height) continue;
    for (let x = first; x < last; x++) labels[y * width + x] = mask.labels[row * mask.width + columns[x]!]!;
  }
  return labels;
}

/** The whole pixels of a picture that a frame reaches; null where it lies outside. */
export function pixelsUnder(frame: Box, picture: Size): Box | null {
  const within = intersectBoxes(frame, { x: 0, y: 0, ...picture });
  if (!within) return null;
  const [x, y] = [Math.floor(within.x), Math.floor(within.y)];
  return { x, y, width: Math.ceil(within.x + within.width) - x, height: Math.ceil(within.y + within.height) - y };
}

/** The map in the picture's pixels, only as large as its frame; null where no pixel of the picture has a label. */
export function cutMask(mask: Mask, picture: Size): (LabelMap & { x: number; y: number }) | null {
  const area = pixelsUnder(mask.frame, picture);
  if (!area) return null;
  const { x, y, width, height } = area;
  const frame = { ...mask.frame, x: mask.frame.x - x, y: mask.frame.y - y };
  return { x, y, width, height, labels: paintMask({ ...mask, frame }, { width, height }) };
}

/** The smallest box around the pixels with a label; null where there is none. */
export function labelledBox({ width, height, labels }: LabelMap): Box | null {
  let [left, right, top, bottom] = [width, -1, -1, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (labels[y * width + x] === 0) continue;
      if (top < 0) top = y;
      bottom = y;
      if (x < left) left = x;
      if (x > right) right = x;
    }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** Longest side of a map that is read in, in pixels: as large as those that are drawn here. */
const LONGEST = 1024;

/**
 * A map over a rectangle of whole pixels of a picture as a face's value; where it is very large, with fewer pixels.
 * @param map over the whole rectangle
 */
export function maskOver(profile: ParsingProfile, at: Point, map: LabelMap): Mask {
  const frame = { x: at.x, y: at.y, width: map.width, height: map.height };
  const longer = Math.max(map.width, map.height);
  if (longer <= LONGEST) return { profile, frame, ...own(map) };
  const size = {
    width: Math.max(1, Math.round((map.width * LONGEST) / longer)),
    height: Math.max(1, Math.round((map.height * LONGEST) / longer)),
  };
  const whole = { profile, ...map, frame: { x: 0, y: 0, ...size } };
  return { profile, frame, ...size, labels: paintMask(whole, size) };
}

/** A typed array with a buffer of its own and nothing else in it. */
const own = ({ width, height, labels }: LabelMap) => ({ width, height, labels: Uint8Array.from(labels) });

/** For each class of one list its number in another, found by name; 0 for classes that the other has not. */
export function classTable(from: readonly string[], to: readonly string[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(from, (name) => Math.max(0, to.indexOf(name)));
}

/** Labels by another table of numbers. */
export const relabel = (labels: Uint8Array, table: Uint8Array): Uint8Array<ArrayBuffer> =>
  labels.map((label) => table[label] ?? 0);

/** What becomes skin, where the eleven classes have no place of their own for it. */
const AS_SKIN: Record<Exclude<ClassList, 'as-is'>, readonly ParsingClass[]> = {
  eleven: [],
  'eleven-ears': ['left_ear', 'right_ear'],
  'eleven-glasses': ['eyeglasses'],
  'eleven-both': ['left_ear', 'right_ear', 'eyeglasses'],
};

/** The mask in the classes that were asked for; a mask of the eleven stays as it is. */
export function mergeClasses(mask: Mask, list: ClassList): Mask {
  if (list === 'as-is' || mask.profile === 'facexformer-11') return mask;
  const [from, to] = [classesOf(mask.profile), classesOf('facexformer-11')];
  const table = classTable(from, to);
  for (const name of AS_SKIN[list]) table[from.indexOf(name)] = to.indexOf('skin');
  return { ...mask, profile: 'facexformer-11', labels: relabel(mask.labels, table) };
}

/** A face whose mask is in the classes that were asked for. */
export const mergedFace = <Of extends Pick<DatasetFace, 'annotations'>>(face: Of, list: ClassList): Of =>
  list === 'as-is'
    ? face
    : {
        ...face,
        annotations: face.annotations.map((annotation) =>
          annotation.task === 'parsing' ? { ...annotation, value: mergeClasses(annotation.value, list) } : annotation,
        ),
      };

/** The class list with the fewest classes that has all of these. */
export function profileFor(classes: Iterable<string>): ParsingProfile {
  const wanted = [...classes];
  const fits = (profile: ParsingProfile) =>
    wanted.every((name) => (PARSING_PROFILES[profile] as readonly string[]).includes(name));
  return fits('facexformer-11') ? 'facexformer-11' : 'celebamask-19';
}

export const classesOf = (profile: ParsingProfile): readonly ParsingClass[] => PARSING_PROFILES[profile];
