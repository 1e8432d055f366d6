/** The other end of a worker thread: starts it at the first call, asks it, and starts it anew after a crash. */
import { once } from 'node:events';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import type { Problem } from './shared/errors.ts';
import { ProblemError } from './shared/errors.ts';
import { type Caller, type Client, connectCalls, type Service } from './shared/rpc.ts';

/** How long a thread may take to end when it is asked to, in milliseconds. */
const PATIENCE = 20_000;

export interface ThreadClient<S extends Service> extends Caller<S> {
  /** Ends the thread once what it does can be left; calls that wait are rejected. */
  close(): Promise<void>;
}

/**
 * @param name what to call the thread in a sentence: «The photo reader stopped …»
 * @param script the thread's entry, source or built
 * @param onCrash told after a thread has died and its calls were rejected; the next call starts another
 * @param limits on the thread's memory; V8's own where there are none
 */
export function startThread<S extends Service>(
  name: string,
  script: URL,
  onCrash: (problem: Problem) => void,
  limits: ResourceLimits = {},
): ThreadClient<S> {
  const closedProblem: Problem = { code: 'unavailable', message: `The ${name} has been closed.` };
  let closed = false;
  let running: { worker: Worker; client: Client<S> } | null = null;

  const crash = (error: unknown, code: number): Problem => ({
    code: 'unavailable',
    message: `The ${name} stopped unexpectedly (${error instanceof Error ? error.message : `exit code ${code}`}). It starts again with the next request: try once more.`,
  });

  const start = () => {
    const worker = new Worker(script, { name, stdout: true, resourceLimits: limits });
    worker.stdout.pipe(process.stderr); // stdout is for results; decoders in the thread print there when they please
    const thread = { worker, client: connectCalls<S>(worker) };
    let error: unknown;
    worker.on('error', (thrown) => {
      error = thrown;
    });
    worker.on('exit', (code) => {
      if (running === thread) running = null;
      const problem = closed ? closedProblem : crash(error, code);
      thread.client.fail(problem);
      if (!closed) onCrash(problem);
    });
    return thread;
  };

  return {
    async call(call, input, options) {
      if (closed) throw new ProblemError(closedProblem.code, closedProblem.message);
      running ??= start();
      return running.client.call(call, input, options);
    },
    async close() {
      closed = true;
      if (!running) return;
      const { worker, client } = running;
      // A thread that is ended inside of ONNX Runtime takes the process with it, so it is asked first.
      const ended = once(worker, 'exit');
      const late = setTimeout(() => void worker.terminate(), PATIENCE);
      client.close();
      await ended;
      clearTimeout(late);
    },
  };
}
