/**
 * How the 68 points of a face belong together, and which of them COFW's 29 visibilities speak of. Both lists count
 * from 0; right and left are the person's own.
 */
import type { ParsingClass } from './vocabulary.ts';

/** Points that form a line, in order; a closed one ends where it began. Together they hold every point once. */
export interface LandmarkGroup {
  name: string;
  /** Whose side of the face it is on; null in the middle. */
  side: 'right' | 'left' | null;
  first: number;
  last: number;
  closed: boolean;
}

/** iBUG's order. */
export const LANDMARK_GROUPS: readonly LandmarkGroup[] = [
  { name: 'jaw', side: null, first: 0, last: 16, closed: false },
  { name: 'right brow', side: 'right', first: 17, last: 21, closed: false },
  { name: 'left brow', side: 'left', first: 22, last: 26, closed: false },
  { name: 'nose bridge', side: null, first: 27, last: 30, closed: false },
  { name: 'nose base', side: null, first: 31, last: 35, closed: false },
  { name: 'right eye', side: 'right', first: 36, last: 41, closed: true },
  { name: 'left eye', side: 'left', first: 42, last: 47, closed: true },
  { name: 'outer lips', side: null, first: 48, last: 59, closed: true },
  { name: 'inner lips', side: null, first: 60, last: 67, closed: true },
];

export const groupOfLandmark = (index: number): LandmarkGroup | undefined =>
  LANDMARK_GROUPS.find(({ first, last }) => index >= first && index <= last);

/** The parts of a face that move as one, by their points. */
export const LANDMARK_PARTS = {
  jaw: range(0, 16),
  'right brow': range(17, 21),
  'left brow': range(22, 26),
  nose: range(27, 35),
  'right eye': range(36, 41),
  'left eye': range(42, 47),
  mouth: range(48, 67),
} as const satisfies Record<string, readonly number[]>;
export type LandmarkPart = keyof typeof LANDMARK_PARTS;

/** The classes of masks that have landmarks, by the part whose points lie about them. */
export const CLASS_PARTS: Partial<Record<ParsingClass, LandmarkPart>> = {
  right_brow: 'right brow',
  left_brow: 'left brow',
  right_eye: 'right eye',
  left_eye: 'left eye',
  nose: 'nose',
  upper_lip: 'mouth',
  inner_mouth: 'mouth',
  lower_lip: 'mouth',
};

export const partOfLandmark = (index: number): LandmarkPart =>
  (Object.keys(LANDMARK_PARTS) as LandmarkPart[]).find((part) =>
    (LANDMARK_PARTS[part] as readonly number[]).includes(index),
  ) ?? 'jaw';

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

interface VisibilityPoint {
  name: string;
  /** The points of the 68 that it speaks for. */
  landmarks: readonly number[];
}

/**
 * COFW's 29 points. Each speaks for the point of the 68 at the same place, and for those neighbours on the same line
 * that are nearer to it than to any other COFW point. iBUG has one line along a brow, at its top, and no pupils; COFW has
 * nothing on the bridge of the nose and of the jaw only the chin: about those points nothing is known.
 */
export const VISIBILITY_POINTS: readonly VisibilityPoint[] = [
  { name: 'right brow, outer end', landmarks: [17] },
  { name: 'left brow, outer end', landmarks: [26] },
  { name: 'right brow, inner end', landmarks: [21] },
  { name: 'left brow, inner end', landmarks: [22] },
  { name: 'right brow, top', landmarks: [18, 19, 20] },
  { name: 'right brow, bottom', landmarks: [] },
  { name: 'left brow, top', landmarks: [23, 24, 25] },
  { name: 'left brow, bottom', landmarks: [] },
  { name: 'right eye, outer corner', landmarks: [36] },
  { name: 'left eye, outer corner', landmarks: [45] },
  { name: 'right eye, inner corner', landmarks: [39] },
  { name: 'left eye, inner corner', landmarks: [42] },
  { name: 'right eye, upper lid', landmarks: [37, 38] },
  { name: 'right eye, lower lid', landmarks: [40, 41] },
  { name: 'left eye, upper lid', landmarks: [43, 44] },
  { name: 'left eye, lower lid', landmarks: [46, 47] },
  { name: 'right pupil', landmarks: [] },
  { name: 'left pupil', landmarks: [] },
  { name: 'nose, right wing', landmarks: [31] },
  { name: 'nose, left wing', landmarks: [35] },
  { name: 'nose, tip', landmarks: [30] },
  { name: 'nose, base', landmarks: [32, 33, 34] },
  { name: 'mouth, right corner', landmarks: [48, 49, 59, 60] },
  { name: 'mouth, left corner', landmarks: [53, 54, 55, 64] },
  { name: 'upper lip, top', landmarks: [50, 51, 52] },
  { name: 'upper lip, bottom', landmarks: [61, 62, 63] },
  { name: 'lower lip, top', landmarks: [65, 66, 67] },
  { name: 'lower lip, bottom', landmarks: [56, 57, 58] },
  { name: 'chin', landmarks: [7, 8, 9] },
];

/** The points of the 68 that the 29 flags call hidden. */
export const hiddenLandmarks = (visible: readonly boolean[]): ReadonlySet<number> =>
  new Set(VISIBILITY_POINTS.flatMap(({ landmarks }, index) => (visible[index] === false ? landmarks : [])));
