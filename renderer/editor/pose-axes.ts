/** How a head's rotation is shown: its axes flat on the photo. */
import { type Quaternion, quaternionToMatrix } from '../../electron/shared/domain/pose.ts';

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
