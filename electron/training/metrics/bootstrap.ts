/**
 * Intervals by the percentile bootstrap (Efron): draw the groups anew with replacement, take the figures again, and keep
 * the middle 95 of 100. A group is what is drawn together: a face, or all faces of one person, which are not independent.
 */
import { seededRandom } from '../../shared/domain/random.ts';
import type { Measure } from './metric.ts';

export interface Estimate {
  /** NaN where the faces do not define it. */
  value: number;
  /** NaN where they do not tell: fewer than two groups, or too few resamples that define the figure. */
  low: number;
  high: number;
}

export interface ResampleOptions {
  seed: number;
  resamples: number;
  /** Awaited now and then, so that whoever shares the thread gets a turn. */
  pause?: () => Promise<void>;
}

const TAIL = 0.025;
/** An interval from fewer resamples than this share of them would be of a special kind of sample. */
const DEFINED = 0.5;
/** How long to compute between two pauses, in milliseconds. */
const TURN = 12;

/** The value below which `share` of the sorted numbers lie, between neighbours in proportion. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [a, b] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return a + (b - a) * (place - below);
}

function estimate(value: number, drawn: Float64Array): Estimate {
  const known = drawn.filter((figure) => !Number.isNaN(figure)).toSorted();
  const nothing = { value, low: Number.NaN, high: Number.NaN };
  if (Number.isNaN(value) || known.length === 0 || known.length < DEFINED * drawn.length) return nothing;
  return { value, low: quantile(known, TAIL), high: quantile(known, 1 - TAIL) };
}

/** Numbers the groups from 0, in the order in which they come. */
function numbered(groups: readonly unknown[]): { group: Int32Array; count: number } {
  const numbers = new Map<unknown, number>();
  const group = Int32Array.from(groups, (name) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
  return { group, count: numbers.size };
}

/**
 * An estimate for each figure of a measure. Two measures whose difference is wanted go in as one that subtracts: they
 * are then taken on the same resamples, which is what makes the comparison a paired one.
 * @param groups for each face the group that it is drawn with
 */
export async function bootstrap(
  measure: Measure,
  groups: readonly unknown[],
  { seed, resamples, pause }: ResampleOptions,
): Promise<Estimate[]> {
  const weights = new Float64Array(groups.length).fill(1);
  const values = measure(weights);
  const { group, count } = numbered(groups);
  if (count < 2) return Array.from(values, (value) => ({ value, low: Number.NaN, high: Number.NaN }));
  const random = seededRandom(seed);
  const drawn = Array.from(values, () => new Float64Array(resamples));
  const times = new Float64Array(count);
  let turned = performance.now();
  for (let resample = 0; resample < resamples; resample++) {
    times.fill(0);
    for (let i = 0; i < count; i++) times[Math.floor(random() * count)]!++;
    for (let face = 0; face < weights.length; face++) weights[face] = times[group[face]!]!;
    const figures = measure(weights);
    for (const [k, list] of drawn.entries()) list[resample] = figures[k]!;
    if (pause && performance.now() - turned > TURN) {
      await pause();
      turned = performance.now();
    }
  }
  return drawn.map((list, k) => estimate(values[k]!, list));
}

/** What is left when the second is taken from the first. */
export const difference =
  (first: Measure, second: Measure): Measure =>
  (weights) => {
    const taken = second(weights);
    return first(weights).map((figure, k) => figure - taken[k]!);
  };

/** A measure of some of the faces alone. */
export const among =
  (measure: Measure, isIn: (face: number) => boolean): Measure =>
  (weights) =>
    measure(weights.map((weight, face) => (isIn(face) ? weight : 0)));
