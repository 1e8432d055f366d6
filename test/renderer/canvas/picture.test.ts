/** Which halved copy of a photo is held, and which one is drawn. */
import { describe, expect, test } from 'vitest';
import { levelFor, levelsOf } from '../../../renderer/canvas/picture.ts';
import { testPicture } from './test-picture.ts';

describe('the levels of a photo', () => {
  test('go down to about the size of a screen', () => {
    expect(levelsOf(4000, 3000)).toEqual({ finest: 0, count: 3 });
  });

  test('are one for a small photo', () => {
    expect(levelsOf(300, 200)).toEqual({ finest: 0, count: 1 });
  });

  test('leave out the finest where the photo is too large for the memory', () => {
    expect(levelsOf(16_000, 15_000).finest).toBe(1);
  });
});

describe('the level drawn', () => {
  const picture = testPicture(4000, 3000);
  test.each([
    [8, 4000],
    [1, 4000],
    [0.6, 4000],
    [0.5, 2000],
    [0.26, 2000],
    [0.25, 1000],
    [0.01, 1000],
  ])('at zoom %f is %i pixels wide', (zoom, width) => {
    expect(levelFor(picture, zoom).width).toBe(width);
  });

  test('of a photo held at half its size is that half at any larger zoom', () => {
    const { levels } = picture;
    expect(levelFor({ levels: levels.slice(1), finest: 1 }, 1).width).toBe(2000);
    expect(levelFor({ levels: levels.slice(1), finest: 1 }, 0.25).width).toBe(1000);
  });
});
