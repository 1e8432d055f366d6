/** Pages of long lists. */

/** `limit` rows from the `offset`th on. */
export interface Range {
  offset: number;
  limit: number;
}

/**
 * The rows of a page, asked for from whichever end of the list is nearer: SQLite walks over all rows before an offset, so
 * the last page comes as quickly as the first. The order asked for must leave no ties.
 */
export function pageOf<Row>(
  total: number,
  { offset, limit, descending }: Range & { descending: boolean },
  ask: (direction: 'ASC' | 'DESC', limit: number, offset: number) => Row[],
): Row[] {
  const count = Math.min(limit, total - offset);
  if (count <= 0) return [];
  const after = total - offset - count;
  const fromEnd = after < offset;
  const rows = ask(descending === fromEnd ? 'ASC' : 'DESC', count, fromEnd ? after : offset);
  return fromEnd ? rows.reverse() : rows;
}
