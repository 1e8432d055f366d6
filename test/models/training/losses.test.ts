/** Every task's loss against numbers worked out by hand or by the formula of its source. */
import { describe, expect, it } from 'vitest';
import type { Task } from '../../../models/facexformer/config.ts';
import { cellCentres } from '../../../models/facexformer/heat-maps.ts';
import { Builder } from '../../../models/graph/builder.ts';
import { float32Tensor } from '../../../models/graph/tensor.ts';
import { CENTRE_MAP, CENTRES } from '../../../models/training/losses/identity.ts';
import { type Feed, LossScope } from '../../../models/training/losses/loss.ts';
import { type TaskLosses, taskLoss } from '../../../models/training/losses/table.ts';
import { type Numbers, numbers, runFeeds } from '../run.ts';

interface Given {
  answer: Numbers;
  maps?: Numbers;
  /** By the names of feeds; 1 for every weight that is not said. */
  feeds: Record<string, readonly number[]>;
  centres?: Numbers;
  map?: Numbers;
}

async function lossOf<T extends Task>(task: T, options: TaskLosses[T], given: Given): Promise<number> {
  const g = new Builder();
  const answer = g.input('answer', 'float32', given.answer.shape);
  const heatMaps = given.maps ? g.input('maps', 'float32', given.maps.shape) : null;
  const declared: Feed[] = [];
  const scope = new LossScope(g, given.answer.shape[0]!, declared);
  const graph = g.finish({ loss: taskLoss(scope, task, { answer, heatMaps }, options) });
  const feeds: Record<string, Float32Array | Int32Array> = { answer: given.answer.data };
  if (given.maps) feeds['maps'] = given.maps.data;
  for (const { name, dtype, shape } of declared) {
    const values =
      given.feeds[name] ?? (name.startsWith('weight.') ? Array(shape.reduce((a, b) => a * b, 1)).fill(1) : null);
    if (!values) throw new Error(`nothing for ${name}`);
    feeds[name] = dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values);
  }
  const parameters = { [CENTRES]: given.centres, [CENTRE_MAP]: given.map };
  const weights = new Map(
    Object.entries(parameters).flatMap(([name, of]) => (of ? [[name, float32Tensor(of.shape, of.data)]] : [])),
  );
  return (await runFeeds(graph, weights, feeds))['loss']!.data[0]!;
}

describe('parsing', () => {
  // Two pixels, two classes; the first pixel is sure of class 0 (share 3/4), the second undecided.
  const answer = numbers([1, 2, 1, 2], [Math.log(3), 0, 0, 0]);
  it('is the mean of cross entropy and Dice', async () => {
    const entropy = (-Math.log(3 / 4) - Math.log(1 / 2)) / 2;
    // Class 0: truth is the first pixel; class 1: the second.
    const score = (common: number, p: number, g: number): number => (2 * common + 1) / (p + g + 1);
    const dice = 1 - (score(0.75, 0.75 + 0.5, 1) + score(0.5, 0.25 + 0.5, 1)) / 2;
    const options = { dice: { squared: false, smooth: 1, over: 'face' } } as const;
    const feeds = { 'target.parsing': [0, 1] };
    expect(await lossOf('parsing', { ...options, diceShare: 0 }, { answer, feeds })).toBeCloseTo(entropy, 5);
    expect(await lossOf('parsing', options, { answer, feeds })).toBeCloseTo((entropy + dice) / 2, 5);
  });

  it('squares sizes where it is said', async () => {
    const score = (common: number, p: number, g: number): number => (2 * common + 1e-5) / (p + g + 1e-5);
    const dice = 1 - (score(0.75, 0.75 ** 2 + 0.25, 1) + score(0.5, 0.25 ** 2 + 0.25, 1)) / 2;
    expect(await lossOf('parsing', { diceShare: 1 }, { answer, feeds: { 'target.parsing': [0, 1] } })).toBeCloseTo(
      dice,
      4,
    );
  });

  it('does not count pixels that nobody knows', async () => {
    const feeds = { 'target.parsing': [0, -1] };
    expect(await lossOf('parsing', { diceShare: 0 }, { answer, feeds })).toBeCloseTo(-Math.log(3 / 4), 5);
  });

  it('counts pixels by their class', async () => {
    const entropy = (-Math.log(3 / 4) - 3 * Math.log(1 / 2)) / 4;
    const feeds = { 'target.parsing': [0, 1] };
    expect(await lossOf('parsing', { diceShare: 0, classWeights: [1, 3] }, { answer, feeds })).toBeCloseTo(entropy, 5);
  });
});

describe('classes', () => {
  const answer = numbers([2, 2], [Math.log(3), 0, 0, 0]);
  it('are compared by cross entropy, over the faces that have a label', async () => {
    const feeds = { 'target.gender': [0, 1], 'weight.gender': [1, 0] };
    expect(await lossOf('gender', {}, { answer, feeds })).toBeCloseTo(-Math.log(3 / 4), 5);
  });
  it('count by their own weight', async () => {
    const feeds = { 'target.gender': [0, 1] };
    const expected = (-Math.log(3 / 4) - 3 * Math.log(1 / 2)) / 4;
    expect(await lossOf('gender', { classWeights: [1, 3] }, { answer, feeds })).toBeCloseTo(expected, 5);
  });
});

describe('age', () => {
  it('is the mean of cross entropy and the distance of expected years', async () => {
    const answer = numbers([1, 2], [Math.log(3), 0]);
    // Expected 0.75 · 10 + 0.25 · 30 = 15 years, of 25.
    const feeds = { 'target.age': [1], 'target.age.years': [25] };
    const expected = (-Math.log(1 / 4) + 10 / 5) / 2;
    expect(await lossOf('age', { values: [10, 30], unit: 5 }, { answer, feeds })).toBeCloseTo(expected, 5);
  });
});

describe('flags', () => {
  it('are compared where they are known', async () => {
    const answer = numbers([1, 3], [0, Math.log(3), 50]);
    const feeds = { 'target.attributes': [1, 0, 0], 'weight.attributes.entries': [1, 1, 0] };
    expect(await lossOf('attributes', {}, { answer, feeds })).toBeCloseTo((Math.log(2) + Math.log(4)) / 2, 5);
  });
  it('count a yes more where it is rare', async () => {
    const answer = numbers([1, 2], [0, Math.log(3)]);
    const feeds = { 'target.visibility': [1, 0] };
    const expected = (3 * Math.log(2) + Math.log(4)) / 4;
    expect(await lossOf('visibility', { positiveWeights: [3, 5] }, { answer, feeds })).toBeCloseTo(expected, 5);
  });
});

describe('pose', () => {
  const [c, s] = [Math.cos(0.3), Math.sin(0.3)];
  const turned = [c, -s, 0, s, c, 0, 0, 0, 1];
  const ahead = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  it('is the angle between two rotations', async () => {
    const given = { answer: numbers([1, 3, 3], ahead), feeds: { 'target.pose': turned } };
    expect(await lossOf('pose', {}, given)).toBeCloseTo(0.3, 4);
    expect(await lossOf('pose', { kind: 'chordal' }, given)).toBeCloseTo(4 * (1 - c), 5);
  });
  it('takes pitch, yaw and roll as a rotation', async () => {
    const given = { answer: numbers([1, 3], [0, 0, 0.3]), feeds: { 'target.pose': turned } };
    expect(await lossOf('pose', { kind: 'chordal' }, given)).toBeCloseTo(0, 6);
  });
});

describe('identity', () => {
  it('adds an angle between a face and its own class', async () => {
    const answer = numbers([1, 2], [1, 0]);
    const centres = numbers([2, 2], [2 * Math.cos(0.4), 2 * Math.sin(0.4), 0, 3]);
    const [own, other] = [8 * Math.cos(0.4 + 0.5), 8 * Math.cos(Math.PI / 2)];
    const expected = -own + Math.log(Math.exp(own) + Math.exp(other));
    const given = { answer, centres, feeds: { 'target.identity': [0] } };
    expect(await lossOf('identity', { classes: 2, scale: 8 }, given)).toBeCloseTo(expected, 4);
  });

  it('takes centres from numbers that describe persons, a face held against those of all', async () => {
    // Each lies 0.4 from its own person, towards the other's.
    const answer = numbers([2, 2], [Math.cos(0.4), Math.sin(0.4), Math.sin(0.4), Math.cos(0.4)]);
    // Each face's own person first: the map turns (1, 0, 0) to the x axis, (0, 1, 0) to the y axis and (0, 0, 1) between.
    const map = numbers([3, 2], [5, 0, 0, 4, 3, 3]);
    const persons = [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1];
    const [own, other, between] = [0.4 + 0.5, Math.PI / 2 - 0.4, Math.PI / 4 - 0.4].map((angle) => 8 * Math.cos(angle));
    const expected = -own! + Math.log(Math.exp(own!) + Math.exp(other!) + 2 * Math.exp(between!));
    const given = { answer, map, feeds: { 'target.identity.persons': persons } };
    expect(await lossOf('identity', { described: 3, persons: 2, scale: 8 }, given)).toBeCloseTo(expected, 4);
  });

  it('tells pairs of a batch, those of one person counting the same in all as those of two', async () => {
    const angles = [0, 0.3, 1.2, 1.3];
    const answer = numbers(
      [4, 2],
      angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]),
    );
    const centres = numbers([2, 2], [1, 0, 0, 1]);
    const given = { answer, centres, feeds: { 'target.identity': [0, 0, 1, 1] } };
    const options = { classes: 2, scale: 8 };
    const logit = (between: number): number => 10 * (Math.cos(between) - 0.4);
    const mean = (all: number[]): number => all.reduce((sum, each) => sum + each, 0) / all.length;
    const same = mean([0.3, 0.1].map((between) => Math.log(1 + Math.exp(-logit(between)))));
    const other = mean([1.2, 1.3, 0.9, 1].map((between) => Math.log(1 + Math.exp(logit(between)))));
    const pairs = { weight: 3, pictures: 2, threshold: 0.4, steepness: 10 };
    const told = (await lossOf('identity', { ...options, pairs }, given)) - (await lossOf('identity', options, given));
    expect(told).toBeCloseTo(3 * (same + other), 4);
  });
});

describe('landmarks', () => {
  const answer = numbers([1, 4], [0.1, 0, 0.5, 0.5]);
  const feeds = { 'target.landmarks': [0, 0, 0.5, 0.505] };
  it('grow with the length of an error, first as its square', async () => {
    const expected = (0.1 - 0.005 + (0.5 * 0.005 ** 2) / 0.01) / 2;
    expect(await lossOf('landmarks', { kind: 'smooth-l1' }, { answer, feeds })).toBeCloseTo(expected, 6);
  });
  it('leave out points that nobody knows', async () => {
    const known = { ...feeds, 'weight.landmarks.points': [1, 0] };
    expect(await lossOf('landmarks', { kind: 'l1' }, { answer, feeds: known })).toBeCloseTo(0.05, 6);
  });

  it('bend small errors by Wing', async () => {
    const wing = 0.1 * Math.log(1 + 0.005 / 0.02);
    const single = { ...feeds, 'weight.landmarks.points': [0, 1] };
    expect(await lossOf('landmarks', { kind: 'wing' }, { answer, feeds: single })).toBeCloseTo(wing / 2, 6);
  });

  it('are judged by STAR in the axes of their maps', async () => {
    const side = 4;
    const scores = Array.from(
      { length: side * side },
      (_, i) => Math.sin(3 * i) + (i % side === Math.floor(i / side) ? 2 : 0),
    );
    const truth = [0.3, -0.2] as const;
    const maps = numbers([1, 1, side * side], scores);
    const given = { answer: numbers([1, 2], [0, 0]), maps, feeds: { 'target.landmarks': truth } };
    expect(await lossOf('landmarks', { kind: 'star' }, given)).toBeCloseTo(star(scores, side, truth), 4);
  });

  it('pull heat maps towards a bell', async () => {
    const side = 4;
    const maps = numbers([1, 1, side * side], new Float32Array(side * side));
    const given = { answer: numbers([1, 2], [0.25, 0.25]), maps, feeds: { 'target.landmarks': [0.25, 0.25] } };
    // Of a flat map the cross entropy with anything is the logarithm of the number of cells.
    expect(await lossOf('landmarks', { kind: 'l2', heatMaps: 0.5 }, given)).toBeCloseTo(Math.log(16) / 2, 5);
  });
});

/** STAR as its authors write it, by the eigenvectors of the covariance. */
function star(scores: readonly number[], side: number, [tx, ty]: readonly [number, number]): number {
  const powers = scores.map(Math.exp);
  const total = powers.reduce((a, b) => a + b);
  const shares = powers.map((power) => power / total);
  const places = cellCentres(side);
  const mean = (of: (x: number, y: number) => number): number =>
    shares.reduce((sum, share, i) => sum + share * of(...places[i]!), 0);
  const [mx, my] = [mean((x) => x), mean((_, y) => y)];
  const [v1, v2] = [1 + 1e-5, shares.reduce((sum, share) => sum + share ** 2, 0) + 1e-5];
  const free = v1 - v2 / v1;
  const [a, b, c] = [
    mean((x) => (x - mx) ** 2),
    mean((x, y) => (x - mx) * (y - my)),
    mean((_, y) => (y - my) ** 2),
  ].map((value) => value / free) as [number, number, number];
  const half = Math.hypot((a - c) / 2, b);
  const angle = Math.atan2(2 * b, a - c) / 2;
  const axes = [
    { value: (a + c) / 2 + half, x: Math.cos(angle), y: Math.sin(angle) },
    { value: (a + c) / 2 - half, x: -Math.sin(angle), y: Math.cos(angle) },
  ];
  const square = axes.reduce((sum, { value, x, y }) => sum + ((tx - mx) * x + (ty - my) * y) ** 2 / (value + 1e-5), 0);
  const distance = square < 0.01 ** 2 ? (0.5 * square) / 0.01 : Math.sqrt(square) - 0.005;
  return distance + axes.reduce((sum, { value }) => sum + value, 0);
}
