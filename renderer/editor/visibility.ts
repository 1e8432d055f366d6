/** Which points of a face are hidden: COFW's 29 flags, told by the 68 points that they speak of. */
import type { Face } from '../../electron/shared/domain/face.ts';
import { VISIBILITY_POINTS } from '../../electron/shared/domain/landmarks.ts';
import type { Patch } from '../../electron/shared/domain/patch.ts';
import { labelOf } from './labels.ts';
import { say } from './patches.ts';

/** The flags that speak of some of the 68 points. */
export const flagsOf = (landmarks: readonly number[]): number[] =>
  [...VISIBILITY_POINTS.entries()].flatMap(([flag, { landmarks: own }]) =>
    own.some((index) => landmarks.includes(index)) ? flag : [],
  );

/**
 * Hides what is seen of these points, or shows them where all are hidden. A face without flags starts with all seen. Null
 * where no flag speaks of the points.
 */
export function toggleVisible(face: Face, landmarks: readonly number[], person: string): Patch | null {
  const flags = flagsOf(landmarks);
  if (flags.length === 0) return null;
  const before = labelOf(face, 'visibility')?.value.visible ?? VISIBILITY_POINTS.map(() => true);
  const shows = flags.every((flag) => !before[flag]);
  const visible = before.map((seen, flag) => (flags.includes(flag) ? shows : seen));
  return say(face, { task: 'visibility', value: { visible, probabilities: null } }, person);
}
