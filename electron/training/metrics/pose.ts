/**
 * Head pose: the mean absolute error of yaw, pitch and roll in degrees, their mean (the paper's figure), and the angle of
 * the one rotation that leads from the proposed head to the true one.
 */
import { quaternionToAngles } from '../../shared/domain/pose.ts';
import { demandFinite, measureSums, orNull, type TaskMetric } from './metric.ts';

const DEGREES = 180 / Math.PI;

/** How far two angles are apart, at most half a turn; radians in, degrees out. */
function apart(a: number, b: number): number {
  const turns = Math.abs(a - b) / (2 * Math.PI);
  return 360 * Math.abs(turns - Math.round(turns));
}

interface Errors {
  yaw: number;
  pitch: number;
  roll: number;
  geodesic: number;
}

export const pose: TaskMetric<'pose', Errors> = {
  figures: ['pose-mae', 'yaw-mae', 'pitch-mae', 'roll-mae', 'geodesic'],
  compare(truth, said) {
    demandFinite(truth.quaternion, 'the confirmed pose');
    demandFinite(said.quaternion, 'the proposed pose');
    const [a, b] = [quaternionToAngles(truth.quaternion), quaternionToAngles(said.quaternion)];
    // A quaternion and its opposite are one rotation. The values need not be of length one to the last digit.
    const product = truth.quaternion.reduce((sum, entry, i) => sum + entry * said.quaternion[i]!, 0);
    const cosine = Math.abs(product) / (Math.hypot(...truth.quaternion) * Math.hypot(...said.quaternion));
    return {
      yaw: apart(a.yaw, b.yaw),
      pitch: apart(a.pitch, b.pitch),
      roll: apart(a.roll, b.roll),
      geodesic: 2 * Math.acos(Math.min(1, cosine)) * DEGREES,
    };
  },
  measure: (cases) =>
    measureSums(
      cases,
      5,
      ({ yaw, pitch, roll, geodesic }) => [yaw, pitch, roll, geodesic, 1],
      ([yaw, pitch, roll, geodesic, faces]) => [
        (yaw! + pitch! + roll!) / 3 / faces!,
        yaw! / faces!,
        pitch! / faces!,
        roll! / faces!,
        geodesic! / faces!,
      ],
    ),
  details: () => [],
  error: ({ yaw, pitch, roll }) => orNull((yaw + pitch + roll) / 3),
};
