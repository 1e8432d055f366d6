import { describe, expect, test } from 'vitest';
import type { Sighting } from '../../../electron/inference/detectors/detector.ts';
import { dropNested, suppress } from '../../../electron/inference/detectors/nms.ts';

const at = (x: number, y: number, side: number, score: number): Sighting => ({
  box: { x, y, width: side, height: side },
  score,
  points: null,
});

describe('sightings of one face', () => {
  test('become the best of them', () => {
    const best = at(2, 0, 100, 0.9);
    expect(suppress([at(0, 0, 100, 0.8), best, at(5, 5, 100, 0.7)])).toEqual([best]);
  });

  test('those of two faces side by side both stay, the better first', () => {
    const left = at(0, 0, 100, 0.7);
    const right = at(80, 0, 100, 0.9);
    expect(suppress([left, right])).toEqual([right, left]);
  });
});

describe('one box inside another', () => {
  test('an eye inside a face goes, even with the better score', () => {
    const face = at(0, 0, 300, 0.85);
    expect(dropNested([at(50, 80, 60, 0.92), face])).toEqual([face]);
  });

  test('a doubtful box around sure faces goes', () => {
    const faces = [at(20, 20, 80, 0.94), at(180, 20, 80, 0.93)];
    expect(dropNested([...faces, at(0, 0, 300, 0.62)])).toEqual(faces);
  });

  test('of a chain of nested boxes one stays', () => {
    const chain = [at(0, 0, 400, 0.7), at(20, 20, 300, 0.9), at(40, 40, 120, 0.95)];
    expect(dropNested(chain)).toEqual([chain[1]]);
  });

  test('faces that only touch stay', () => {
    const faces = [at(0, 0, 100, 0.9), at(60, 60, 60, 0.8)];
    expect(dropNested(faces)).toEqual(faces);
  });
});
