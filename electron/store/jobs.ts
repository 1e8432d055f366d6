/** The records of long work, from which a killed job goes on. */
import type { JobId } from '../shared/domain/ids.ts';
import type { Job, JobRequest, Skip } from '../shared/domain/job.ts';
import { ProblemError } from '../shared/errors.ts';
import { all, get, type ReadableDb, run, runOne, type Value, value, type WritableDb } from './database.ts';
import type { Range } from './page.ts';

/** What changes while a job runs. `skipped` is counted from its list, see `addSkip`. */
export type JobProgress = Partial<Pick<Job, 'state' | 'done' | 'total' | 'summary' | 'elapsed'>>;

type Row = Omit<Job, 'request'> & { request: string };

const SELECT = `
  SELECT id, request, state, done, total, (SELECT count(*) FROM skips WHERE job = jobs.id) AS skipped,
    summary, created, elapsed
  FROM jobs`;

const jobOf = (row: Row): Job => ({ ...row, request: JSON.parse(row.request) as JobRequest });

export function createJob(db: WritableDb, request: JobRequest): Job {
  const sql = 'INSERT INTO jobs (request, created) VALUES (?, ?)';
  return getJob(db, runOne(db, sql, JSON.stringify(request), Date.now()) as JobId);
}

/** @throws {ProblemError} `not-found` */
export function getJob(db: ReadableDb, id: JobId): Job {
  const row = get<Row>(db, `${SELECT} WHERE id = ?`, id);
  if (row) return jobOf(row);
  throw new ProblemError('not-found', `There is no job ${id}. It may have been dismissed.`);
}

/** All jobs, the newest first. */
export const listJobs = (db: ReadableDb): Job[] => all<Row>(db, `${SELECT} ORDER BY id DESC`).map(jobOf);

const COLUMNS = ['state', 'done', 'total', 'summary', 'elapsed'] as const satisfies readonly (keyof JobProgress)[];

export function updateJob(db: WritableDb, id: JobId, progress: JobProgress): Job {
  const named = COLUMNS.filter((column) => progress[column] !== undefined);
  const values: Value[] = named.map((column) => progress[column] as Value);
  if (named.length > 0) {
    runOne(db, `UPDATE jobs SET ${named.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`, ...values, id);
  }
  return getJob(db, id);
}

/** Takes a job and its list of skips off the record. */
export function dismissJob(db: WritableDb, id: JobId): void {
  runOne(db, 'DELETE FROM jobs WHERE id = ?', id);
}

/** Jobs that were under way when the app ended wait to be resumed. */
export function interruptJobs(db: WritableDb): void {
  run(db, "UPDATE jobs SET state = 'interrupted' WHERE state IN ('queued', 'running')");
}

/** Notes what a job passed over. The same file again, after a resume, counts once. */
export function addSkip(db: WritableDb, job: JobId, { path, reason }: Skip): void {
  const sql =
    'INSERT INTO skips (job, path, reason) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET reason = excluded.reason';
  runOne(db, sql, job, path, reason);
}

export const pageSkips = (db: ReadableDb, job: JobId, { offset, limit }: Range): { total: number; rows: Skip[] } => ({
  total: value<number>(db, 'SELECT count(*) FROM skips WHERE job = ?', job),
  rows: all<Skip>(
    db,
    'SELECT path, reason FROM skips WHERE job = ? ORDER BY path LIMIT ? OFFSET ?',
    job,
    limit,
    offset,
  ),
});
