/** The head's pose against the one that its points tell. */
import { fitHead } from '../head-fit.ts';
import type { Check, Values } from './check.ts';

/** Radians from which the two disagree, and from which they have nothing to do with each other. */
const [APART, FAR] = [(20 * Math.PI) / 180, (60 * Math.PI) / 180];
/** Points that lie farther from the mean face than this, in its centimetres, tell no pose. */
const TOO_ODD = 1.5;

function fitOf({ landmarks }: Values) {
  const fit = landmarks && fitHead(landmarks.points.map(([x, y]) => ({ x, y })));
  return fit && fit.error < TOO_ODD ? fit : null;
}

/** The angle of the turn between two rotations. */
const between = (a: readonly number[], b: readonly number[]): number =>
  2 * Math.acos(Math.min(1, Math.abs(a.reduce((sum, entry, at) => sum + entry * b[at]!, 0))));

export const poseOfPoints: Check = {
  find(values) {
    const fit = values.pose && fitOf(values);
    if (!values.pose || !fit) return null;
    const angle = between(values.pose.quaternion, fit.quaternion);
    return angle < APART ? null : { severity: Math.min(1, angle / FAR), where: [] };
  },
  fix(values) {
    const fit = fitOf(values);
    return fit && { task: 'pose', value: { quaternion: fit.quaternion } };
  },
};
