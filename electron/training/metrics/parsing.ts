/**
 * Parsing: the mean F1 over classes, from one confusion matrix over all pixels of all faces. F1 = 2 TP / (truth + said)
 * (FaRL's and SegFace's scorers). Background is left out: the mean is over 10 of 11 or 18 of 19 classes, without those
 * that neither the truth nor the network has.
 */
import { frameTransform } from '../../shared/domain/frame.ts';
import { classesBetween } from '../../shared/domain/parsing.ts';
import { PARSING_PROFILES, type ParsingProfile } from '../../shared/domain/vocabulary.ts';
import { meanOf, measureSums, ones, orNull, percent, type TaskMetric, type ValueOf } from './metric.ts';

type LabelMap = ValueOf<'parsing'>;

/** How many pixels of each true class (row) the network gave each class (column). */
export interface Confusion {
  profile: ParsingProfile;
  counts: Uint32Array;
}

/** The list in which both can be held against each other: the short one, unless both are in the long one. */
const common = (profiles: readonly ParsingProfile[]): ParsingProfile =>
  profiles.every((profile) => profile === 'celebamask-19') ? 'celebamask-19' : 'facexformer-11';

/** For each column or row of the truth, the column or row of the other map at its centre; -1 outside of it. */
function places(length: number, along: (position: number) => number, others: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => {
    const other = Math.floor(along(i + 0.5) + 1e-6);
    return other >= 0 && other < others ? other : -1;
  });
}

/** Looks at every pixel of the truth; outside of its own frame the network says background. */
function confusion(truth: LabelMap, said: LabelMap): Confusion {
  const profile = common([truth.profile, said.profile]);
  const classes = PARSING_PROFILES[profile].length;
  const trueClass = classesBetween(truth.profile, profile);
  const saidClass = classesBetween(said.profile, profile);
  const there = frameTransform(truth.frame, truth);
  const here = frameTransform(said.frame, said);
  const columns = places(truth.width, (x) => here.toFrame(there.toPhoto({ x, y: 0 })).x, said.width);
  const rows = places(truth.height, (y) => here.toFrame(there.toPhoto({ x: 0, y })).y, said.height);
  const counts = new Uint32Array(classes * classes);
  for (let y = 0, pixel = 0; y < truth.height; y++) {
    const row = rows[y]!;
    for (let x = 0; x < truth.width; x++, pixel++) {
      const column = columns[x]!;
      const label = row < 0 || column < 0 ? 0 : said.labels[row * said.width + column]!;
      counts[trueClass[truth.labels[pixel]!]! * classes + saidClass[label]!]!++;
    }
  }
  return { profile, counts };
}

/** The same pixels counted in a shorter list. */
function collapse({ profile, counts }: Confusion, to: ParsingProfile): Uint32Array {
  if (profile === to) return counts;
  const [from, into] = [PARSING_PROFILES[profile].length, PARSING_PROFILES[to].length];
  const classes = classesBetween(profile, to);
  const result = new Uint32Array(into * into);
  for (const [i, count] of counts.entries())
    result[classes[Math.floor(i / from)]! * into + classes[i % from]!]! += count;
  return result;
}

/** True positives of each class, then its pixels in the truth, then its pixels in what was said. */
function sumsOf(counts: Uint32Array, classes: number): Float64Array {
  const sums = new Float64Array(3 * classes);
  for (const [i, count] of counts.entries()) {
    const [truth, said] = [Math.floor(i / classes), i % classes];
    if (truth === said) sums[truth]! += count;
    sums[classes + truth]! += count;
    sums[2 * classes + said]! += count;
  }
  return sums;
}

/** Of each class but background, in percent; NaN where neither side has it. */
function f1Of(sums: Float64Array): number[] {
  const classes = sums.length / 3;
  return Array.from({ length: classes - 1 }, (_, i) => {
    const label = i + 1;
    return percent(2 * sums[label]!, sums[classes + label]! + sums[2 * classes + label]!);
  });
}

/** How all faces can be counted in one matrix. */
function together(cases: readonly Confusion[]) {
  const profile = common(cases.map((one) => one.profile));
  const classes = PARSING_PROFILES[profile];
  const measure = (figures: (sums: Float64Array) => readonly number[]) =>
    measureSums(cases, 3 * classes.length, (one) => sumsOf(collapse(one, profile), classes.length), figures);
  return { classes, measure };
}

export const parsing: TaskMetric<'parsing', Confusion> = {
  figures: ['mean-f1'],
  compare: confusion,
  measure: (cases) => together(cases).measure((sums) => [meanOf(f1Of(sums))]),
  details(cases) {
    const { classes, measure } = together(cases);
    const f1 = measure(f1Of)(ones(cases.length));
    return classes.slice(1).map((name, i) => ({ name, value: orNull(f1[i]!) }));
  },
  error: ({ profile, counts }) => orNull(100 - meanOf(f1Of(sumsOf(counts, PARSING_PROFILES[profile].length)))),
};
