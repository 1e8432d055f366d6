import { describe, expect, test } from 'vitest';
import {
  anglesToQuaternion,
  matrixToAngles,
  matrixToQuaternion,
  type Quaternion,
  quaternionToAngles,
  quaternionToMatrix,
} from '../../electron/shared/domain/pose.ts';

const STRAIGHT = { pitch: 0, yaw: 0, roll: 0 };
const QUARTER = Math.PI / 2;
const half = Math.SQRT1_2;
const close = (numbers: readonly number[]) => numbers.map((number) => expect.closeTo(number, 12));

test('a head that looks into the camera is not turned', () => {
  expect(anglesToQuaternion(STRAIGHT)).toEqual([1, 0, 0, 0]);
});

describe.each([
  // Right-handed about x: y goes to z. About y: z goes to x. About z: x goes to y.
  ['pitch', [half, half, 0, 0], [1, 0, 0, 0, 0, -1, 0, 1, 0]],
  ['yaw', [half, 0, half, 0], [0, 0, 1, 0, 1, 0, -1, 0, 0]],
  ['roll', [half, 0, 0, half], [0, -1, 0, 1, 0, 0, 0, 0, 1]],
] as [keyof typeof STRAIGHT, Quaternion, number[]][])('a quarter turn of %s', (angle, quaternion, matrix) => {
  test('as a quaternion', () => {
    expect(anglesToQuaternion({ ...STRAIGHT, [angle]: QUARTER })).toEqual(close(quaternion));
  });

  test('as a matrix', () => {
    expect(quaternionToMatrix(quaternion)).toEqual(close(matrix));
  });

  test('from a matrix', () => {
    expect(matrixToQuaternion(matrix)).toEqual(close(quaternion));
  });
});

test('roll comes after yaw: a quarter of each takes z to y', () => {
  // Ry takes (0, 0, 1) to (1, 0, 0), Rz takes that to (0, 1, 0): the last column.
  const matrix = quaternionToMatrix(anglesToQuaternion({ pitch: 0, yaw: QUARTER, roll: QUARTER }));
  expect([matrix[2], matrix[5], matrix[8]]).toEqual(close([0, 1, 0]));
});

test('yaw comes after pitch: a quarter of each takes y to x', () => {
  // Rx takes (0, 1, 0) to (0, 0, 1), Ry takes that to (1, 0, 0): the middle column.
  const matrix = quaternionToMatrix(anglesToQuaternion({ pitch: QUARTER, yaw: QUARTER, roll: 0 }));
  expect([matrix[1], matrix[4], matrix[7]]).toEqual(close([1, 0, 0]));
});

test.each([
  [{ pitch: 0.1, yaw: -0.7, roll: 0.3 }],
  [{ pitch: -1.2, yaw: 1.5, roll: -3 }],
  [{ pitch: 3, yaw: 0.2, roll: 0.1 }],
])('%o come back from a quaternion and from a matrix', (angles) => {
  const quaternion = anglesToQuaternion(angles);
  const same = Object.fromEntries(Object.entries(angles).map(([name, value]) => [name, expect.closeTo(value, 10)]));
  expect(quaternionToAngles(quaternion)).toEqual(same);
  expect(matrixToQuaternion(quaternionToMatrix(quaternion))).toEqual(close(quaternion));
});

test.each([
  ['x', [0, 1, 0, 0]],
  ['y', [0, 0, 1, 0]],
  ['z', [0, 0, 0, 1]],
] as [string, Quaternion][])('a half turn about %s has no w to divide by', (_axis, quaternion) => {
  expect(matrixToQuaternion(quaternionToMatrix(quaternion))).toEqual(close(quaternion));
});

test('a head seen exactly from the side is all yaw and pitch', () => {
  // Ry(90°) Rx(30°), by hand.
  const [s, c] = [0.5, Math.sqrt(3) / 2];
  expect(matrixToAngles([0, s, c, 0, c, -s, -1, 0, 0])).toEqual({
    pitch: expect.closeTo(Math.PI / 6, 12),
    yaw: expect.closeTo(QUARTER, 12),
    roll: 0,
  });
});
