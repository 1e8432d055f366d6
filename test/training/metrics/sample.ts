/** Values of faces for tests of metrics, short enough to reckon with by hand. */
import type { FaceId } from '../../../electron/shared/domain/ids.ts';
import { ATTRIBUTES, type Task } from '../../../electron/shared/domain/vocabulary.ts';
import type { TrueFace } from '../../../electron/training/metrics/gather.ts';
import { ones, type ValueOf } from '../../../electron/training/metrics/metric.ts';
import { METRICS } from '../../../electron/training/metrics/table.ts';

/** The figures of a task for pairs of what is true and what was said. */
export function figuresOf<T extends Task>(task: T, pairs: readonly (readonly [ValueOf<T>, ValueOf<T>])[]): number[] {
  const metric = METRICS[task];
  const cases = pairs
    .map(([truth, said]) => metric.compare(truth as never, said as never))
    .filter((one) => one !== null);
  return Array.from(metric.measure(cases)(ones(cases.length)));
}

export function detailsOf<T extends Task>(task: T, pairs: readonly (readonly [ValueOf<T>, ValueOf<T>])[]) {
  const metric = METRICS[task];
  const details = metric.details(pairs.map(([truth, said]) => metric.compare(truth as never, said as never)));
  return Object.fromEntries(details.map(({ name, value }) => [name, value]));
}

/** A label map of one row of pixels, one photo pixel each. */
export const rowOf = (
  labels: readonly number[],
  profile: ValueOf<'parsing'>['profile'] = 'facexformer-11',
  x = 0,
): ValueOf<'parsing'> => ({
  profile,
  frame: { x, y: 0, width: labels.length, height: 1 },
  width: labels.length,
  height: 1,
  labels: Uint8Array.from(labels),
});

/** All 68 points at one place, but for those that are named. */
export function pointsAt(
  base: readonly [number, number],
  named: Readonly<Record<number, readonly [number, number]>> = {},
): ValueOf<'landmarks'> {
  const points = Array.from({ length: 68 }, (_, i): [number, number] => {
    const [x, y] = named[i] ?? base;
    return [x, y];
  });
  return { points, spread: null };
}

/** Every attribute as in `rest`, but for those that are named. */
export const attributesOf = (
  named: Partial<Record<(typeof ATTRIBUTES)[number], 'yes' | 'no' | 'unknown'>>,
  rest: 'yes' | 'no' | 'unknown' = 'unknown',
): ValueOf<'attributes'> => ({ states: ATTRIBUTES.map((name) => named[name] ?? rest), probabilities: null });

let next = 1;
export const trueFace = (truths: TrueFace['truths'], more: Partial<TrueFace> = {}): TrueFace => ({
  face: next as FaceId,
  unit: `photo ${next++}`,
  path: '/photos/a.jpg',
  truths,
  ...more,
});
