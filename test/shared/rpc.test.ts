import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { ProblemError } from '../../electron/shared/errors.ts';
import { type Client, connectCalls, Moved, type Port, serveCalls } from '../../electron/shared/rpc.ts';

const service = {
  double: (value: number) => value * 2,
  refuse: () => {
    throw new ProblemError('not-found', 'There is no such photo.');
  },
  pixels: (size: number) => {
    const bytes = new Uint8Array(size).fill(7);
    return new Moved(bytes, [bytes.buffer]);
  },
  unclonable: () => ({ run: () => 1 }),
  forever: (_input: undefined, signal: AbortSignal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    }),
};

const open: { close(): void }[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

function connect(onEvent?: (name: string, data: unknown) => void): {
  client: Client<typeof service>;
  send: (name: string, data: unknown) => void;
  /** Resolves when the serving side has closed its port. */
  closed: Promise<unknown>;
} {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  const send = serveCalls(port1 as Port, service);
  return { client: connectCalls<typeof service>(port2 as Port, onEvent), send, closed: once(port1, 'close') };
}

test('a call is answered', async () => {
  expect(await connect().client.call('double', 21)).toBe(42);
});

test('a refusal keeps its code', async () => {
  await expect(connect().client.call('refuse', undefined)).rejects.toMatchObject({ code: 'not-found' });
});

test('moved buffers arrive whole', async () => {
  expect(await connect().client.call('pixels', 3)).toEqual(new Uint8Array([7, 7, 7]));
});

test('a result that cannot cross is told as a problem', async () => {
  await expect(connect().client.call('unclonable', undefined)).rejects.toMatchObject({ code: 'internal' });
});

test('an aborted call ends as cancelled', async () => {
  const controller = new AbortController();
  const call = connect().client.call('forever', undefined, { signal: controller.signal });
  controller.abort();
  await expect(call).rejects.toMatchObject({ code: 'cancelled' });
});

test('asked to close, a thread cancels what runs, then ends', async () => {
  const { client, closed } = connect();
  const forever = client.call('forever', undefined);
  client.close();
  await expect(forever).rejects.toMatchObject({ code: 'cancelled' });
  await closed;
});

test('calls that wait on a thread that is gone are told so', async () => {
  const { client } = connect();
  const call = client.call('forever', undefined);
  await client.call('double', 1);
  client.fail({ code: 'unavailable', message: 'The thread stopped.' });
  await expect(call).rejects.toMatchObject({ code: 'unavailable' });
  await expect(client.call('double', 1)).rejects.toMatchObject({ code: 'unavailable' });
});

test('events go the other way', async () => {
  const event = new Promise((resolve) => {
    const { send } = connect((name, data) => resolve([name, data]));
    send('progress', { done: 1 });
  });
  expect(await event).toEqual(['progress', { done: 1 }]);
});
