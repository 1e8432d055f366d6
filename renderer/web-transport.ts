/** The way to the core from a browser: calls over HTTP, events over one WebSocket that is opened again when it breaks. */
import type { Transport } from '../electron/shared/contract.ts';
import { ProblemError } from '../electron/shared/errors.ts';
import { decode, encode } from '../electron/shared/wire.ts';
import { strings } from './strings/strings.ts';

const RETRY_MS = 1000;

async function post(method: string, input: unknown): Promise<Response> {
  try {
    return await fetch('/call', { method: 'POST', body: encode({ method, input }, { pack: true }) });
  } catch {
    throw new ProblemError('unavailable', strings.window.noAnswer);
  }
}

/** `onConnection` hears whether events arrive, from the first connection on. */
export function webTransport(onConnection: (connected: boolean) => void): Transport {
  const listeners = new Set<(name: string, data: unknown) => void>();
  const connect = (): void => {
    const socket = new WebSocket('/events');
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => onConnection(true);
    socket.onmessage = ({ data: frame }: MessageEvent<ArrayBuffer>) => {
      const { name, data } = decode(new Uint8Array(frame)) as { name: string; data: unknown };
      for (const listener of listeners) listener(name, data);
    };
    socket.onclose = () => {
      onConnection(false);
      setTimeout(connect, RETRY_MS);
    };
  };
  connect();

  return {
    async call(method, input) {
      const response = await post(method, input);
      if (!response.ok) throw new ProblemError('unavailable', await response.text());
      return decode(new Uint8Array(await response.arrayBuffer()));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
