/** The mean of the answers for a face and for its mirror image. */
import { expect, test } from 'vitest';
import { besideMirrors, meanOfMirrors, spreadOfMirrors } from '../../electron/inference/mirrored.ts';
import { anglesToQuaternion, matrixToQuaternion, quaternionToMatrix } from '../../electron/shared/domain/pose.ts';
import { PARSING_PROFILES } from '../../electron/shared/domain/vocabulary.ts';

const rows = (...all: (readonly number[])[]): Float32Array => Float32Array.from(all.flat());
const close = (values: Iterable<number>) => Array.from(values, (value) => expect.closeTo(value, 5));
const EYES = { right: 36, left: 45 };

test('mirror images stand after all faces, row by row from right to left', () => {
  const face = (value: number) => Array.from({ length: 12 }, (_, i) => value + i);
  const both = besideMirrors(rows(face(0), face(100)), 2);
  expect([...both.subarray(24)]).toEqual([
    ...[1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10],
    ...[101, 100, 103, 102, 105, 104, 107, 106, 109, 108, 111, 110],
  ]);
});

test('points change sides and places; each face meets its own mirror image', () => {
  // The outer corners of the eyes at -0.5 and 0.4, told the same of the mirror image of the first face alone.
  const points = (right: number, left: number) => {
    const all = Array<number>(136).fill(0);
    [all[2 * EYES.right], all[2 * EYES.left]] = [right, left];
    all[2 * EYES.right + 1] = 0.1;
    return all;
  };
  const mirrored = points(-0.4, 0.5);
  [mirrored[2 * EYES.right + 1], mirrored[2 * EYES.left + 1]] = [0, 0.1];
  const mean = meanOfMirrors('landmarks', rows(points(-0.5, 0.4), points(0, 0), mirrored, points(-0.2, 0.6)), 2, 128);
  const at = (face: number, eye: number) => [...mean.subarray(136 * face + 2 * eye, 136 * face + 2 * eye + 2)];
  expect(at(0, EYES.right)).toEqual(close([-0.5, 0.1]));
  expect(at(0, EYES.left)).toEqual(close([0.4, 0]));
  expect(at(1, EYES.right)[0]).toBeCloseTo(-0.3, 5);
  expect(at(1, EYES.left)[0]).toBeCloseTo(0.1, 5);
  const spread = (eye: number) => Array.from({ length: 68 }, (_, i) => (i === eye ? 1 : 0));
  const spreads = spreadOfMirrors(rows(spread(EYES.right), spread(EYES.left)), 1);
  expect(spreads[EYES.right]).toBe(1);
});

test('a rotation and its mirror image are one rotation, and two are met half-way', () => {
  const matrix = (pitch: number, yaw: number, roll: number) =>
    quaternionToMatrix(anglesToQuaternion({ pitch, yaw, roll }));
  const same = meanOfMirrors('pose', rows(matrix(0.2, 0.7, -0.3), matrix(0.2, -0.7, 0.3)), 1, 128);
  expect([...same]).toEqual(close(matrix(0.2, 0.7, -0.3)));
  const between = meanOfMirrors('pose', rows(matrix(0, 0.6, 0), matrix(0, -1.4, 0)), 1, 128);
  expect(matrixToQuaternion(between)).toEqual(close(anglesToQuaternion({ pitch: 0, yaw: 1, roll: 0 })));
  const angles = meanOfMirrors('pose', rows([0.2, 0.6, -0.1], [0.4, -0.8, 0.3]), 1, 128);
  expect([...angles]).toEqual(close([0.3, 0.7, -0.2]));
});

test('classes of a mask change sides, and their cells with them', () => {
  const classes = PARSING_PROFILES['facexformer-11'];
  const [right, left] = [classes.indexOf('right_eye'), classes.indexOf('left_eye')];
  const map = (label: number, cell: number) =>
    Array.from({ length: classes.length * 4 }, (_, at) => (at === label * 4 + cell ? 8 : 0));
  const mean = meanOfMirrors('parsing', rows(map(right, 2), map(left, 3)), 1, 2);
  expect(mean[right * 4 + 2]).toBe(8);
  expect([...mean].filter((value) => value !== 0)).toEqual([8]);
});
