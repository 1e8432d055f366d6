/** How fast faces are judged in this sitting: the pace of the last verdicts, without the pauses. */
import { create } from 'zustand';

/** Longer than this without a verdict is a pause, not work. Milliseconds. */
const PAUSE = 120_000;
/** So many verdicts tell the pace; older ones no longer count. */
const LOOKED_AT = 60;
/** From fewer nothing is told. */
const FEWEST = 4;

/** Faces an hour from the times of verdicts, in milliseconds; null while there are too few. */
export function paceOf(times: readonly number[]): number | null {
  const gaps = times.slice(1).map((time, at) => time - times[at]!);
  const worked = gaps.filter((gap) => gap <= PAUSE);
  const spent = worked.reduce((sum, gap) => sum + gap, 0);
  if (worked.length < FEWEST || spent === 0) return null;
  return (worked.length / spent) * 3_600_000;
}

export const usePace = create<{ times: readonly number[] }>(() => ({ times: [] }));

export const noteVerdict = (now: number = Date.now()): void =>
  usePace.setState(({ times }) => ({ times: [...times, now].slice(-LOOKED_AT) }));
