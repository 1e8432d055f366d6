/** Whole numbers as the language writes them, and counts of things in English. */
import { languageTag } from './language.ts';

const whole = new Intl.NumberFormat(languageTag);

export const formatCount = (value: number): string => whole.format(value);

/** `1 photo`, `1,204 photos`: English, where the plural of the words in use is an s away. */
export const countOf = (value: number, noun: string): string =>
  `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`;
