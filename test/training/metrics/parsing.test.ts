import { expect, test } from 'vitest';
import { detailsOf, figuresOf, rowOf } from './sample.ts';

test('F1 comes from one matrix over all faces, without background', () => {
  // Skin (1): 4 true pixels, 4 said, 3 of them right: 2 * 3 / (4 + 4) = 0.75, the toy of the protocol.
  // Nose (6): 2 true, 1 said, 1 right: 2 * 1 / (2 + 1) = 2/3. Their mean: 0.708333.
  const [f1] = figuresOf('parsing', [
    [rowOf([1, 1, 1, 1, 0, 0]), rowOf([1, 1, 1, 0, 1, 0])],
    [rowOf([6, 6, 0]), rowOf([6, 0, 0])],
  ]);
  expect(f1).toBeCloseTo(70.8333, 3);
});

test('the matrix is one for all faces, not one each', () => {
  // Skin: 1 pixel right, 4 true, 1 said: 2 * 1 / (4 + 1) = 0.4. The mean of each face's own F1 would be (1 + 0) / 2.
  const [f1] = figuresOf('parsing', [
    [rowOf([1]), rowOf([1])],
    [rowOf([1, 1, 1]), rowOf([0, 0, 0])],
  ]);
  expect(f1).toBeCloseTo(40, 10);
});

test('a class that neither side has is left out, one that only the network has counts as missed', () => {
  const pair = [rowOf([1, 1, 0]), rowOf([1, 1, 10])] as const;
  // Skin 1, hair 0: the mean is a half; the eight others are not told.
  expect(figuresOf('parsing', [pair])).toEqual([50]);
  expect(detailsOf('parsing', [pair])).toMatchObject({ skin: 100, hair: 0, nose: null });
  expect(detailsOf('parsing', [pair])).not.toHaveProperty('background');
});

test('nineteen classes are a mean over eighteen', () => {
  // cloth (18) right, neck (17) missed: a half.
  const pair = [rowOf([18, 17], 'celebamask-19'), rowOf([18, 0], 'celebamask-19')] as const;
  expect(figuresOf('parsing', [pair])).toEqual([50]);
  expect(Object.keys(detailsOf('parsing', [pair]))).toHaveLength(18);
});

test('nineteen true classes are held against eleven by name', () => {
  // celebamask-19: nose 2, cloth 18; facexformer-11: nose 6. Cloth is background there, so 0 is right.
  expect(figuresOf('parsing', [[rowOf([2, 18], 'celebamask-19'), rowOf([6, 0])]])).toEqual([100]);
});

test('faces in both lists are counted in the short one together', () => {
  const long = [rowOf([2], 'celebamask-19'), rowOf([2], 'celebamask-19')] as const;
  const short = [rowOf([6]), rowOf([0])] as const;
  // Nose: 1 right of 2 true and 1 said: 2 / 3.
  expect(figuresOf('parsing', [long, short])[0]).toBeCloseTo(66.6667, 3);
});

test('maps in different frames meet where they lie in the photo', () => {
  // The network looked at x = 2 .. 6 only; the truth spans 0 .. 4 and is skin all over. Two pixels overlap.
  const truth = rowOf([1, 1, 1, 1]);
  const said = rowOf([1, 1, 1, 1], 'facexformer-11', 2);
  // 2 right, 4 true, 2 said inside of the truth: 4 / 6.
  expect(figuresOf('parsing', [[truth, said]])[0]).toBeCloseTo(66.6667, 3);
});

test('a coarser map is looked at where the pixel of the truth has its centre', () => {
  const truth = rowOf([1, 1, 6, 6]);
  const said = { ...rowOf([1, 6]), frame: { x: 0, y: 0, width: 4, height: 1 } };
  expect(figuresOf('parsing', [[truth, said]])).toEqual([100]);
});

test('without a face there is no figure', () => {
  expect(figuresOf('parsing', [])).toEqual([Number.NaN]);
});
