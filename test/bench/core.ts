/** The app's core as a benchmark drives it: typed calls, and jobs to their end. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createCore } from '../../electron/core.ts';
import { rendererDir, resourcesDir } from '../../electron/places.ts';
import type { Input, Method, Output } from '../../electron/shared/contract.ts';
import { isActive, type Job } from '../../electron/shared/domain/job.ts';
import { unwrapReply } from '../../electron/shared/errors.ts';

export interface BenchCore {
  call<M extends Method>(method: M, input?: Input<M>): Promise<Output<M>>;
  /** Starts a job and follows it to its end. @throws Error with its summary where it fails */
  run(start: Input<'jobs.start'> | (() => Promise<Job>)): Promise<Job>;
  close(): Promise<void>;
}

/** @param folder data and models are kept in its folder `data` */
export async function openBenchCore(folder: string): Promise<BenchCore> {
  const dataDir = path.join(folder, 'data');
  mkdirSync(dataDir, { recursive: true });
  const core = await createCore({ dataDir, rendererDir, resourcesDir, host: 'cli', version: '0' });
  const call: BenchCore['call'] = async (method, input) => unwrapReply(await core.call(method, input)) as never;
  return {
    call,
    async run(start) {
      const { id } = typeof start === 'function' ? await start() : await call('jobs.start', start);
      while (true) {
        const job = (await call('jobs.list')).find((other) => other.id === id)!;
        if (job.state === 'failed') throw new Error(`${job.request.kind}: ${job.summary}`);
        if (!isActive(job)) return job;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: () => core.close(),
  };
}
