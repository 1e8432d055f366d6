/** Jobs of the open project, newest first, and what they are called. */
import { keepPreviousData, type UseQueryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Job, Skip } from '../../electron/shared/domain/job.ts';
import { call } from '../api.ts';
import { callQuery, useCall } from '../queries.ts';
import { strings } from '../strings/strings.ts';

const NONE: readonly Job[] = [];

export function useJobs(): readonly Job[] {
  const project = useCall('app.info').data?.project;
  const { data } = useQuery({
    ...(callQuery('jobs.list') as UseQueryOptions<Job[]>),
    enabled: project != null,
    select: newestFirst,
  });
  return data ?? NONE;
}

const newestFirst = (jobs: Job[]): Job[] => jobs.toSorted((a, b) => b.id - a.id);

/** Records that are fetched together. */
const TOGETHER = 100;

/** What a job passed over: the first of it, and more with every call of `more`, which is null where all is there. */
export function useSkips({ id: job, skipped }: Job): { rows: Skip[]; total: number; more: (() => void) | null } {
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    // A job that runs passes over more and more: with every one the list is asked for anew.
    queryKey: [...callQuery('jobs.skipped', { job, offset: 0, limit: TOGETHER }).queryKey, skipped],
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam: offset }) => call('jobs.skipped', { job, offset, limit: TOGETHER }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const there = pages.reduce((sum, { rows }) => sum + rows.length, 0);
      return there < total ? there : undefined;
    },
  });
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  return { rows, total: data?.pages.at(-1)?.total ?? 0, more: hasNextPage ? () => void fetchNextPage() : null };
}

export const jobTitle = (job: Job): string => strings.jobs.titles[job.request.kind];
