/** The core as a host sees it: the same interface, with the work in a thread that nothing on the host waits for. */
import { Worker } from 'node:worker_threads';
import type { Core, CoreOptions } from './core.ts';
import type { CoreService } from './core-thread.ts';
import { type Problem, type Reply, toProblem } from './shared/errors.ts';
import { connectCalls, type Port } from './shared/rpc.ts';

const stopped = (why: string): Problem => ({
  code: 'unavailable',
  message: `The part of Lineament that holds the project stopped: ${why}. Start Lineament again; what was saved is safe.`,
});

/** Starts the thread. @throws {ProblemError} when the core cannot start. */
export async function startCore(options: CoreOptions, workerUrl: URL): Promise<Core> {
  const worker = new Worker(workerUrl, { workerData: options });
  const listeners = new Set<(name: string, data: unknown) => void>();
  const tell = (name: string, data: unknown): void => {
    for (const listener of listeners) listener(name, data);
  };
  const client = connectCalls<CoreService>(worker as Port, tell);

  let closing = false;
  let gone = false;
  const fail = (why: string): void => {
    if (gone) return;
    gone = true;
    const problem = stopped(why);
    client.fail(problem);
    if (!closing) tell('notice', { level: 'error', message: problem.message });
  };
  worker.on('error', (error) => fail(toProblem(error).message));
  worker.on('exit', (code) => fail(`its thread ended with code ${code}`));

  try {
    await client.call('open', undefined);
  } catch (error) {
    closing = true;
    await worker.terminate();
    throw error;
  }

  return {
    async call(method, input): Promise<Reply> {
      try {
        return await client.call('call', { method, input });
      } catch (error) {
        return { problem: toProblem(error) };
      }
    },
    async fetch(request) {
      try {
        const input = { url: request.url, headers: [...request.headers] };
        const { body, status, headers } = await client.call('fetch', input, { signal: request.signal });
        return new Response(body, { status, headers });
      } catch (error) {
        const { code, message } = toProblem(error);
        return new Response(message, { status: code === 'unavailable' ? 503 : 500 });
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    async close() {
      if (closing) return;
      closing = true;
      try {
        await client.call('close', undefined);
      } catch {
        // The thread is gone already, and with it whatever was open.
      }
      await worker.terminate();
    },
  };
}
