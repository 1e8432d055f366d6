/**
 * Visibility: the recall at 80 % precision with «occluded» as what is looked for (RCPR's protocol on COFW). All points of
 * all faces are pooled and sorted by the probability of being occluded; the figure is the largest share of the occluded
 * points that a threshold finds while at least four of five that it finds are right. Equal probabilities fall on the
 * same side. 0 where no threshold is that precise, undefined where nothing is occluded.
 */
import { demandFinite, type Measure, percent, type TaskMetric } from './metric.ts';

const PRECISION = 0.8;

interface Flags {
  /** 1 for an occluded point. */
  occluded: Uint8Array;
  /** The probability that the network gives to it. */
  probability: Float32Array;
  /** How many of the flags are right. */
  right: number;
}

interface Pool {
  /** The face that each point is of. */
  face: Int32Array;
  occluded: Uint8Array;
  probability: Float32Array;
}

/** The points of all faces, the surest to be occluded first. */
function poolOf(cases: readonly Flags[]): Pool {
  const points = cases.flatMap(({ occluded, probability }, face) =>
    Array.from(occluded, (flag, i) => ({ face, flag, probability: probability[i]! })),
  );
  points.sort((a, b) => b.probability - a.probability);
  return {
    face: Int32Array.from(points, (point) => point.face),
    occluded: Uint8Array.from(points, (point) => point.flag),
    probability: Float32Array.from(points, (point) => point.probability),
  };
}

/** @param weights of the faces */
function recallAtPrecision({ face, occluded, probability }: Pool, weights: Float64Array): number {
  let positives = 0;
  for (let i = 0; i < face.length; i++) positives += occluded[i]! * weights[face[i]!]!;
  let [found, right, best] = [0, 0, 0];
  for (let i = 0; i < face.length; i++) {
    const weight = weights[face[i]!]!;
    found += weight;
    right += occluded[i]! * weight;
    const tied = i + 1 < face.length && probability[i + 1] === probability[i];
    // Compared without a division, so that 4 of 5 is 80 % to the last digit.
    if (!tied && right > best && right >= PRECISION * found) best = right;
  }
  return percent(best, positives);
}

export const visibility: TaskMetric<'visibility', Flags> = {
  figures: ['recall-at-80-precision', 'point-accuracy'],
  compare(truth, said) {
    // A flag without a probability is as sure as one can be.
    const visible = said.probabilities ?? Float32Array.from(said.visible, Number);
    demandFinite(visible, 'the proposed visibility');
    return {
      occluded: Uint8Array.from(truth.visible, (flag) => Number(!flag)),
      probability: visible.map((p) => 1 - p),
      right: truth.visible.filter((flag, i) => flag === said.visible[i]).length,
    };
  },
  measure(cases): Measure {
    const pool = poolOf(cases);
    return (weights) => {
      let [right, points] = [0, 0];
      for (const [i, flags] of cases.entries()) {
        right += weights[i]! * flags.right;
        points += weights[i]! * flags.occluded.length;
      }
      return Float64Array.of(recallAtPrecision(pool, weights), percent(right, points));
    };
  },
  details: () => [],
  error: ({ occluded, right }) => percent(occluded.length - right, occluded.length),
};
