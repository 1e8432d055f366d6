/** What a metric is made of: what one face adds, and the figures that follow from many. */
import type { AnnotationValue } from '../../shared/domain/annotation.ts';
import type { Detail, MetricName } from '../../shared/domain/evaluation.ts';
import type { Task } from '../../shared/domain/vocabulary.ts';

export type ValueOf<T extends Task> = Extract<AnnotationValue, { task: T }>['value'];

/**
 * The figures of a sample in which face i counts `weights[i]` times, in the order of the metric's `figures`; NaN where
 * the sample does not define one. All weights one: the sample itself. Other whole numbers: a resample of it.
 */
export type Measure = (weights: Float64Array) => Float64Array;

export interface TaskMetric<T extends Task, Case> {
  /** The one to look at first. */
  figures: readonly MetricName[];
  /**
   * What one face adds: small, so that many fit in memory. Null where the confirmed value says nothing to compare.
   * @throws Error when a number is not finite
   */
  compare(truth: ValueOf<T>, said: ValueOf<T>): Case | null;
  measure(cases: readonly Case[]): Measure;
  /** The parts of the first figure over all faces. */
  details(cases: readonly Case[]): Detail[];
  /** How wrong one face is, in the unit of the first figure and 0 for flawless; null where one face tells nothing. */
  error(one: Case): number | null;
}

/** A share as percent; NaN of nothing. */
export const percent = (part: number, whole: number): number => (whole > 0 ? (100 * part) / whole : Number.NaN);

/** The mean of those that are numbers; NaN of none. */
export function meanOf(numbers: readonly number[]): number {
  const known = numbers.filter((number) => !Number.isNaN(number));
  return known.reduce((sum, number) => sum + number, 0) / known.length;
}

export const orNull = (number: number): number | null => (Number.isFinite(number) ? number : null);

/** @param what whose numbers these are, as the error's words */
export function demandFinite(numbers: ArrayLike<number>, what: string): void {
  for (let i = 0; i < numbers.length; i++)
    if (!Number.isFinite(numbers[i])) throw new Error(`${what} holds a value that is not a number (entry ${i})`);
}

/** Figures that follow from sums over faces. @param row what a face adds, `length` numbers */
export function measureSums<Case>(
  cases: readonly Case[],
  length: number,
  row: (one: Case) => ArrayLike<number>,
  figures: (sums: Float64Array) => readonly number[],
): Measure {
  const rows = new Float64Array(cases.length * length);
  for (const [i, one] of cases.entries()) rows.set(row(one), i * length);
  const sums = new Float64Array(length);
  return (weights) => {
    sums.fill(0);
    for (let i = 0, at = 0; i < cases.length; i++, at += length) {
      const weight = weights[i]!;
      if (weight > 0) for (let k = 0; k < length; k++) sums[k]! += weight * rows[at + k]!;
    }
    return Float64Array.from(figures(sums));
  };
}

export const ones = (length: number): Float64Array => new Float64Array(length).fill(1);
