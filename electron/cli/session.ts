/** One command's connection to the core: typed calls, and jobs with their progress on stderr. */
import { createCore } from '../core.ts';
import { rendererDir, resourcesDir } from '../places.ts';
import type { Input, Method, Output } from '../shared/contract.ts';
import { isActive, type Job, jobPace } from '../shared/domain/job.ts';
import { unwrapReply } from '../shared/errors.ts';
import type { Session } from './command.ts';

type Core = Awaited<ReturnType<typeof createCore>>;

function progressLine(job: Job): string {
  const pace = jobPace(job);
  const rate = pace ? `, ${pace.rate.toFixed(1)}/s` : '';
  const left = pace?.secondsLeft == null ? '' : `, ${Math.ceil(pace.secondsLeft)} s left`;
  return `${job.request.kind}: ${job.done}${job.total === null ? '' : ` of ${job.total}`}${rate}${left}`;
}

/** On a terminal one line that is written over; in a log a line every few seconds. */
function createProgress(): { tell(job: Job): void; end(): void } {
  const { isTTY } = process.stderr;
  let told = performance.now();
  return {
    tell(job) {
      if (isTTY) process.stderr.write(`\r\u001b[K${progressLine(job)}`);
      else if (performance.now() - told > 5000) {
        told = performance.now();
        console.error(progressLine(job));
      }
    },
    end() {
      if (isTTY) process.stderr.write('\r\u001b[K');
    },
  };
}

const settled = new Set<Job['state']>(['done', 'failed', 'cancelled', 'interrupted']);

function connect(core: Core): Session {
  const call = async <M extends Method>(method: M, ...[input]: undefined extends Input<M> ? [] : [Input<M>]) =>
    unwrapReply(await core.call(method, input)) as Output<M>;

  return {
    call: call as Session['call'],
    async runJob(request) {
      const ends = Promise.withResolvers<Job>();
      let id: Job['id'] | null = null;
      const finished = new Map<Job['id'], Job>();
      const progress = createProgress();
      const stop = core.subscribe((name, data) => {
        if (name !== 'job.changed') return;
        const job = data as Job;
        if (settled.has(job.state)) finished.set(job.id, job);
        if (job.id === id && isActive(job)) progress.tell(job);
        if (job.id === id && settled.has(job.state)) ends.resolve(job);
      });
      const cancel = () => {
        if (id !== null) void core.call('jobs.cancel', { job: id });
      };
      process.on('SIGINT', cancel);
      try {
        const started = typeof request === 'function' ? await request() : ((await call('jobs.start', request)) as Job);
        id = started.id;
        return finished.get(id) ?? (await ends.promise);
      } finally {
        progress.end();
        process.off('SIGINT', cancel);
        stop();
      }
    },
    async skipped(job) {
      const all: { path: string; reason: string }[] = [];
      while (true) {
        const { rows } = (await call('jobs.skipped', {
          job: job.id,
          offset: all.length,
          limit: 500,
        })) as Output<'jobs.skipped'>;
        all.push(...rows);
        if (rows.length < 500) return all;
      }
    },
  };
}

/** Opens the core only when a command asks for it, once. */
export function openSession(options: { dataDir: string; version: string }): {
  open(): Promise<Session>;
  close(): Promise<void>;
} {
  let core: Promise<Core> | null = null;
  return {
    async open() {
      core ??= createCore({ ...options, rendererDir, resourcesDir, host: 'cli' });
      return connect(await core);
    },
    async close() {
      await (await core)?.close();
    },
  };
}
