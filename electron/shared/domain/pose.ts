/**
 * A head's rotation in its three forms. Angles are in radians: R = Rz(roll) Ry(yaw) Rx(pitch), each of the three the
 * usual right-handed matrix about its axis, which are those of the photo: x to the right, y down, z to the viewer. All
 * zero is a head that looks into the camera; a nose to the photo's right is a positive yaw, upwards a positive pitch, and
 * a turn clockwise a positive roll. To undo a mirroring of the photo, yaw and roll change their signs. Datasets whose
 * angles mean other turns have their doors in `datasets/head-angles.ts`.
 */

export interface Angles {
  pitch: number;
  yaw: number;
  roll: number;
}

export const toDegrees = (radians: number): number => (radians * 180) / Math.PI;
export const toRadians = (degrees: number): number => (degrees * Math.PI) / 180;

/** w, x, y, z; of length one, and w not negative, so that a rotation has one quaternion. */
export type Quaternion = [number, number, number, number];

/** Nine numbers, row by row. */
export type Matrix = ArrayLike<number>;

function normalised(w: number, x: number, y: number, z: number): Quaternion {
  const scale = (w < 0 ? -1 : 1) / Math.hypot(w, x, y, z);
  return [w * scale, x * scale, y * scale, z * scale];
}

/** The product of the three half-angle quaternions, in the order of the matrices. */
export function anglesToQuaternion({ pitch, yaw, roll }: Angles): Quaternion {
  const [cp, sp] = [Math.cos(pitch / 2), Math.sin(pitch / 2)];
  const [cy, sy] = [Math.cos(yaw / 2), Math.sin(yaw / 2)];
  const [cr, sr] = [Math.cos(roll / 2), Math.sin(roll / 2)];
  return normalised(
    cr * cy * cp + sr * sy * sp,
    cr * cy * sp - sr * sy * cp,
    cr * sy * cp + sr * cy * sp,
    sr * cy * cp - cr * sy * sp,
  );
}

export function quaternionToMatrix([w, x, y, z]: Quaternion): number[] {
  return [
    1 - 2 * (y * y + z * z),
    2 * (x * y - w * z),
    2 * (x * z + w * y),
    2 * (x * y + w * z),
    1 - 2 * (x * x + z * z),
    2 * (y * z - w * x),
    2 * (x * z - w * y),
    2 * (y * z + w * x),
    1 - 2 * (x * x + y * y),
  ];
}

/** Divides by the largest of the four entries, which is at least a half. */
export function matrixToQuaternion(matrix: Matrix): Quaternion {
  const [a, b, c, d, e, f, g, h, i] = Array.from(matrix) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // Four times the square of w, x, y and z.
  const squares = [1 + a + e + i, 1 + a - e - i, 1 - a + e - i, 1 - a - e + i];
  switch (squares.indexOf(Math.max(...squares))) {
    case 0:
      return normalised(squares[0]!, h - f, c - g, d - b);
    case 1:
      return normalised(h - f, squares[1]!, b + d, c + g);
    case 2:
      return normalised(c - g, b + d, squares[2]!, f + h);
    default:
      return normalised(d - b, c + g, f + h, squares[3]!);
  }
}

/** Below this cosine of the yaw only the sum or difference of pitch and roll is known; the roll is then taken as zero. */
const SINGULAR = 1e-6;

export function matrixToAngles(matrix: Matrix): Angles {
  const at = (row: number, column: number) => matrix[3 * row + column]!;
  const cosine = Math.hypot(at(0, 0), at(1, 0));
  const yaw = Math.atan2(-at(2, 0), cosine);
  if (cosine < SINGULAR) return { pitch: Math.atan2(-at(1, 2), at(1, 1)), yaw, roll: 0 };
  return { pitch: Math.atan2(at(2, 1), at(2, 2)), yaw, roll: Math.atan2(at(1, 0), at(0, 0)) };
}

export const quaternionToAngles = (quaternion: Quaternion): Angles => matrixToAngles(quaternionToMatrix(quaternion));

/**
 * The rotation followed by another one about an axis that stays with the camera: `turn` is its direction, in radians its
 * length. [0, 0, angle] is what turning the photo clockwise does.
 */
export function turnPose(quaternion: Quaternion, turn: readonly [x: number, y: number, z: number]): Quaternion {
  const angle = Math.hypot(...turn);
  const along = angle > 0 ? Math.sin(angle / 2) / angle : 0;
  const [a, b, c, d] = [Math.cos(angle / 2), turn[0] * along, turn[1] * along, turn[2] * along];
  const [w, x, y, z] = quaternion;
  return normalised(
    a * w - b * x - c * y - d * z,
    a * x + b * w + c * z - d * y,
    a * y - b * z + c * w + d * x,
    a * z + b * y - c * x + d * w,
  );
}
