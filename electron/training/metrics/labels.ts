/**
 * Gender, race and expression: accuracy, and the mean of each label's own recall, which a label that most faces have
 * cannot hide behind.
 */
import type { MetricName } from '../../shared/domain/evaluation.ts';
import { meanOf, measureSums, ones, orNull, percent } from './metric.ts';

/** Indices into the list of labels. */
interface Choice {
  truth: number;
  said: number;
}

/** Right faces of each label, then all faces of each. */
const sumsOf =
  (labels: number) =>
  ({ truth, said }: Choice) =>
    Array.from({ length: 2 * labels }, (_, i) =>
      Number(i < labels ? i === truth && truth === said : i - labels === truth),
    );

const recallsOf = (sums: Float64Array): number[] =>
  Array.from({ length: sums.length / 2 }, (_, i) => percent(sums[i]!, sums[sums.length / 2 + i]!));

/** The metric of a task whose value is one of `labels`. */
export function labelMetric<Label extends string>(labels: readonly Label[]) {
  const sums = sumsOf(labels.length);
  const total = (all: Float64Array) => all.reduce((sum, count) => sum + count, 0);
  return {
    figures: ['accuracy', 'balanced-accuracy'] satisfies MetricName[] as MetricName[],
    compare: (truth: { label: Label }, said: { label: Label }): Choice => ({
      truth: labels.indexOf(truth.label),
      said: labels.indexOf(said.label),
    }),
    measure: (cases: readonly Choice[]) =>
      measureSums(cases, 2 * labels.length, sums, (all) => [
        percent(total(all.subarray(0, labels.length)), total(all.subarray(labels.length))),
        meanOf(recallsOf(all)),
      ]),
    details(cases: readonly Choice[]) {
      const each = measureSums(cases, 2 * labels.length, sums, recallsOf)(ones(cases.length));
      return labels.map((name, i) => ({ name, value: orNull(each[i]!) }));
    },
    error: ({ truth, said }: Choice) => (truth === said ? 0 : 100),
  };
}
