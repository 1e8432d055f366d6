/** Tells when a training has run away: its losses are no numbers any more, or far above what they began with. */

/** Sum and count of the first losses, and a moving mean of the latest. Plain data, kept in the checkpoint. */
export interface LossWatch {
  sum: number;
  count: number;
  late: number | null;
}

export const freshWatch = (): LossWatch => ({ sum: 0, count: 0, late: null });

/** Losses that say what is normal. */
const EARLY = 5;
/** Losses this much above normal, on average over about twenty updates, have run away. */
const RUNAWAY = 4;

/** Notes a loss, and tells whether the training is to end. */
export function hasRunAway(watch: LossWatch, loss: number): boolean {
  if (!Number.isFinite(loss)) return true;
  if (watch.count < EARLY) {
    watch.sum += loss;
    watch.count++;
  }
  watch.late = watch.late === null ? loss : 0.95 * watch.late + 0.05 * loss;
  return watch.count === EARLY && watch.late > (RUNAWAY * watch.sum) / watch.count;
}
