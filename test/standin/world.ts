/**
 * Runs inside the page, once in its own world and once in the preload's isolated one. Values cross by structured clone,
 * because the detail of an event is cloned between worlds; functions, promises and errors become proxies, as Electron's
 * contextBridge has it.
 */
import { decode, encode } from '../../electron/shared/wire.ts';

type Side = 'main' | 'isolated';
type Callback = (...args: unknown[]) => unknown;
type Packed = unknown;
type Question =
  | { expose: string; api: Packed }
  | { run: number; args: Packed }
  | { wait: number; resolve: Packed; reject: Packed };
type Answer = { value: Packed } | { thrown: Packed };

const isPlain = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(value));

const mapValues = (value: Record<string, unknown>, each: (item: unknown) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).map(([key, item]) => [key, each(item)]));

/** One end of the bridge. Returns the function that exposes an API in the other world. */
export function bridge(side: Side, other: Side): (name: string, api: unknown) => void {
  const held = new Map<number, unknown>();
  let next = 1;
  let answer: Answer | undefined;

  const hold = (value: unknown): number => {
    held.set(next, value);
    return next++;
  };
  const pack = (value: unknown): Packed => {
    if (typeof value === 'function') return { $function: hold(value) };
    if (value instanceof Promise) return { $promise: hold(value) };
    if (value instanceof Error) return { $error: value.message };
    if (Array.isArray(value)) return value.map(pack);
    return isPlain(value) ? mapValues(value, pack) : value;
  };
  const unpack = (value: Packed): unknown => {
    if (Array.isArray(value)) return value.map(unpack);
    if (!isPlain(value)) return value;
    if ('$function' in value)
      return (...args: unknown[]) => ask({ run: value['$function'] as number, args: pack(args) });
    if ('$promise' in value)
      return new Promise((resolve, reject) =>
        ask({ wait: value['$promise'] as number, resolve: pack(resolve), reject: pack(reject) }),
      );
    if ('$error' in value) return new Error(String(value['$error']));
    return mapValues(value, unpack);
  };
  const send = (detail: unknown): void => {
    window.dispatchEvent(new CustomEvent(`standin:${other}`, { detail }));
  };
  const ask = (question: Question): unknown => {
    answer = undefined;
    send({ question });
    const given = answer as Answer | undefined;
    if (!given) throw new Error('the other world did not answer');
    if ('thrown' in given) throw unpack(given.thrown);
    return unpack(given.value);
  };
  const respond = (question: Question): unknown => {
    if ('expose' in question) {
      const value = Object.freeze(unpack(question.api));
      Object.defineProperty(window, question.expose, { value, enumerable: true });
      return undefined;
    }
    if ('run' in question) return (held.get(question.run) as Callback)(...(unpack(question.args) as unknown[]));
    (held.get(question.wait) as Promise<unknown>).then(
      unpack(question.resolve) as Callback,
      unpack(question.reject) as Callback,
    );
    return undefined;
  };
  window.addEventListener(`standin:${side}`, (event) => {
    const { detail } = event as CustomEvent<{ question: Question } | { answer: Answer }>;
    if ('answer' in detail) {
      answer = detail.answer;
      return;
    }
    try {
      send({ answer: { value: pack(respond(detail.question)) } satisfies Answer });
    } catch (error) {
      send({ answer: { thrown: pack(error) } satisfies Answer });
    }
  });
  return (name, api) => ask({ expose: name, api: pack(api) });
}

/** The `require` of a sandboxed preload script: the renderer's half of `electron` and nothing else. */
export function preloadRequire(base: string, id: number): (name: string) => unknown {
  const expose = bridge('isolated', 'main');
  const listeners = new Map<string, Callback[]>();

  const socket = new WebSocket(`${base.replace('http', 'ws')}/__standin/events/${id}`);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
    const { channel, args } = decode(new Uint8Array(data)) as { channel: string; args: unknown[] };
    for (const listener of [...(listeners.get(channel) ?? [])]) listener({}, ...args);
  });

  const ipcRenderer = {
    async invoke(channel: string, ...args: unknown[]) {
      const frame = encode({ channel, args, url: location.href, top: window.parent === window });
      const response = await fetch(`${base}/__standin/invoke/${id}`, { method: 'POST', body: new Blob([frame]) });
      const reply = decode(new Uint8Array(await response.arrayBuffer())) as { ok: unknown } | { error: string };
      if ('error' in reply) throw new Error(`Error invoking remote method '${channel}': ${reply.error}`);
      return reply.ok;
    },
    on(channel: string, listener: Callback) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    off(channel: string, listener: Callback) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((other) => other !== listener),
      );
    },
  };
  const webUtils = {
    getPathForFile(file: File) {
      const request = new XMLHttpRequest();
      request.open('POST', `${base}/__standin/path`, false);
      request.send(file.name);
      return request.responseText;
    },
  };
  const electron = { ipcRenderer, contextBridge: { exposeInMainWorld: expose }, webUtils };
  return (name) => {
    if (name !== 'electron') throw new Error(`module not found: ${name}: a sandboxed preload has only 'electron'`);
    return electron;
  };
}
