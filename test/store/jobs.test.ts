import { expect, test } from 'vitest';
import type { JobId } from '../../electron/shared/domain/ids.ts';
import type { JobRequest } from '../../electron/shared/domain/job.ts';
import { addSkip, createJob, dismissJob, getJob, listJobs, pageSkips, updateJob } from '../../electron/store/jobs.ts';
import { reopen, testProject } from './sample.ts';

const request: JobRequest = { kind: 'import', paths: ['/photos'], detect: true };
const range = { offset: 0, limit: 100 };

test('a new job is queued with nothing done', () => {
  const { db } = testProject();
  expect(createJob(db, request)).toMatchObject({
    request,
    state: 'queued',
    done: 0,
    total: null,
    skipped: 0,
    summary: '',
    elapsed: 0,
  });
});

test("a job's progress is kept, and what is not named stays", () => {
  const { db } = testProject();
  const { id } = createJob(db, request);
  updateJob(db, id, { state: 'running', done: 3, total: 9, elapsed: 12.5 });
  expect(updateJob(db, id, { done: 4 })).toMatchObject({ state: 'running', done: 4, total: 9, elapsed: 12.5 });
});

test('jobs are listed from the newest', () => {
  const { db } = testProject();
  const [first, second] = [createJob(db, request), createJob(db, request)];
  expect(listJobs(db)).toEqual([second, first]);
});

test.each(['queued', 'running'] as const)('a job that was %s when the app ended is interrupted', (state) => {
  const store = testProject();
  const { id } = createJob(store.db, request);
  updateJob(store.db, id, { state, done: 5 });
  expect(getJob(reopen(store).db, id)).toMatchObject({ state: 'interrupted', done: 5, request });
});

test.each(['done', 'failed', 'cancelled'] as const)('a job that is %s stays so', (state) => {
  const store = testProject();
  const { id } = createJob(store.db, request);
  updateJob(store.db, id, { state, summary: 'Added 5 photos.' });
  expect(getJob(reopen(store).db, id)).toMatchObject({ state, summary: 'Added 5 photos.' });
});

test('what a job passed over is listed by path, in pages', () => {
  const { db } = testProject();
  const { id } = createJob(db, request);
  for (const name of ['c', 'a', 'b']) addSkip(db, id, { path: name, reason: 'The file is empty.' });
  expect(pageSkips(db, id, { offset: 1, limit: 1 })).toEqual({
    total: 3,
    rows: [{ path: 'b', reason: 'The file is empty.' }],
  });
});

test('what a job passes over again after a resume counts once', () => {
  const { db } = testProject();
  const { id } = createJob(db, request);
  addSkip(db, id, { path: 'a', reason: 'The file is empty.' });
  addSkip(db, id, { path: 'a', reason: 'The file is cut short.' });
  expect([getJob(db, id).skipped, pageSkips(db, id, range).rows]).toEqual([
    1,
    [{ path: 'a', reason: 'The file is cut short.' }],
  ]);
});

test('a dismissed job is gone with its list', () => {
  const { db } = testProject();
  const { id } = createJob(db, request);
  addSkip(db, id, { path: 'a', reason: 'The file is empty.' });
  dismissJob(db, id);
  expect([listJobs(db), pageSkips(db, id, range).total]).toEqual([[], 0]);
});

test('a job that is not there is said so', () => {
  expect(() => getJob(testProject().db, 7 as JobId)).toThrow('There is no job 7');
});
