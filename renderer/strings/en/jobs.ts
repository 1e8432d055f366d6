/** Jobs: the tray, and a job in short. */
import type { JobKind, JobState } from '../../../electron/shared/domain/job.ts';
import { countOf, formatCount } from '../counts.ts';

const titles: Record<JobKind, string> = {
  sample: 'Drawing sample photos',
  import: 'Adding photos',
  detect: 'Finding faces',
  annotate: 'Proposing labels',
  export: 'Exporting',
  'import-labels': 'Importing labels',
  evaluate: 'Evaluating',
  train: 'Training',
  package: 'Writing a training package',
  'import-round': 'Judging a returned network',
};

const states: Record<JobState, string> = {
  queued: 'Waiting',
  running: 'Running',
  interrupted: 'Interrupted',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const jobs = {
  title: 'Jobs',
  titles,
  states,
  hide: 'Hide jobs',
  none: 'Adding photos and finding faces will show here.',
  skips: 'Passed over',
  passedOver: (files: number) => `${countOf(files, 'file')} passed over`,
  moreSkips: (files: number) => `Show more of ${countOf(files, 'file')}`,
  cancel: 'Cancel',
  resume: 'Resume',
  dismiss: 'Dismiss',
  cancelJob: (job: string) => `Cancel: ${job}`,
  resumeJob: (job: string) => `Resume: ${job}`,
  dismissJob: (job: string) => `Dismiss: ${job}`,
  named: (job: string, state: string) => `${job}: ${state}`,
  after: (state: string, time: string) => `${state} after ${time}`,
  copying: 'Copying photos into the project',
  copied: (done: number, total: number) => `${formatCount(done)} of ${countOf(total, 'photo')}`,
  several: (jobs: number) => countOf(jobs, 'job'),
  stopped: (jobs: number) => `${countOf(jobs, 'job')} stopped`,
  noneRunning: 'No jobs running',
};
