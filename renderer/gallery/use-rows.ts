/** Rows of a long list, asked for by the page as they come into sight. */
import { keepPreviousData, type UseQueryOptions, useQueries, useQuery } from '@tanstack/react-query';
import type { FaceQuery, FaceRow } from '../../electron/shared/domain/face.ts';
import type { FacetQuery, FacetRow } from '../../electron/shared/domain/facet.ts';
import type { Image, ImageQuery } from '../../electron/shared/domain/image.ts';
import { callQuery, queryClient } from '../queries.ts';
import { PAGE_ROWS, pagesFor } from './paging.ts';

/** Pages out of sight are kept this long: a hundred thousand rows must not stay in memory. Milliseconds. */
const KEEP_MS = 60_000;

export interface RowPage<Row> {
  total: number;
  rows: Row[];
}

/** A list that can be asked for by the page. */
export interface Source<Row> {
  /** Tells lists apart; the same key means the same rows in the same order. */
  key: string;
  page(index: number): UseQueryOptions<RowPage<Row>>;
}

const rangeOf = (index: number) => ({ offset: index * PAGE_ROWS, limit: PAGE_ROWS });

export const photoSource = (query: ImageQuery): Source<Image> => ({
  key: `photos ${JSON.stringify(query)}`,
  page: (index) => ({
    ...(callQuery('images.page', { ...query, ...rangeOf(index) }) as UseQueryOptions<RowPage<Image>>),
    gcTime: KEEP_MS,
  }),
});

export const faceSource = (query: FaceQuery): Source<FaceRow> => ({
  key: `faces ${JSON.stringify(query)}`,
  page: (index) => ({
    ...(callQuery('faces.page', { ...query, ...rangeOf(index) }) as UseQueryOptions<RowPage<FaceRow>>),
    gcTime: KEEP_MS,
  }),
});

export const facetSource = (query: FacetQuery): Source<FacetRow> => ({
  key: `facet ${JSON.stringify(query)}`,
  page: (index) => ({
    ...(callQuery('facets.page', { ...query, ...rangeOf(index) }) as UseQueryOptions<RowPage<FacetRow>>),
    gcTime: KEEP_MS,
  }),
});

/** The first page, which also knows how long the list is. Another list shows the one before until its own is there. */
export const useHead = <Row>(source: Source<Row>) => useQuery({ ...source.page(0), placeholderData: keepPreviousData });

/** Gives rows `first` to `last` by index, undefined while they are on their way. */
export function useRows<Row>(source: Source<Row>, first: number, last: number): (index: number) => Row | undefined {
  const head = useHead(source).data;
  const indexes = pagesFor(first, last).filter((index) => index > 0);
  const others = useQueries({ queries: indexes.map((index) => source.page(index)) });
  return (index) => {
    const page = Math.floor(index / PAGE_ROWS);
    const data = page === 0 ? head : others[indexes.indexOf(page)]?.data;
    return data?.rows[index % PAGE_ROWS];
  };
}

/**
 * The first row from the cursor on that passes, as it was read last. The list may have become shorter than where the
 * cursor was left.
 */
export function rowFromCursor<Row>(
  source: Source<Row>,
  cursor: number,
  passes: (row: Row) => boolean,
): Row | undefined {
  const page = (index: number) => queryClient.getQueryData<RowPage<Row>>(source.page(index).queryKey);
  const at = Math.max(0, Math.min(cursor, (page(0)?.total ?? 0) - 1));
  const index = Math.floor(at / PAGE_ROWS);
  const rows = [...(page(index)?.rows ?? []), ...(page(index + 1)?.rows ?? [])];
  return rows.slice(at % PAGE_ROWS).find(passes);
}

/** Rows `first` to `last` of the list, fetched where they are not in memory. */
export async function readRows<Row>(source: Source<Row>, first: number, last: number): Promise<Row[]> {
  const pages = pagesFor(first, last);
  const parts = await Promise.all(pages.map((index) => queryClient.ensureQueryData(source.page(index))));
  const from = (pages[0] ?? 0) * PAGE_ROWS;
  return parts.flatMap((part) => part.rows).slice(first - from, last - from + 1);
}
