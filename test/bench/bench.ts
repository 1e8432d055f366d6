/** What a benchmark is: a name and a run that measures something beside a reference in the same process. */
import type { Measurement } from '../../electron/cli/bench-command.ts';

export type { Measurement };

/** What may be asked of benchmarks; each has a usual value of its own. */
export interface BenchWishes {
  faces: number | undefined;
}

export interface Bench {
  name: string;
  about: string;
  run(wishes: BenchWishes): Promise<Measurement[]>;
}

export function measurement(
  name: string,
  value: number,
  unit: string,
  reference: Measurement['reference'],
  note?: string,
): Measurement {
  return { name, value, unit, reference, ratio: value / reference.value, ...(note === undefined ? {} : { note }) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
