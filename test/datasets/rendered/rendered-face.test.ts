/** Rendered faces: the same every time, and what is said of them is what is drawn. */
import { describe, expect, test } from 'vitest';
import { ALIKE, personOf } from '../../../electron/datasets/rendered/person.ts';
import { createRenderer, type RenderedFace } from '../../../electron/datasets/rendered/renderer.ts';
import { annotationsOf } from '../../../electron/datasets/rendered/truth.ts';
import { AnnotationValue } from '../../../electron/shared/domain/annotation.ts';
import { PARSING_19 } from '../../../electron/shared/domain/vocabulary.ts';

const SIZE = 128;
const renderer = createRenderer();
const render = (seed: number, rest: object = {}): RenderedFace =>
  renderer.renderFace({ seed, ...rest }, { size: SIZE });

/** Names of the classes within a pixel of a point. */
function classesAround(face: RenderedFace, x: number, y: number, reach = 1): Set<string> {
  const names = new Set<string>();
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      const column = Math.floor(x) + dx;
      const row = Math.floor(y) + dy;
      if (column < 0 || row < 0 || column >= SIZE || row >= SIZE) continue;
      names.add(PARSING_19[face.labels['celebamask-19'][row * SIZE + column]!]!);
    }
  return names;
}

describe('a seed', () => {
  test('gives the same bytes and truths, whatever was drawn between', () => {
    const first = render(5);
    render(6);
    const again = createRenderer().renderFace({ seed: 5 }, { size: SIZE });
    expect(Buffer.from(again.pixels).equals(Buffer.from(first.pixels))).toBe(true);
    expect(again.labels).toEqual(first.labels);
    expect(again.truth).toEqual(first.truth);
  });

  test('gives ten valid annotations', () => {
    for (let seed = 0; seed < 6; seed++) {
      const face = render(seed);
      const values = annotationsOf(face.truth, face.labels, { width: SIZE, height: SIZE });
      expect(values.map(({ task }) => task)).toHaveLength(10);
      for (const value of values) expect(AnnotationValue.safeParse(value).error).toBeUndefined();
    }
  });
});

/** Points of the 68 and a class that lies at each. */
const PLACES: readonly (readonly [number, string])[] = [
  [19, 'right_brow'],
  [24, 'left_brow'],
  [30, 'nose'],
  [37, 'right_eye'],
  [44, 'left_eye'],
  [51, 'upper_lip'],
  [57, 'lower_lip'],
];

test('points that can be seen lie on the classes that they are named for', () => {
  let seen = 0;
  for (let seed = 100; seed < 130; seed++) {
    const face = render(seed, { bare: true, yaw: (seed % 7) * 10 - 30, pitch: 0, roll: 0, expression: 'neutral' });
    for (const [index, name] of PLACES) {
      if (!face.truth.landmarksVisible[index]) continue;
      const around = classesAround(face, face.truth.landmarks[2 * index]!, face.truth.landmarks[2 * index + 1]!);
      if (name.endsWith('eye') && !face.labels['celebamask-19'].includes(PARSING_19.indexOf(name as 'left_eye')))
        continue; // shut
      expect([seed, index, [...around]]).toEqual([seed, index, expect.arrayContaining([name])]);
      seen++;
    }
  }
  expect(seen).toBeGreaterThan(150);
});

test('who is drawn is balanced: 80 persons in a row hold each combination once, and then again', () => {
  const groupOf = (identity: number): string => {
    const { gender, race, age } = personOf(identity);
    return `${gender} ${race} ${Math.min(7, Math.floor(age / 10))}`;
  };
  const row = Array.from({ length: 80 }, (_, i) => 800 + i);
  expect(new Set(row.map(groupOf)).size).toBe(80);
  expect(row.map((identity) => groupOf(identity + 3 * ALIKE))).toEqual(row.map(groupOf));
});
