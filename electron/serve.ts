/** The browser host: the core behind HTTP, with events over one WebSocket a window. Loopback only unless told. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { hostname } from 'node:os';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Core } from './core.ts';
import { startCore } from './core-client.ts';
import { rendererDir, resourcesDir, threadUrl, version } from './places.ts';
import { ProblemError, type Reply, toProblem, unwrapReply } from './shared/errors.ts';
import { decode, encode } from './shared/wire.ts';

export interface ServeOptions {
  dataDir: string;
  /** 0, or absent, for any free port. */
  port?: number;
  /** An address other than loopback, which others can reach. Needs a token of the person's own. */
  host?: string;
  /** A fresh one of 192 bits where it is absent. */
  token?: string;
  /** A project to open at once. */
  project?: string;
}

export interface Server {
  /** The address to open, with the token in it. */
  url: string;
  close(): Promise<void>;
}

/** A call carries at most one photo or model file. */
const MAX_CALL_BYTES = 512 * 2 ** 20;
/** A window that is this far behind with its events is cut off; it reconnects and asks for what it shows. */
const MAX_UNSENT_BYTES = 64 * 2 ** 20;
const SHORTEST_TOKEN = 16;
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** @throws {ProblemError} when the address cannot be had, or is open to others without a token. */
export async function serve(options: ServeOptions): Promise<Server> {
  const { dataDir, port = 0, host = '127.0.0.1', project } = options;
  if (options.host !== undefined && options.token === undefined) {
    throw new ProblemError('bad-input', '--host lets others reach this machine, so it needs --token with a secret.');
  }
  if (options.token !== undefined && options.token.length < SHORTEST_TOKEN) {
    throw new ProblemError('bad-input', `--token takes a secret of at least ${SHORTEST_TOKEN} characters.`);
  }
  const token = options.token ?? randomBytes(24).toString('base64url');

  const core = await startCore(
    { dataDir, rendererDir, resourcesDir, host: 'browser', version },
    threadUrl('core-thread'),
  );
  const server = http.createServer();
  try {
    if (project !== undefined) unwrapReply(await core.call('project.open', { path: project }));
    await listen(server, port, host);
  } catch (error) {
    await core.close();
    throw error;
  }

  const { port: actualPort } = server.address() as AddressInfo;
  const gate = createGate({ token, port: actualPort, open: options.host !== undefined, host });
  const sockets = answer(server, core, gate);
  return {
    url: `http://${isIP(host) === 6 ? `[${host}]` : host}:${actualPort}/?token=${encodeURIComponent(token)}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
      await core.close();
    },
  };
}

async function listen(server: http.Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    const why = taken ? 'another program has it' : toProblem(error).message;
    throw new ProblemError(
      'bad-input',
      `Cannot serve on ${host}, port ${port}: ${why}. Choose another --port or --host.`,
    );
  }
}

interface Gate {
  /** Whether the request carries the token, as the printed address does. */
  opens(url: URL): boolean;
  cookie: string;
  /** Whether the request comes from a page of this server that has been let in. */
  passes(request: http.IncomingMessage): boolean;
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
const same = (a: string, b: string): boolean => timingSafeEqual(sha256(a), sha256(b));

function createGate({ token, port, open, host }: { token: string; port: number; open: boolean; host: string }): Gate {
  // Cookies are not kept apart by port: each server has a name of its own.
  const name = `lineament-${port}`;
  const secret = sha256(`session ${token}`).toString('base64url');

  /** A page that has its own name resolve to this machine would send that name; numbers cannot be redirected so. */
  const isKnownHost = (value: string): boolean => {
    const bare = /^(\[[\da-f:.]+\]|[^:]+)(?::\d+)?$/i.exec(value)?.[1]?.toLowerCase();
    if (bare === undefined) return false;
    if (LOOPBACK.includes(bare)) return true;
    return (
      open &&
      (isIP(bare.replace(/^\[|\]$/g, '')) !== 0 || bare === host.toLowerCase() || bare === hostname().toLowerCase())
    );
  };

  return {
    opens(url) {
      const given = url.searchParams.get('token');
      return given !== null && same(given, token);
    },
    cookie: `${name}=${secret}; HttpOnly; SameSite=Strict; Path=/`,
    passes({ headers }) {
      if (headers.host === undefined || !isKnownHost(headers.host)) return false;
      if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) return false;
      const cookies = (headers.cookie ?? '').split(/; */);
      return cookies.some((cookie) => cookie.startsWith(`${name}=`) && same(cookie.slice(name.length + 1), secret));
    },
  };
}

function answer(server: http.Server, core: Core, gate: Gate): WebSocketServer {
  server.on('request', async (request, response) => {
    try {
      await answerRequest(core, gate, request, response);
    } catch (error) {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(toProblem(error).message);
    }
  });

  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false });
  server.on('upgrade', (request: http.IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (request.url !== '/events' || !gate.passes(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      const stop = core.subscribe((name, data) => {
        if (client.bufferedAmount > MAX_UNSENT_BYTES) client.terminate();
        else client.send(encode({ name, data }));
      });
      client.on('close', stop);
      client.on('error', () => client.terminate());
    });
  });
  return sockets;
}

const plain = (response: http.ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(text);
};

async function answerRequest(
  core: Core,
  gate: Gate,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const url = URL.parse(request.url ?? '/', 'http://lineament');
  if (!url) return plain(response, 400, 'This is no address of Lineament.');
  if (gate.opens(url)) {
    const headers = { 'set-cookie': gate.cookie, location: '/', 'referrer-policy': 'no-referrer' };
    response.writeHead(303, headers).end();
    return;
  }
  if (!gate.passes(request)) return plain(response, 403, 'Open the address that Lineament printed when it started.');
  if (request.method === 'POST' && url.pathname === '/call') return answerCall(core, request, response);
  if (request.method !== 'GET') return plain(response, 405, 'Only GET is answered here.');

  const controller = new AbortController();
  response.on('close', () => controller.abort());
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as [string, string]] : [],
  );
  const result = await core.fetch(new Request(url, { headers, signal: controller.signal }));
  const body = Buffer.from(await result.arrayBuffer());
  response.writeHead(result.status, Object.fromEntries(result.headers)).end(body);
}

const CallMessage = z.object({ method: z.string().max(100), input: z.unknown() });

async function answerCall(core: Core, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const body = await readBody(request);
  const reply = body ? await callCore(core, body) : TOO_LARGE;
  response
    .writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' })
    .end(encode(reply, { pack: true }));
}

async function callCore(core: Core, body: Uint8Array): Promise<Reply> {
  let message: z.infer<typeof CallMessage>;
  try {
    message = CallMessage.parse(decode(body));
  } catch {
    return { problem: { code: 'bad-input', message: 'The call is no message of Lineament.' } };
  }
  return core.call(message.method, message.input);
}

const TOO_LARGE: Reply = {
  problem: {
    code: 'bad-input',
    message: `A file sent through the browser may have ${MAX_CALL_BYTES / 2 ** 20} MB at most. Put it on the machine that Lineament runs on and open it there.`,
  },
};

/** The whole body, or null where it is too large. Nothing beyond the limit is kept. */
async function readBody(request: http.IncomingMessage): Promise<Uint8Array | null> {
  if (Number(request.headers['content-length']) > MAX_CALL_BYTES) return null;
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_CALL_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}
