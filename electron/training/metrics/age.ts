/**
 * Age: the mean absolute error in years, by the network's years (the mean over its bins) and by the middle of its
 * likeliest bin, which published figures do not always tell apart; and how often that bin is the right one.
 */
import { AGE_BIN_CENTRES, AGE_BINS } from '../../shared/domain/vocabulary.ts';
import { demandFinite, measureSums, ones, orNull, percent, type TaskMetric } from './metric.ts';

interface Guess {
  /** Errors in years. */
  byExpectation: number;
  byBin: number;
  /** Indices into the bins. */
  truth: number;
  said: number;
}

const recalls = (sums: Float64Array): number[] =>
  AGE_BINS.map((_, bin) => percent(sums[bin]!, sums[AGE_BINS.length + bin]!));

export const age: TaskMetric<'age', Guess> = {
  figures: ['age-mae-expectation', 'age-mae-bin', 'accuracy'],
  compare(truth, said) {
    demandFinite([truth.years], 'the confirmed age');
    demandFinite([said.years], 'the proposed age');
    const bin = AGE_BINS.indexOf(said.bin);
    return {
      byExpectation: Math.abs(said.years - truth.years),
      byBin: Math.abs(AGE_BIN_CENTRES[bin]! - truth.years),
      truth: AGE_BINS.indexOf(truth.bin),
      said: bin,
    };
  },
  measure: (cases) =>
    measureSums(
      cases,
      4,
      ({ byExpectation, byBin, truth, said }) => [byExpectation, byBin, Number(truth === said), 1],
      ([byExpectation, byBin, right, faces]) => [byExpectation! / faces!, byBin! / faces!, percent(right!, faces!)],
    ),
  /** How often each bin is recognised. */
  details(cases) {
    const one = (bin: number) => AGE_BINS.map((_, i) => Number(i === bin));
    const row = ({ truth, said }: Guess) => [...one(truth === said ? truth : -1), ...one(truth)];
    const each = measureSums(cases, 2 * AGE_BINS.length, row, recalls)(ones(cases.length));
    return AGE_BINS.map((name, i) => ({ name, value: orNull(each[i]!) }));
  },
  error: ({ byExpectation }) => byExpectation,
};
