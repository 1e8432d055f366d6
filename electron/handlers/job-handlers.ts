/** Answers about long work on the open project. */
import { getJob, listJobs, pageSkips } from '../store/jobs.ts';
import type { HandlerTable } from './app.ts';

export const jobHandlers: HandlerTable<
  'jobs.list' | 'jobs.start' | 'jobs.cancel' | 'jobs.resume' | 'jobs.dismiss' | 'jobs.skipped'
> = {
  'jobs.list': (app) => listJobs(app.project().store.db),
  'jobs.start': (app, request) => app.project().jobs.start(request),
  'jobs.cancel': (app, { job }) => app.project().jobs.cancel(job),
  'jobs.resume': (app, { job }) => app.project().jobs.resume(job),
  'jobs.dismiss': (app, { job }) => app.project().jobs.dismiss(job),
  'jobs.skipped': (app, { job, ...range }) => {
    const { db } = app.project().store;
    getJob(db, job);
    return pageSkips(db, job, range);
  },
};
