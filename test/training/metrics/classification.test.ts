/** Attributes, visibility, labels and recognition: right or wrong. */
import { expect, test } from 'vitest';
import { seededRandom } from '../../../electron/shared/domain/random.ts';
import { VISIBILITY_COUNT } from '../../../electron/shared/domain/vocabulary.ts';
import { METRICS } from '../../../electron/training/metrics/table.ts';
import { differentPairs, samePairs } from '../../../electron/training/metrics/verification.ts';
import { attributesOf, detailsOf, figuresOf } from './sample.ts';

test('the accuracy of attributes is the mean of each one’s own', () => {
  const pairs = [
    [attributesOf({ Male: 'yes', Smiling: 'no' }), attributesOf({ Male: 'yes', Smiling: 'yes' }, 'no')],
    [attributesOf({ Male: 'no' }), attributesOf({ Male: 'yes' }, 'no')],
  ] as const;
  // Male: 1 of 2. Smiling: 0 of 1. The mean of 50 and 0 is 25; one pot of three would say 33.
  expect(figuresOf('attributes', pairs)).toEqual([25]);
  expect(detailsOf('attributes', pairs)).toMatchObject({ Male: 50, Smiling: 0, Young: null });
});

test('a face of which nothing is known is not counted', () => {
  expect(METRICS.attributes.compare(attributesOf({}), attributesOf({}, 'no'))).toBeNull();
  expect(figuresOf('attributes', [[attributesOf({}), attributesOf({}, 'no')]])).toEqual([Number.NaN]);
});

/** Flags whose first points are as given, the rest surely visible and visible. */
function flags(truth: readonly ('occluded' | 'visible')[], occlusion: readonly number[]) {
  const at = <Value>(list: readonly Value[], rest: Value) =>
    Array.from({ length: VISIBILITY_COUNT }, (_, i) => list[i] ?? rest);
  const probabilities = Float32Array.from(at(occlusion, 0), (p) => 1 - p);
  return [
    { visible: at(truth, 'visible').map((state) => state === 'visible'), probabilities: null },
    { visible: Array.from(probabilities, (p) => p >= 0.5), probabilities },
  ] as const;
}

test('recall is taken where precision is still four in five, with occluded as what is looked for', () => {
  const hit = 'occluded';
  const miss = 'visible';
  // Sorted by occlusion: hit hit hit hit miss | miss | hit ... At 5 found 4 are right: 80 %, recall 4 of 5. At 7 found 5
  // are right: 71 %. So the answer is 80 %.
  const pair = flags([hit, hit, hit, hit, miss, miss, hit], [0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6]);
  const [recall, accuracy] = figuresOf('visibility', [pair]);
  expect(recall).toBeCloseTo(80, 10);
  // Two of 29 flags are wrong: the two visible ones that are called occluded.
  expect(accuracy).toBeCloseTo((100 * 27) / 29, 10);
});

test('equal probabilities fall on the same side of a threshold', () => {
  // One right among four of the same probability: 25 %, whatever their order, so no threshold will do.
  expect(figuresOf('visibility', [flags(['occluded', 'visible', 'visible', 'visible'], [0.9, 0.9, 0.9, 0.9])])[0]).toBe(
    0,
  );
});

test('the pool is one for all faces', () => {
  // Face A alone: its one point is right: recall 100. Face B alone: its wrong point comes first: 0 of 1 found precisely.
  // Together: 0.9 right, 0.8 wrong (1 of 2), 0.7 right (2 of 3): only the first keeps 80 %: recall 1 of 2.
  const a = flags(['occluded'], [0.9]);
  const b = flags(['visible', 'occluded'], [0.8, 0.7]);
  expect(figuresOf('visibility', [a, b])[0]).toBe(50);
});

test('where nothing is occluded there is no recall', () => {
  expect(figuresOf('visibility', [flags([], [])])).toEqual([Number.NaN, 100]);
});

test('probabilities that are not numbers are refused', () => {
  const [truth, said] = flags([], [Number.NaN]);
  expect(() => METRICS.visibility.compare(truth, said)).toThrow('not a number');
});

test('a frequent label does not hide a rare one', () => {
  const pair = (truth: 'male' | 'female', said: 'male' | 'female') => [{ label: truth }, { label: said }] as const;
  // Three of four right; men 3 of 3, women 0 of 1: balanced 50.
  const pairs = [pair('male', 'male'), pair('male', 'male'), pair('male', 'male'), pair('female', 'male')];
  expect(figuresOf('gender', pairs)).toEqual([75, 50]);
  expect(detailsOf('gender', pairs)).toEqual({ male: 100, female: 0 });
});

test('a label that no face has is left out of the balance', () => {
  expect(figuresOf('race', [[{ label: 'White' }, { label: 'White' }]])).toEqual([100, 100]);
});

/** A direction in 512 dimensions: the first two say at what angle, in degrees. */
function direction(degrees: number) {
  const embedding = new Float32Array(512);
  embedding[0] = Math.cos((degrees * Math.PI) / 180);
  embedding[1] = Math.sin((degrees * Math.PI) / 180);
  return embedding;
}

const person = (label: string, degrees: number) =>
  [
    { label, embedding: null },
    { label: null, embedding: direction(degrees) },
  ] as const;

test('people who keep apart are told apart in every fold', () => {
  // Five people a turn of 60 degrees apart with five faces each within 4 degrees: distances within one person are at most
  // 2 - 2 cos 4 = 0.005, between two at least 2 - 2 cos 56 = 0.88. Any threshold between them is right for all pairs.
  const faces = [0, 1, 2, 3, 4].flatMap((who) => [0, 1, 2, 3, 4].map((i) => person(`p${who}`, 60 * who + i)));
  expect(figuresOf('identity', faces)).toEqual([100]);
});

test('where embeddings tell nothing, the best threshold is right for half of the pairs', () => {
  // All faces alike: every pair has distance 0. Below the first threshold above it everybody is one person (half right),
  // at threshold 0 nobody is (half right as well).
  const faces = [0, 1, 2, 3, 4].flatMap((who) => [0, 1, 2, 3, 4].map(() => person(`p${who}`, 0)));
  expect(figuresOf('identity', faces)[0]).toBeCloseTo(50, 10);
});

test('a threshold is chosen on the nine other folds', () => {
  // Two people, five faces each: 20 pairs of one person at distance 0 and as many of two at 2 - 2 cos 90 = 2, but face 0
  // of the first lies with the second person (90 degrees). Its 4 pairs of one person are at 2 and its pairs of two at 0:
  // no threshold can be right about them, whichever folds they fall into. The rest is separable.
  const faces = [0, 1].flatMap((who) =>
    [0, 1, 2, 3, 4].map((i) => person(`p${who}`, who === 0 && i === 0 ? 90 : 90 * who)),
  );
  const people = faces.map(([{ label }]) => label);
  const random = seededRandom(6000);
  const same = samePairs(people, random);
  const different = differentPairs(people, same.length, random);
  expect(same).toHaveLength(20);
  expect(different).toHaveLength(20);
  const wrong = [...same, ...different].filter((pair) => pair.includes(0)).length;
  // Folds hold 2 + 2 pairs each, so the mean of their accuracies is the share of all.
  expect(figuresOf('identity', faces)[0]).toBeCloseTo(100 * (1 - wrong / 40), 8);
});

test('pairs are drawn evenly over people and never twice', () => {
  const people = ['a', 'a', 'a', 'b', 'b', 'c', 'd', 'd'];
  const same = samePairs(people, seededRandom(1));
  // a: 3 pairs, b: 1, d: 1.
  expect(same).toHaveLength(5);
  for (const [one, other] of same) expect(people[one]).toBe(people[other]);
  const different = differentPairs(people, 12, seededRandom(2));
  expect(new Set(different.map(String)).size).toBe(12);
  for (const [one, other] of different) expect(people[one]).not.toBe(people[other]);
});

test('one person alone cannot be verified', () => {
  const faces = Array.from({ length: 12 }, (_, i) => person('p', i));
  expect(figuresOf('identity', faces)).toEqual([Number.NaN]);
});

test('faces without a name are not in any pair', () => {
  expect(
    METRICS.identity.compare({ label: null, embedding: null }, { label: null, embedding: direction(0) }),
  ).toBeNull();
});
