/**
 * The 68 points beside those of other lists: WFLW's 98, LaPa's 106, COFW's 29 and the five of CelebA. All count from 0.
 * Points of another list that the 68 lack are reckoned from their neighbours when a list is written, and left out when
 * it is read.
 */
import type { Annotation } from '../shared/domain/annotation.ts';
import type { FormatName } from '../shared/domain/dataset.ts';
import { hiddenLandmarks, LANDMARK_GROUPS, VISIBILITY_POINTS } from '../shared/domain/landmarks.ts';
import { LANDMARK_COUNT } from '../shared/domain/vocabulary.ts';
import { type DatasetFace, said, saidOf } from './format.ts';

export type XY = [number, number];

const run = (first: number, last: number, step = 1): number[] =>
  Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, at) => first + at * step);

/** For each of the 68 its place among WFLW's 98. */
export const IN_WFLW: readonly number[] = [
  ...run(0, 32, 2),
  ...run(33, 37),
  ...run(42, 46),
  ...run(51, 59),
  ...[60, 61, 63, 64, 65, 67],
  ...[68, 69, 71, 72, 73, 75],
  ...run(76, 95),
];

/** For each of the 68 its place among LaPa's 106. */
export const IN_LAPA: readonly number[] = [
  ...run(0, 32, 2),
  ...run(33, 37),
  ...run(42, 46),
  ...run(51, 54),
  ...run(58, 62),
  ...[66, 67, 69, 70, 71, 73],
  ...[75, 76, 78, 79, 80, 82],
  ...run(84, 103),
];

const mid = (points: readonly XY[], ...of: number[]): XY => [
  of.reduce((sum, at) => sum + points[at]![0], 0) / of.length,
  of.reduce((sum, at) => sum + points[at]![1], 0) / of.length,
];

/** A point of the brow's lower edge: from its upper edge a quarter of the way to the eye's upper lid. */
function underBrow(points: readonly XY[], brow: number, eye: readonly number[]): XY {
  const [x, y] = points[brow]!;
  const [ex, ey] = mid(points, ...eye);
  return [x + (ex - x) * 0.25, y + (ey - y) * 0.25];
}

const RIGHT_EYE = run(36, 41);
const LEFT_EYE = run(42, 47);

/** Odd points of a jaw of 33 lie half way between those of 17. */
const jaw33 = (points: readonly XY[], at: number): XY =>
  at % 2 === 0 ? points[at / 2]! : mid(points, (at - 1) / 2, (at + 1) / 2);

/** Fills a longer list: first what is the same point, then what is reckoned. */
function extend(points: readonly XY[], places: readonly number[], length: number, reckon: (at: number) => XY): XY[] {
  const known = new Map(places.map((place, at) => [place, points[at]!]));
  return Array.from({ length }, (_, at) => known.get(at) ?? reckon(at));
}

/** WFLW's 98; the 30 that the 68 lack are reckoned. */
export function toWflw(points: readonly XY[]): XY[] {
  return extend(points, IN_WFLW, 98, (at) => {
    if (at < 33) return jaw33(points, at);
    if (at < 42) return underBrow(points, [21, 20, 19, 18][at - 38]!, [37, 38]);
    if (at < 51) return underBrow(points, [26, 25, 24, 23][at - 47]!, [43, 44]);
    const others: Record<number, XY> = {
      62: mid(points, 37, 38),
      66: mid(points, 40, 41),
      70: mid(points, 43, 44),
      74: mid(points, 46, 47),
      96: mid(points, ...RIGHT_EYE),
      97: mid(points, ...LEFT_EYE),
    };
    return others[at]!;
  });
}

/** LaPa's 106; the 38 that the 68 lack are reckoned. */
export function toLapa(points: readonly XY[]): XY[] {
  return extend(points, IN_LAPA, 106, (at) => {
    if (at < 33) return jaw33(points, at);
    if (at < 42) return underBrow(points, [21, 20, 19, 18][at - 38]!, [37, 38]);
    if (at < 51) return underBrow(points, [26, 25, 24, 23][at - 47]!, [43, 44]);
    const others: Record<number, XY> = {
      55: mid(points, 27, 39),
      56: mid(points, 28, 31),
      57: mid(points, 29, 31),
      63: mid(points, 29, 35),
      64: mid(points, 28, 35),
      65: mid(points, 27, 42),
      68: mid(points, 37, 38),
      72: mid(points, 40, 41),
      74: mid(points, ...RIGHT_EYE),
      77: mid(points, 43, 44),
      81: mid(points, 46, 47),
      83: mid(points, ...LEFT_EYE),
      104: mid(points, ...RIGHT_EYE),
      105: mid(points, ...LEFT_EYE),
    };
    return others[at]!;
  });
}

/** The 68 among the points of a longer list. */
export const pick68 = (points: readonly XY[], places: readonly number[]): XY[] => places.map((at) => points[at]!);

/** COFW's 29; pupils and the lower edges of the brows, which the 68 lack, are reckoned. */
export function toCofw(points: readonly XY[]): XY[] {
  const of = [
    17, 26, 21, 22, 19, 0, 24, 0, 36, 45, 39, 42, 0, 0, 0, 0, 0, 0, 31, 35, 30, 33, 48, 54, 51, 62, 66, 57, 8,
  ];
  const others: Record<number, XY> = {
    5: underBrow(points, 19, [37, 38]),
    7: underBrow(points, 24, [43, 44]),
    12: mid(points, 37, 38),
    13: mid(points, 40, 41),
    14: mid(points, 43, 44),
    15: mid(points, 46, 47),
    16: mid(points, ...RIGHT_EYE),
    17: mid(points, ...LEFT_EYE),
  };
  return of.map((place, at) => others[at] ?? points[place]!);
}

/** CelebA's five, by the viewer's left and right: the eye on the left of an upright face is the person's right one. */
export const toFive = (points: readonly XY[]): XY[] => [
  mid(points, ...RIGHT_EYE),
  mid(points, ...LEFT_EYE),
  points[30]!,
  points[48]!,
  points[54]!,
];

/** Flags that no point of the 68 speaks for follow the nearest one that one does. */
const FOLLOWS: Record<number, number> = { 5: 4, 7: 6, 16: 12, 17: 14 };

/** Which of the 29 are visible, from what is known of the 68: a flag is off where any of its points is hidden. */
export function flagsOfPoints(visible: readonly boolean[]): boolean[] {
  const own = VISIBILITY_POINTS.map(({ landmarks }) => landmarks.every((at) => visible[at]));
  return own.map((flag, at) => own[FOLLOWS[at] ?? at] ?? flag);
}

/** The flags of a file, corrected where its points say otherwise. */
function agreedFlags(flags: readonly boolean[] | null, visible: readonly boolean[]): boolean[] {
  const derived = flagsOfPoints(visible);
  if (!flags) return derived;
  return flags.map((flag, at) => (VISIBILITY_POINTS[at]!.landmarks.length > 0 ? derived[at]! : flag));
}

export interface Keypoint {
  x: number;
  y: number;
  visible: boolean;
}

/** The 68 points, each with whether it can be seen, as far as the flags tell; null for a face without points. */
export function keypointsOf(face: Pick<DatasetFace, 'annotations'>): Keypoint[] | null {
  const points = saidOf(face, 'landmarks')?.points;
  if (!points) return null;
  const hidden = hiddenLandmarks(saidOf(face, 'visibility')?.visible ?? []);
  return points.map(([x, y], at) => ({ x, y, visible: !hidden.has(at) }));
}

/** Adds the 68 points to what is said of a face, with what they and flags that are there already say of what is seen. */
export function sayKeypoints(format: FormatName, annotations: Annotation[], points: readonly Keypoint[]): void {
  annotations.push(
    said(format, 'landmarks', { points: points.map(({ x, y }): [number, number] => [x, y]), spread: null }),
  );
  const visible = points.map((point) => point.visible);
  const at = annotations.findIndex(({ task }) => task === 'visibility');
  const known = annotations[at];
  // Points that are all seen say nothing where no flag is.
  if (!known && !visible.includes(false)) return;
  if (known) annotations.splice(at, 1);
  const flags = known?.task === 'visibility' ? known.value.visible : null;
  annotations.push(said(format, 'visibility', { visible: agreedFlags(flags, visible), probabilities: null }));
}

/** Names for the 68: «right_eye_2» is the second point of the person's right eye. */
export const POINT_NAMES: readonly string[] = Array.from({ length: LANDMARK_COUNT }, (_, at) => {
  const group = LANDMARK_GROUPS.find(({ first, last }) => at >= first && at <= last)!;
  return `${group.name.replaceAll(' ', '_')}_${at - group.first + 1}`;
});

/** All 68 out of points by name or by number, in their order; null, and told, where they are others. */
export function namedPoints<Of>(points: ReadonlyMap<string, Of>, problem: (reason: string) => void): Of[] | null {
  const found = POINT_NAMES.map(
    (name, at) => points.get(name) ?? points.get(String(at)) ?? points.get(String(at).padStart(2, '0')),
  );
  if (points.size === LANDMARK_COUNT && found.every((point) => point !== undefined)) return found;
  problem(`a face has ${points.size} points whose names are not those of the ${LANDMARK_COUNT}; they are left out`);
  return null;
}

/** Pairs of neighbours on the lines of the face. */
export const POINT_LINKS: readonly [number, number][] = LANDMARK_GROUPS.flatMap(({ first, last, closed }) => {
  const links = run(first, last - 1).map((at): [number, number] => [at, at + 1]);
  return closed ? [...links, [last, first] as [number, number]] : links;
});
