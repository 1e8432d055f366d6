/**
 * The app's own scheme, for a browser that does not know it: `app://name/x` is `http://name.app.localhost:port/x` of a
 * loopback server that asks the app's real handler. The app itself only ever sees `app:` addresses.
 */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';
import { decode, encode } from '../../electron/shared/wire.ts';
import { fail, standin } from './state.ts';

let ready = false;
export const isReady = (): boolean => ready;
export const becomeReady = (): void => {
  ready = true;
};

const schemes = new Set<string>();
const handlers = new Map<string, (request: Request) => Response | Promise<Response>>();

export const protocol = {
  registerSchemesAsPrivileged(list) {
    if (ready) fail('registerSchemesAsPrivileged must come before ready');
    for (const { scheme } of list) schemes.add(scheme);
  },
  handle(scheme, handler) {
    if (!ready) fail('protocol.handle must come after ready');
    handlers.set(scheme, handler as (request: Request) => Response | Promise<Response>);
  },
} satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;

/** The loopback server: pages and photos of the scheme, and the road that ipc takes. */
const server = http.createServer(async (request, response) => {
  try {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    if (url.pathname.startsWith('/__standin/')) await answerIpc(url, request, response);
    else await answerPage(url, response);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket, request) => {
  windowOf(request.url ?? '').webContents.connect((frame) => socket.send(frame));
});

const windowOf = (path: string) => {
  const id = Number(path.split('/').at(-1));
  return standin.windows.find((window) => window.id === id) ?? fail(`no window ${id}`);
};

async function answerIpc(url: URL, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const body = new Uint8Array(await buffer(request));
  if (url.pathname === '/__standin/path') {
    response.end(standin.dropped.get(new TextDecoder().decode(body)) ?? '');
    return;
  }
  const message = decode(body) as { channel: string; args: unknown[]; url: string; top: boolean };
  const reply = await windowOf(url.pathname).webContents.receive({ ...message, url: toApp(message.url) });
  response.end(encode(reply));
}

async function answerPage(url: URL, response: http.ServerResponse): Promise<void> {
  const real = toApp(url.href);
  const handler = handlers.get(new URL(real).protocol.slice(0, -1)) ?? fail(`no handler for ${real}`);
  const answer = await handler(new Request(real));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}

let port = 0;

export async function startServer(): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
}

export function stopServer(): void {
  for (const socket of sockets.clients) socket.terminate();
  server.close();
  server.closeAllConnections();
}

/** app://name/x to the address that the browser loads. */
export function toHttp(address: string): string {
  const { protocol: scheme, host, pathname, search, hash } = new URL(address);
  const name = scheme.slice(0, -1);
  if (!schemes.has(name)) fail(`a window may load a registered scheme only, not ${address}`);
  return `http://${host}.${name}.localhost:${port}${pathname}${search}${hash}`;
}

/** The address that the browser loads to app://name/x; any other address as it is. */
export const toApp = (address: string): string => address.replace(/^http:\/\/([^/]+)\.(\w+)\.localhost:\d+/, '$2://$1');
