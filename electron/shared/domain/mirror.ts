/**
 * What a mirrored photo does to labels. Right and left are the person's own, so a mirror swaps them: each list says, for
 * every place of the mirrored list, which place of the old one it comes from. Mirroring twice changes nothing.
 */
import { VISIBILITY_POINTS } from './landmarks.ts';
import type { Quaternion } from './pose.ts';
import { PARSING_PROFILES, type ParsingProfile } from './vocabulary.ts';

const run = (from: number, to: number): number[] =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + Math.sign(to - from) * i);

/** The 68 points, group by group: jaw, brows, bridge, base of the nose, eyes, outer and inner lips. */
export const MIRRORED_LANDMARKS: readonly number[] = [
  ...run(16, 0),
  ...run(26, 17),
  ...run(27, 30),
  ...run(35, 31),
  ...[45, 44, 43, 42, 47, 46],
  ...[39, 38, 37, 36, 41, 40],
  ...run(54, 48),
  ...run(59, 55),
  ...run(64, 60),
  ...run(67, 65),
];

const otherSide = (name: string): string => name.replace(/right|left/, (side) => (side === 'right' ? 'left' : 'right'));

/** Where each name's counterpart on the other side stands; names without a side stay. */
const swapped = (names: readonly string[]): number[] => names.map((name) => names.indexOf(otherSide(name)));

/** COFW's 29 points. */
export const MIRRORED_VISIBILITY: readonly number[] = swapped(VISIBILITY_POINTS.map(({ name }) => name));

/** The classes of a label map, by the project's list. */
export const MIRRORED_CLASSES: { readonly [Profile in ParsingProfile]: readonly number[] } = {
  'facexformer-11': swapped(PARSING_PROFILES['facexformer-11']),
  'celebamask-19': swapped(PARSING_PROFILES['celebamask-19']),
};

/** Yaw and roll change their signs. */
export const mirrorPose = ([w, x, y, z]: Quaternion): Quaternion => [w, x, -y, -z];
