/** Tells when a training has run away: its losses are no numbers any more, or far above what they began with. */

/** The first loss, sum and count of the first ones, and a moving mean of the latest. Plain data, kept in the checkpoint. */
export interface LossWatch {
  first: number | null;
  sum: number;
  count: number;
  late: number | null;
}

export const freshWatch = (): LossWatch => ({ first: null, sum: 0, count: 0, late: null });

/** Losses that say what is normal. */
const EARLY = 5;
/**
 * An early loss counts for no more than so often the very first one, or this one: where the first update already went too
 * far, the next losses would pass for normal.
 */
const MOST_EARLY = { times: 10, least: 0.1 };
/** Losses this much above normal, on average over about twenty updates, have run away. */
const RUNAWAY = 4;

/** Notes a loss, and tells whether the training is to end. */
export function hasRunAway(watch: LossWatch, loss: number): boolean {
  if (!Number.isFinite(loss)) return true;
  if (watch.count < EARLY) {
    watch.first ??= loss;
    watch.sum += Math.min(loss, MOST_EARLY.times * Math.max(watch.first, MOST_EARLY.least));
    watch.count++;
  }
  watch.late = watch.late === null ? loss : 0.95 * watch.late + 0.05 * loss;
  return watch.count === EARLY && watch.late > (RUNAWAY * watch.sum) / watch.count;
}
