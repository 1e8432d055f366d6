/** Typed calls over a message port, for the threads of the main side: requests, replies, events, cancelling. */
import { type Problem, ProblemError, type Reply, replyTo, toProblem, unwrapReply } from './errors.ts';

/** The little that node's MessagePort, parentPort and Worker have in common. */
export interface Port {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  close?(): void;
}

/** What a thread answers: one function a name, each given its input and a signal that aborts with the caller. */
export type Service = Record<string, (input: never, signal: AbortSignal) => unknown>;

type Message =
  | { type: 'call'; id: number; name: string; input: unknown }
  | { type: 'cancel'; id: number }
  | { type: 'close' }
  | { type: 'reply'; id: number; reply: Reply }
  | { type: 'event'; name: string; data: unknown };

/** Marks the buffers of a result that may be moved to the caller instead of copied. */
export class Moved<Value> {
  readonly value: Value;
  readonly buffers: readonly ArrayBuffer[];

  constructor(value: Value, buffers: readonly ArrayBuffer[]) {
    this.value = value;
    this.buffers = buffers;
  }
}

/**
 * Answers calls that come through the port. Returns a function that sends events the other way. Asked to close, it cancels
 * what runs, waits for it and for `onClose`, and closes the port, which lets the thread end.
 */
export function serveCalls(
  port: Port,
  service: Service,
  onClose: () => void | Promise<void> = () => undefined,
): (name: string, data: unknown) => void {
  const running = new Map<number, AbortController>();
  let closing = false;
  const closeWhenIdle = async () => {
    if (!closing || running.size > 0) return;
    await onClose();
    port.close?.();
  };
  port.on('message', async (raw) => {
    const message = raw as Message;
    if (message.type === 'cancel') running.get(message.id)?.abort();
    if (message.type === 'close') {
      closing = true;
      for (const controller of running.values()) controller.abort();
      await closeWhenIdle();
    }
    if (message.type !== 'call') return;
    const controller = new AbortController();
    running.set(message.id, controller);
    let buffers: readonly ArrayBuffer[] = [];
    const reply = await replyTo(async () => {
      const call = Object.hasOwn(service, message.name) ? service[message.name] : undefined;
      if (!call) throw new ProblemError('internal', `The thread has no call «${message.name}».`);
      const result = await call(message.input as never, controller.signal);
      if (!(result instanceof Moved)) return result;
      buffers = result.buffers;
      return result.value;
    });
    running.delete(message.id);
    try {
      port.postMessage({ type: 'reply', id: message.id, reply } satisfies Message, buffers);
    } catch (error) {
      // A value that cannot be cloned: whoever waits for it is told so.
      port.postMessage({ type: 'reply', id: message.id, reply: { problem: toProblem(error) } } satisfies Message);
    }
    await closeWhenIdle();
  });
  return (name, data) => port.postMessage({ type: 'event', name, data } satisfies Message);
}

type Result<F> = F extends (...args: never[]) => infer R ? (Awaited<R> extends Moved<infer V> ? V : Awaited<R>) : never;
type Input<F> = F extends (input: infer I, ...rest: never[]) => unknown ? I : undefined;

/** Who may ask a thread. */
export type Caller<S extends Service> = Pick<Client<S>, 'call'>;

export interface Client<S extends Service> {
  call<Name extends keyof S & string>(
    name: Name,
    input: Input<S[Name]>,
    options?: { signal?: AbortSignal; transfer?: readonly ArrayBuffer[] },
  ): Promise<Result<S[Name]>>;
  /** Asks the thread to cancel what it does and to end. */
  close(): void;
  /** Rejects every call that waits and every later one: the thread is gone. */
  fail(problem: Problem): void;
}

/** The calling side of a port. */
export function connectCalls<S extends Service>(
  port: Port,
  onEvent?: (name: string, data: unknown) => void,
): Client<S> {
  let next = 1;
  let gone: Problem | null = null;
  const waiting = new Map<number, (reply: Reply) => void>();
  port.on('message', (raw) => {
    const message = raw as Message;
    if (message.type === 'event') onEvent?.(message.name, message.data);
    if (message.type !== 'reply') return;
    waiting.get(message.id)?.(message.reply);
    waiting.delete(message.id);
  });
  return {
    async call(name, input, { signal, transfer } = {}) {
      signal?.throwIfAborted();
      if (gone) throw new ProblemError(gone.code, gone.message);
      const id = next++;
      const cancel = () => port.postMessage({ type: 'cancel', id } satisfies Message);
      signal?.addEventListener('abort', cancel, { once: true });
      const reply = await new Promise<Reply>((resolve) => {
        waiting.set(id, resolve);
        port.postMessage({ type: 'call', id, name, input } satisfies Message, transfer);
      });
      signal?.removeEventListener('abort', cancel);
      return unwrapReply(reply) as Result<S[typeof name]>;
    },
    close: () => port.postMessage({ type: 'close' } satisfies Message),
    fail(problem) {
      gone = problem;
      for (const resolve of waiting.values()) resolve({ problem });
      waiting.clear();
    },
  };
}
