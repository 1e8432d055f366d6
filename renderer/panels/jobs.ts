/** Jobs of the open project, newest first, and what they are called. */
import { type UseQueryOptions, useQuery } from '@tanstack/react-query';
import type { Job, JobKind, JobState } from '../../electron/shared/domain/job.ts';
import { callQuery, useCall } from '../queries.ts';

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

const TITLES: Record<JobKind, string> = {
  sample: 'Drawing sample photos',
  import: 'Adding photos',
  detect: 'Finding faces',
  annotate: 'Proposing labels',
  export: 'Exporting',
  'import-labels': 'Importing labels',
  evaluate: 'Evaluating',
  train: 'Training',
};
export const jobTitle = (job: Job): string => TITLES[job.request.kind];

export const STATE_WORDS: Record<JobState, string> = {
  queued: 'Waiting',
  running: 'Running',
  interrupted: 'Interrupted',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};
