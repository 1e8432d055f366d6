/** How long lists are cut into pages. */

/** Rows asked for at once: a screen of the smallest cells takes a few pages, a screen of usual ones takes one. */
export const PAGE_ROWS = 100;

/** The pages that hold these rows, first to last. */
export function pagesFor(first: number, last: number): number[] {
  const from = Math.floor(Math.max(0, first) / PAGE_ROWS);
  const to = Math.floor(Math.max(0, last) / PAGE_ROWS);
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}
