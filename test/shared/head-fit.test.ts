/** A head's rotation from its 68 points. */
import { describe, expect, test } from 'vitest';
import { fitHead } from '../../electron/shared/domain/head-fit.ts';
import { MEAN_FACE } from '../../electron/shared/domain/mean-face.ts';
import {
  type Angles,
  anglesToQuaternion,
  quaternionToAngles,
  quaternionToMatrix,
} from '../../electron/shared/domain/pose.ts';

const DEGREE = Math.PI / 180;
const turn = (pitch: number, yaw: number, roll: number): Angles => ({
  pitch: pitch * DEGREE,
  yaw: yaw * DEGREE,
  roll: roll * DEGREE,
});

/** The mean face seen under a rotation, 20 pixels a centimetre, from `distance` centimetres away. */
function seen(angles: Angles, distance = Infinity) {
  const matrix = quaternionToMatrix(anglesToQuaternion(angles));
  return MEAN_FACE.map(([x, y, z]) => {
    const [px, py, pz] = [0, 1, 2].map(
      (row) => matrix[row * 3]! * x + matrix[row * 3 + 1]! * y + matrix[row * 3 + 2]! * z,
    );
    const scale = 20 / (1 - pz! / distance);
    return { x: 300 + px! * scale, y: 200 + py! * scale };
  });
}

/** The largest difference of the three angles in degrees. */
function off(points: ReturnType<typeof seen>, { pitch, yaw, roll }: Angles): number {
  const angles = quaternionToAngles(fitHead(points)!.quaternion);
  return Math.max(...[angles.pitch - pitch, angles.yaw - yaw, angles.roll - roll].map(Math.abs)) / DEGREE;
}

describe('the fit', () => {
  test.each([
    [0, 0, 0],
    [20, 0, 0],
    [0, -35, 0],
    [0, 0, 40],
    [-15, 60, -20],
    [30, -50, 70],
    [0, 0, 170],
  ])('finds pitch %i, yaw %i, roll %i', (...angles) => {
    expect(off(seen(turn(...angles)), turn(...angles))).toBeLessThan(1e-6);
  });

  test('finds size and place, and that nothing is left over', () => {
    const { scale, centre, error } = fitHead(seen(turn(-15, 60, -20)))!;
    expect(scale).toBeCloseTo(20, 9);
    expect(centre.x).toBeCloseTo(300, 9);
    expect(centre.y).toBeCloseTo(200, 9);
    expect(error).toBeLessThan(1e-9);
  });

  test('is off by few degrees where the camera is near', () => {
    expect(off(seen(turn(10, 25, 5), 60), turn(10, 25, 5))).toBeLessThan(6);
  });

  test('hardly follows a mouth that opens', () => {
    const points = seen(turn(0, 20, 0)).map(({ x, y }, at) => ({
      x,
      y: y + (at > 54 && at < 60 ? 40 : at > 4 && at < 12 ? 30 : 0),
    }));
    expect(off(points, turn(0, 20, 0))).toBeLessThan(6);
  });

  test('says how far points are from any head', () => {
    const points = seen(turn(0, 0, 0)).map(({ x, y }, at) => ({ x: x + (at % 2 ? 20 : -20), y }));
    expect(fitHead(points)!.error).toBeGreaterThan(0.8);
  });
});

test.each([
  ['on one line', MEAN_FACE.map((_, at) => ({ x: at, y: 2 * at }))],
  ['in one place', MEAN_FACE.map(() => ({ x: 5, y: 5 }))],
  ['that are not numbers', MEAN_FACE.map(() => ({ x: Number.NaN, y: 0 }))],
  ['too few', [{ x: 0, y: 0 }]],
])('points %s tell no rotation', (_, points) => {
  expect(fitHead(points)).toBeNull();
});
