/** Numbers in the text of datasets. */

/** With at most so many decimals, and none that say nothing: 12.50 is 12.5. */
export function decimals(value: number, places: number): string {
  const text = value.toFixed(places);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}

/** Rounded to so many decimals. */
export const rounded = (value: number, places: number): number => Number(decimals(value, places));

/** The words of a line, whatever spaces stand between them. */
export const words = (line: string): string[] =>
  line
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');

/**
 * Words as numbers.
 * @throws {TypeError} for a word that is none, NaN and infinity among them
 */
export function numbers(texts: readonly string[]): number[] {
  return texts.map((text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value)) throw new TypeError(`«${text}» is not a number`);
    return value;
  });
}

/** Pairs out of x, y, x, y. */
export const pairs = (values: readonly number[]): [number, number][] =>
  Array.from({ length: values.length / 2 }, (_, at) => [values[2 * at]!, values[2 * at + 1]!]);
