/** Answers stay fresh, in whatever order they and events arrive. */
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterAll, expect, test, vi } from 'vitest';
import { JobId } from '../../electron/shared/domain/ids.ts';
import type { Job } from '../../electron/shared/domain/job.ts';

const job: Job = {
  id: JobId.parse(1),
  request: { kind: 'import', paths: ['/photos'], detect: false },
  state: 'running',
  done: 0,
  total: null,
  skipped: 0,
  summary: '',
  created: 0,
  elapsed: 0,
};
const done: Job = { ...job, state: 'done' };

/** A core whose answers wait until they are let go, as they do on a busy machine. */
const waiting: ((jobs: Job[]) => void)[] = [];
let tell: (name: string, data: unknown) => void = () => {};
vi.stubGlobal('window', {
  host: {
    transport: {
      call: () => new Promise((answer) => waiting.push((jobs) => answer({ ok: jobs }))),
      subscribe(listener: typeof tell) {
        const others = tell;
        tell = (name, data) => {
          others(name, data);
          listener(name, data);
        };
        return () => {};
      },
    },
  },
});
afterAll(() => vi.unstubAllGlobals());

test('an event that overtakes an older answer is not undone by it', async () => {
  const { callQuery, followEvents } = await import('../../renderer/queries.ts');
  const client = new QueryClient();
  const end = followEvents(client);
  const shown = new QueryObserver<unknown>(client, callQuery('jobs.list'));
  const leave = shown.subscribe(() => {});
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  tell('job.changed', done);
  waiting[0]!([job]);
  await vi.waitFor(() => expect(waiting).toHaveLength(2));
  waiting[1]!([done]);
  await vi.waitFor(() => expect(shown.getCurrentResult().data).toEqual([done]));
  leave();
  end();
});
