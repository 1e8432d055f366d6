/** The core as a test drives it: typed calls, and jobs waited for. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createCore } from '../../electron/core.ts';
import { rendererDir, resourcesDir } from '../../electron/places.ts';
import type { Input, Method, Output } from '../../electron/shared/contract.ts';
import { contract } from '../../electron/shared/contract.ts';
import { isActive, type Job } from '../../electron/shared/domain/job.ts';
import { unwrapReply } from '../../electron/shared/errors.ts';

export interface TestCore {
  call<M extends Method>(method: M, ...input: undefined extends Input<M> ? [] : [Input<M>]): Promise<Output<M>>;
  fetch(address: string): Promise<Response>;
  /** Everything that windows have been told. */
  events: { name: string; data: unknown }[];
  /** Starts a job that nothing follows, and waits for its end. */
  run(request: Input<'jobs.start'>): Promise<Job>;
  /** Waits until no job runs. */
  idle(): Promise<Job[]>;
  close(): Promise<void>;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A folder for one test. */
export function testFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lineament-core-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** What the app brings along, but for the models that it would take in by itself: a test says which models there are. */
function resourcesWithoutModels(): string {
  const folder = testFolder();
  mkdirSync(path.join(folder, 'models'));
  const list = path.join('models', 'checkpoints.json');
  cpSync(path.join(resourcesDir, list), path.join(folder, list));
  return folder;
}

export interface TestCoreOptions {
  /** Whether the models that the app brings along are taken in. */
  brought?: boolean;
}

/** A core with its threads and a data folder of its own; closed when the test ends. */
export async function startTestCore(
  dataDir = testFolder(),
  { brought = false }: TestCoreOptions = {},
): Promise<TestCore> {
  // The libraries of graphics cards are not to be tried by every test.
  process.env['LINEAMENT_PROVIDER'] ??= 'cpu';
  mkdirSync(dataDir, { recursive: true });
  const resources = brought ? resourcesDir : resourcesWithoutModels();
  const core = await createCore({ dataDir, rendererDir, resourcesDir: resources, host: 'cli', version: '0.0.0' });
  const events: TestCore['events'] = [];
  core.subscribe((name, data) => events.push({ name, data }));
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await core.close();
  };
  onTestFinished(close);

  const call = async (method: Method, input?: unknown) => {
    const value = unwrapReply(await core.call(method, input));
    return contract[method].output.parse(value);
  };
  const idle = async () => {
    while (true) {
      const jobs = (await call('jobs.list')) as Job[];
      if (!jobs.some(isActive)) return jobs;
      await pause(10);
    }
  };
  return {
    call: call as TestCore['call'],
    fetch: (address) => core.fetch(new Request(new URL(address, 'http://lineament'))),
    events,
    async run(request) {
      const started = (await call('jobs.start', { detect: false, annotate: false, ...request })) as Job;
      return (await idle()).find(({ id }) => id === started.id)!;
    },
    idle,
    close,
  };
}

/** A copy of a folder that a test may change. */
export function copyOf(folder: string): string {
  const copy = path.join(testFolder(), 'photos');
  cpSync(folder, copy, { recursive: true });
  return copy;
}
