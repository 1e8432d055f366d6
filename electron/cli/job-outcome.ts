/** What a command prints of a job that has ended. */
import type { Job } from '../shared/domain/job.ts';
import type { Outcome, Session } from './command.ts';

interface JobOutcome extends Outcome {
  json: { state: Job['state']; done: number; summary: string; skipped: { path: string; reason: string }[] };
}

export async function jobOutcome(session: Session, job: Job): Promise<JobOutcome> {
  const skipped = await session.skipped(job);
  const lines = [job.summary, ...skipped.map(({ path: file, reason }) => `skipped ${file}: ${reason}`)];
  const nothingDone = job.state === 'failed' || (skipped.length > 0 && skipped.length >= job.done);
  return {
    json: { state: job.state, done: job.done, summary: job.summary, skipped },
    text: lines.join('\n'),
    exitCode: nothingDone || job.state === 'cancelled' ? 1 : 0,
  };
}
