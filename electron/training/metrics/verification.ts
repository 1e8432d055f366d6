/**
 * Recognition: are two faces one person? LFW's protocol (arcface_torch's `verification.py`): ten folds of pairs, half of
 * one person and half of two; the squared distance between the embeddings, 2 - 2 cos, is held against a threshold from
 * 0, 0.01 … 3.99; each fold is judged by the first threshold that is best on the nine others; the figure is the mean of
 * the ten accuracies. A project has no list of pairs, so they are drawn, always the same for the same faces, at most
 * 3000 of either kind. The embedding is that of the face as proposals see it, without its mirror image added.
 */
import { type Random, seededRandom, shuffled } from '../../shared/domain/random.ts';
import { demandFinite, type Measure, type TaskMetric } from './metric.ts';

const FOLDS = 10;
const STEP = 0.01;
const THRESHOLDS = 400;
const MOST_PAIRS = 3000;
const SEED = 6000;

interface Known {
  person: string;
  embedding: Float32Array;
}

/** Two faces by their indices. */
type Pair = readonly [number, number];

/** Pairs of one person: neighbours in every person's row first, then those further apart, so that all people have their share. */
export function samePairs(people: readonly string[], random: Random): Pair[] {
  const rows = [...Map.groupBy(people.keys(), (face) => people[face]!).values()].map((row) => shuffled(row, random));
  const longest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const pairs: Pair[] = [];
  for (let gap = 1; gap < longest && pairs.length < MOST_PAIRS; gap++)
    for (const row of rows) for (let i = 0; i + gap < row.length; i++) pairs.push([row[i]!, row[i + gap]!]);
  return shuffled(pairs.slice(0, MOST_PAIRS), random);
}

/** As many pairs of two people as are asked for, no pair twice; fewer where there are not enough. */
export function differentPairs(people: readonly string[], count: number, random: Random): Pair[] {
  const seen = new Set<number>();
  const pairs: Pair[] = [];
  const draw = () => Math.floor(random() * people.length);
  for (let tries = 0; tries < 50 * count && pairs.length < count; tries++) {
    const [a, b] = [draw(), draw()].toSorted((one, other) => one - other) as [number, number];
    const key = a * people.length + b;
    if (people[a] === people[b] || seen.has(key)) continue;
    seen.add(key);
    pairs.push([a, b]);
  }
  return pairs;
}

/** The first threshold that calls a pair one person: they are that where the distance is below it. */
const thresholdOf = (a: Float32Array, b: Float32Array): number => {
  let cosine = 0;
  for (let i = 0; i < a.length; i++) cosine += a[i]! * b[i]!;
  return Math.max(0, Math.floor((2 - 2 * cosine) / STEP) + 1);
};

interface JudgedPair {
  pair: Pair;
  same: boolean;
  fold: number;
  /** In steps; THRESHOLDS for a pair that none calls one person. */
  from: number;
}

/** Dealt out so that every fold has as many of either kind, to within one. */
const judge = (pairs: readonly Pair[], same: boolean, faces: readonly Known[]): JudgedPair[] =>
  pairs.map((pair, i) => ({
    pair,
    same,
    fold: i % FOLDS,
    from: Math.min(THRESHOLDS, thresholdOf(faces[pair[0]]!.embedding, faces[pair[1]]!.embedding)),
  }));

/**
 * The mean accuracy over folds, in percent. A pair of one person counts as often as the rarer of its faces, a pair of
 * two people as often as both were drawn together.
 */
function verify(pairs: readonly JudgedPair[], weights: Float64Array): number {
  // For each fold and threshold, the weight of pairs that the threshold judges rightly.
  const right = Array.from({ length: FOLDS }, () => new Float64Array(THRESHOLDS));
  const total = new Float64Array(FOLDS);
  for (const { pair, same, fold, from } of pairs) {
    const [a, b] = [weights[pair[0]]!, weights[pair[1]]!];
    const weight = same ? Math.min(a, b) : a * b;
    if (weight === 0) continue;
    total[fold]! += weight;
    const row = right[fold]!;
    // As differences between neighbours, summed up below.
    if (same && from < THRESHOLDS) row[from]! += weight;
    if (!same) {
      row[0]! += weight;
      if (from < THRESHOLDS) row[from]! -= weight;
    }
  }
  for (const row of right) for (let k = 1; k < THRESHOLDS; k++) row[k]! += row[k - 1]!;
  const sums = Float64Array.from({ length: THRESHOLDS }, (_, k) => right.reduce((sum, row) => sum + row[k]!, 0));
  const accuracies: number[] = [];
  for (const [fold, row] of right.entries()) {
    if (total[fold] === 0) continue;
    const others = sums.map((sum, k) => sum - row[k]!);
    const best = others.indexOf(others.reduce((most, sum) => Math.max(most, sum)));
    accuracies.push(row[best]! / total[fold]!);
  }
  return (100 * accuracies.reduce((sum, accuracy) => sum + accuracy, 0)) / accuracies.length;
}

export const identity: TaskMetric<'identity', Known> = {
  figures: ['verification-accuracy'],
  compare(truth, said) {
    if (truth.label === null || said.embedding === null) return null;
    demandFinite(said.embedding, 'the proposed embedding');
    return { person: truth.label, embedding: said.embedding };
  },
  measure(cases): Measure {
    const random = seededRandom(SEED);
    const people = cases.map(({ person }) => person);
    const same = samePairs(people, random);
    const different = differentPairs(people, same.length, random);
    if (same.length < FOLDS || different.length < FOLDS) return () => Float64Array.of(Number.NaN);
    const pairs = [...judge(same, true, cases), ...judge(different, false, cases)];
    return (weights) => Float64Array.of(verify(pairs, weights));
  },
  details: () => [],
  error: () => null,
};
