/** Entry of the core's worker thread: the app without a host, its calls, files and events over one message port. */
import { parentPort, workerData } from 'node:worker_threads';
import { type CoreOptions, createCore } from './core.ts';
import { Moved, type Port, serveCalls } from './shared/rpc.ts';

/** A GET on its way to the core, and its answer on its way back: plain data, the body moved. */
export interface FetchInput {
  url: string;
  headers: [string, string][];
}
export interface FetchOutput {
  status: number;
  headers: [string, string][];
  body: ArrayBuffer | null;
}

const opening = createCore(workerData as CoreOptions);

const service = {
  async open() {
    await opening;
  },
  async call({ method, input }: { method: string; input: unknown }) {
    return (await opening).call(method, input);
  },
  async fetch({ url, headers }: FetchInput, signal: AbortSignal) {
    const response = await (await opening).fetch(new Request(url, { headers, signal }));
    const body = response.body && (await response.arrayBuffer());
    const output: FetchOutput = { status: response.status, headers: [...response.headers], body };
    return new Moved(output, body ? [body] : []);
  },
  async close() {
    await (await opening).close();
  },
};
export type CoreService = typeof service;

const send = serveCalls(parentPort as Port, service);
opening.then(
  (core) => core.subscribe(send),
  () => undefined, // told to whoever calls `open`
);
