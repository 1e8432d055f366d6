/** The axes of a head on the photo, in numbers worked out by hand. */
import { describe, expect, test } from 'vitest';
import type { Quaternion } from '../../../electron/shared/domain/pose.ts';
import { poseAxes } from '../../../renderer/editor/pose-axes.ts';

const half = Math.SQRT1_2;
const STRAIGHT: Quaternion = [1, 0, 0, 0];
/** A quarter turn about one axis. */
const PITCH: Quaternion = [half, half, 0, 0];
const YAW: Quaternion = [half, 0, half, 0];
const ROLL: Quaternion = [half, 0, 0, half];

const ends = (quaternion: Quaternion) =>
  Object.fromEntries(
    poseAxes(quaternion).map(({ name, x, y }) => [name, [x, y].map((value) => Math.round(value * 1e6) / 1e6 + 0)]),
  );

describe('axes', () => {
  test('of a head that looks into the camera: x to the right, y down, z towards the camera', () => {
    expect(ends(STRAIGHT)).toEqual({ x: [1, 0], y: [0, 1], z: [0, 0] });
  });

  test('a quarter turn of yaw lays z to the right and x into the depth', () => {
    expect(ends(YAW)).toEqual({ x: [0, 0], y: [0, 1], z: [1, 0] });
  });

  test('a quarter turn of pitch lays z upwards', () => {
    expect(ends(PITCH)).toEqual({ x: [1, 0], y: [0, 0], z: [0, -1] });
  });

  test('a quarter turn of roll turns x down and y to the left', () => {
    expect(ends(ROLL)).toEqual({ x: [0, 1], y: [-1, 0], z: [0, 0] });
  });

  test('a yaw of 60° shows half of x and z by its sine', () => {
    const { x, z } = ends([Math.cos(Math.PI / 6), 0, Math.sin(Math.PI / 6), 0]);
    expect(x).toEqual([0.5, 0]);
    expect(z).toEqual([0.866025, 0]);
  });
});
