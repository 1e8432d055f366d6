/** The 68 points and the 29 visibilities, against the mirrorings of both lists as the field's loaders have them. */
import { describe, expect, test } from 'vitest';
import { hiddenLandmarks, LANDMARK_GROUPS, VISIBILITY_POINTS } from '../../electron/shared/domain/landmarks.ts';
import { LANDMARK_COUNT, VISIBILITY_COUNT } from '../../electron/shared/domain/vocabulary.ts';

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** The point that a point becomes when the photo is mirrored, in iBUG's order. */
const MIRROR_68 = [
  ...[16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
  ...[26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 27, 28, 29, 30, 35, 34, 33, 32, 31],
  ...[45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40],
  ...[54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55, 64, 63, 62, 61, 60, 67, 66, 65],
];
/** The same in COFW's order. */
const MIRROR_29 = [
  ...[1, 0, 3, 2, 6, 7, 4, 5, 9, 8, 11, 10, 14, 15, 12, 13, 17, 16, 19, 18],
  ...[20, 21, 23, 22, 24, 25, 26, 27, 28],
];

const sorted = (list: readonly number[]) => list.toSorted((a, b) => a - b);

describe('the lines between the points', () => {
  test('hold every point once', () => {
    const points = LANDMARK_GROUPS.flatMap(({ first, last }) => range(first, last));
    expect(points).toEqual(range(0, LANDMARK_COUNT - 1));
  });

  test('a line on the right mirrors onto a line on the left', () => {
    const sideOf = (point: number) => LANDMARK_GROUPS.find(({ first, last }) => point >= first && point <= last)!.side;
    const opposite = { right: 'left', left: 'right' } as const;
    for (const { first, last, side } of LANDMARK_GROUPS)
      for (const point of range(first, last)) expect(sideOf(MIRROR_68[point]!)).toBe(side && opposite[side]);
  });
});

describe('the 29 visibilities', () => {
  test('are as many as COFW has', () => {
    expect(VISIBILITY_POINTS).toHaveLength(VISIBILITY_COUNT);
  });

  test('speak for points of the 68, for none of them twice', () => {
    const points = VISIBILITY_POINTS.flatMap(({ landmarks }) => landmarks);
    expect(points).toEqual([...new Set(points)]);
    expect(points.every((point) => point >= 0 && point < LANDMARK_COUNT)).toBe(true);
  });

  test('say nothing of the bridge of the nose, nor of the jaw beside the chin', () => {
    const points = new Set(VISIBILITY_POINTS.flatMap(({ landmarks }) => landmarks));
    expect(range(0, 67).filter((point) => !points.has(point))).toEqual([...range(0, 6), ...range(10, 16), 27, 28, 29]);
  });

  test.each(VISIBILITY_POINTS.map(({ name }, index) => ({ name, index })))(
    '$name mirrors as its points do',
    ({ index }) => {
      const mirrored = VISIBILITY_POINTS[index]!.landmarks.map((point) => MIRROR_68[point]!);
      expect(sorted(mirrored)).toEqual(sorted(VISIBILITY_POINTS[MIRROR_29[index]!]!.landmarks));
    },
  );

  test('a hidden right corner of the mouth hides the points around it', () => {
    const visible = VISIBILITY_POINTS.map(({ name }) => name !== 'mouth, right corner');
    expect([...hiddenLandmarks(visible)]).toEqual([48, 49, 59, 60]);
  });

  test('without flags nothing is hidden', () => {
    expect(hiddenLandmarks([]).size).toBe(0);
  });
});
