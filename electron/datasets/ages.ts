/** Years and their decades. */
import { AGE_BINS } from '../shared/domain/vocabulary.ts';
import type { ValueOf } from './format.ts';

/** The decade of an age; 70 and above are one. */
export const ageBinOf = (years: number): (typeof AGE_BINS)[number] =>
  AGE_BINS[Math.min(AGE_BINS.length - 1, Math.max(0, Math.floor(years / 10)))]!;

/** An age that a file gives in years. */
export const ageOf = (years: number): ValueOf<'age'> => ({ years, bin: ageBinOf(years) });
