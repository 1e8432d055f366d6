/**
 * Attributes: the accuracy of each of the forty over the faces where it is known, and the mean of those. An entry that
 * is unknown in the truth is left out, and an attribute that is known of no face.
 */
import { ATTRIBUTES } from '../../shared/domain/vocabulary.ts';
import { meanOf, measureSums, ones, orNull, percent, type TaskMetric } from './metric.ts';

/** For each attribute 1 where the network is right, 0 where it is wrong, -1 where nobody knows. */
type Marks = Int8Array;

const COUNT = ATTRIBUTES.length;

const accuracies = (sums: Float64Array): number[] => ATTRIBUTES.map((_, i) => percent(sums[i]!, sums[COUNT + i]!));

/** Right ones of each attribute, then known ones of each. */
const sumsOf = (marks: Marks): number[] => [
  ...Array.from(marks, (mark) => Number(mark === 1)),
  ...Array.from(marks, (mark) => Number(mark >= 0)),
];

export const attributes: TaskMetric<'attributes', Marks> = {
  figures: ['attribute-accuracy'],
  compare(truth, said) {
    if (truth.states.every((state) => state === 'unknown')) return null;
    return Int8Array.from(truth.states, (state, i) => (state === 'unknown' ? -1 : Number(state === said.states[i])));
  },
  measure: (cases) => measureSums(cases, 2 * COUNT, sumsOf, (sums) => [meanOf(accuracies(sums))]),
  details(cases) {
    const each = measureSums(cases, 2 * COUNT, sumsOf, accuracies)(ones(cases.length));
    return ATTRIBUTES.map((name, i) => ({ name, value: orNull(each[i]!) }));
  },
  error: (marks) => {
    const known = marks.filter((mark) => mark >= 0);
    return percent(known.filter((mark) => mark === 0).length, known.length);
  },
};
