/** Jobs of the open project, newest first, and what they are called. */
import { type UseQueryOptions, useQuery } from '@tanstack/react-query';
import type { Job } from '../../electron/shared/domain/job.ts';
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

export const jobTitle = (job: Job): string => strings.jobs.titles[job.request.kind];
