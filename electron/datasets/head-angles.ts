/**
 * A head's rotation as other datasets write it. Ours is told of the picture (x to the right, y down, z out of it to the
 * viewer): a nose to the picture's right is a positive yaw, and R = Rz(roll) Ry(yaw) Rx(pitch).
 *
 * 300W-LP and AFLW2000 keep the angles of 3DDFA, whose matrix is Rx Ry Rz of turns the other way round, in a frame whose
 * y points up. In ours that is R = Rx(pitch) Ry(-yaw) Rz(roll): a nose to the picture's right is a negative yaw. HopeNet
 * and 6DRepNet learn these numbers and draw them by that very product, which is why they negate the yaw there; the list
 * of CelebAMask-HQ was made with HopeNet. With two angles of 40 degrees a wrong order is 27 degrees off.
 *
 * BIWI keeps a matrix in the frame of its camera, z away from it. Mirrored in z it is ours. HopeNet's angles of that
 * matrix are, by the product above, the same rotation: two ways of one truth, and networks that learn the one are judged
 * by the other.
 */
import {
  type Angles,
  anglesToQuaternion,
  type Matrix,
  matrixToQuaternion,
  type Quaternion,
  quaternionToAngles,
  quaternionToMatrix,
} from '../shared/domain/pose.ts';

const inverse = ([w, x, y, z]: Quaternion): Quaternion => [w, -x, -y, -z];

/** Angles of 300W-LP, AFLW2000 and HopeNet, in radians. The inverse of their product is Rz(-roll) Ry(yaw) Rx(-pitch). */
export const from3ddfa = ({ pitch, yaw, roll }: Angles): Quaternion =>
  inverse(anglesToQuaternion({ pitch: -pitch, yaw, roll: -roll }));

export function to3ddfa(quaternion: Quaternion): Angles {
  const { pitch, yaw, roll } = quaternionToAngles(inverse(quaternion));
  return { pitch: -pitch, yaw, roll: -roll };
}

/** A mirror in z turns the other way about x and y. */
const mirrorZ = ([w, x, y, z]: Quaternion): Quaternion => [w, -x, -y, z];

/** How far rows may be from length one and from square to each other. */
const SLACK = 0.02;

/**
 * A rotation in the frame of a camera, whose z points away from it.
 * @throws {RangeError} for nine numbers that are no rotation
 */
export function fromCamera(matrix: Matrix): Quaternion {
  const row = (at: number) => [matrix[3 * at]!, matrix[3 * at + 1]!, matrix[3 * at + 2]!];
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
  const [a, b, c] = [row(0), row(1), row(2)];
  const square = [dot(a, a) - 1, dot(b, b) - 1, dot(c, c) - 1, dot(a, b), dot(a, c), dot(b, c)];
  const across = [a[1]! * b[2]! - a[2]! * b[1]!, a[2]! * b[0]! - a[0]! * b[2]!, a[0]! * b[1]! - a[1]! * b[0]!];
  if (square.some((off) => !(Math.abs(off) <= SLACK)) || dot(across, c) < 0)
    throw new RangeError('its nine numbers are not the matrix of a rotation');
  return mirrorZ(matrixToQuaternion(matrix));
}

export const toCamera = (quaternion: Quaternion): number[] => quaternionToMatrix(mirrorZ(quaternion));
