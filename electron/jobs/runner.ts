/** Runs the open project's jobs one after the other, and keeps their records. */
import type { JobId } from '../shared/domain/ids.ts';
import { isActive, type Job, type JobRequest, type JobState } from '../shared/domain/job.ts';
import { ProblemError, toProblem } from '../shared/errors.ts';
import { addSkip, createJob, dismissJob, getJob, type JobProgress, listJobs, updateJob } from '../store/jobs.ts';
import type { JobReport, JobRun, JobTools } from './job-run.ts';
import { JOBS } from './jobs.ts';

/** How often a running job's progress is stored and told, in milliseconds. */
const TELL_EVERY = 200;

export interface JobRunner {
  start(request: JobRequest): Job;
  /** Goes on with a job that was interrupted, cancelled or failed. What it had done stays done. */
  resume(id: JobId): Job;
  cancel(id: JobId): void;
  /** Takes a job that has ended off the list. */
  dismiss(id: JobId): void;
  /** Stops what runs, keeping it as interrupted, and resolves when it has stopped. */
  close(): Promise<void>;
}

export function createJobRunner(tools: JobTools): JobRunner {
  const { db } = tools.store;
  const queue: JobId[] = [];
  let running: { id: JobId; controller: AbortController } | null = null;
  let closing = false;
  let idle: Promise<void> = Promise.resolve();

  const change = (id: JobId, fields: JobProgress): Job => {
    const job = updateJob(db, id, fields);
    tools.emit('job.changed', job);
    return job;
  };

  async function run(id: JobId): Promise<void> {
    const controller = new AbortController();
    running = { id, controller };
    const before = change(id, { state: 'running' });
    const started = performance.now();
    const counts = { done: 0, total: before.total };
    const elapsed = () => before.elapsed + performance.now() - started;
    let told = started;

    const report: JobReport = {
      id,
      signal: controller.signal,
      progress(done, total) {
        Object.assign(counts, { done, total });
        if (performance.now() - told < TELL_EVERY) return;
        told = performance.now();
        change(id, { ...counts, elapsed: elapsed() });
      },
      skip(path, reason) {
        addSkip(db, id, { path, reason });
      },
    };
    let state: JobState;
    let summary: string;
    try {
      summary = await (JOBS[before.request.kind] as JobRun<typeof before.request.kind>)(
        before.request as never,
        tools,
        report,
      );
      state = 'done';
    } catch (error) {
      const problem = toProblem(error);
      state = closing ? 'interrupted' : controller.signal.aborted ? 'cancelled' : 'failed';
      summary = state === 'failed' ? problem.message : '';
    }
    running = null;
    const job = change(id, { state, summary, ...counts, elapsed: elapsed() });
    const next = job.state === 'done' && nextRequest(job.request, tools.library);
    if (next) start(next);
  }

  async function drain(): Promise<void> {
    for (let id = queue.shift(); id !== undefined && !closing; id = queue.shift()) await run(id);
  }

  function enqueue(id: JobId): void {
    queue.push(id);
    idle = idle.then(drain);
  }

  function start(request: JobRequest): Job {
    const job = createJob(db, request);
    tools.emit('job.changed', job);
    enqueue(job.id);
    return job;
  }

  return {
    start,
    resume(id) {
      const job = getJob(db, id);
      if (isActive(job)) throw new ProblemError('conflict', 'The job is already running.');
      if (job.state === 'done') throw new ProblemError('conflict', 'The job is done; there is nothing to resume.');
      const queued = change(id, { state: 'queued', summary: '' });
      enqueue(id);
      return queued;
    },
    cancel(id) {
      const at = queue.indexOf(id);
      if (at >= 0) {
        queue.splice(at, 1);
        change(id, { state: 'cancelled' });
      } else if (running?.id === id) running.controller.abort();
    },
    dismiss(id) {
      if (isActive(getJob(db, id))) throw new ProblemError('conflict', 'The job is still running. Cancel it first.');
      dismissJob(db, id);
    },
    async close() {
      closing = true;
      running?.controller.abort();
      await idle;
      for (const job of listJobs(db)) if (job.state === 'queued') change(job.id, { state: 'interrupted' });
    },
  };
}

/** What follows a job that is done: an import is searched for faces, faces get proposals, where there is a model for it. */
function nextRequest(request: JobRequest, library: JobTools['library']): JobRequest | null {
  switch (request.kind) {
    case 'sample':
      return { kind: 'import', paths: [request.folder], detect: true };
    case 'import':
      return request.detect && library.activeModel('detector')
        ? { kind: 'detect', images: 'unsearched', annotate: true }
        : null;
    case 'detect':
      return request.annotate && library.activeModel('network')
        ? { kind: 'annotate', images: 'all', tasks: 'all' }
        : null;
    case 'annotate':
    case 'export':
    case 'import-labels':
    case 'evaluate':
    case 'train':
    case 'package':
    case 'import-round':
      return null;
  }
}
