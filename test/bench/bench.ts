/** What a benchmark is: a name and a run that measures something beside a reference in the same process. */
export interface Measurement {
  name: string;
  value: number;
  unit: string;
  /** What the value is held against, in the same unit, measured in the same run or stated as a limit. */
  reference: { what: string; value: number };
  /** value / reference.value */
  ratio: number;
  /** Anything a reader needs to judge it: sizes, counts, medians of how many. */
  note?: string;
}

export interface Bench {
  name: string;
  about: string;
  run(): Promise<Measurement[]>;
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
