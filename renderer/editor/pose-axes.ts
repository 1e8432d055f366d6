/** How a head's rotation is shown: its axes flat on the photo, and its angles in words. */
import { type Quaternion, quaternionToAngles, quaternionToMatrix } from '../../electron/shared/domain/pose.ts';

export interface Axis {
  name: 'x' | 'y' | 'z';
  /** Where the axis ends on the photo: x to the right and y down, of length one where it lies flat. */
  x: number;
  y: number;
}

/** The columns of the rotation matrix are the axes; without the third row they have no depth. */
export function poseAxes(quaternion: Quaternion): Axis[] {
  const matrix = quaternionToMatrix(quaternion);
  return (['x', 'y', 'z'] as const).map((name, column) => ({ name, x: matrix[column]!, y: matrix[3 + column]! }));
}

const degrees = (radians: number): string => {
  const whole = Math.round((radians * 180) / Math.PI);
  return `${whole < 0 ? '−' : ''}${Math.abs(whole)}°`;
};

/** «yaw 12° · pitch −3° · roll 4°» */
export function poseWords(quaternion: Quaternion): string {
  const { yaw, pitch, roll } = quaternionToAngles(quaternion);
  return `yaw ${degrees(yaw)} · pitch ${degrees(pitch)} · roll ${degrees(roll)}`;
}
