/** The browser host at its door: who is let in, and what is refused. */
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Server, serve } from '../../electron/serve.ts';
import { decode, encode } from '../../electron/shared/wire.ts';
import { removeFolder, temporaryFolder } from '../helpers/folders.ts';

const dataDir = temporaryFolder();
let server: Server;
let url: URL;
let cookie: string;

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** A request with exactly these headers and this path, which `fetch` would tidy up. */
function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: Uint8Array } = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const { hostname, port } = url;
    const request = http.request(
      { hostname, port, path, method, headers: { host: url.host, ...headers } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
        );
      },
    );
    request.on('error', reject);
    if (body) request.write(body);
    if (headers['content-length'] === undefined) request.end();
  });
}

const call = (message: unknown, headers: Record<string, string> = {}) =>
  ask('/call', { method: 'POST', headers: { cookie, ...headers }, body: encode(message) });

/** Opens the events' socket. Resolves with the status of a refusal, or the open socket. */
function listen(path: string, headers: Record<string, string>): Promise<number | WebSocket> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://${url.host}${path}`, { headers });
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => resolve(0));
  });
}

beforeAll(async () => {
  server = await serve({ dataDir });
  url = new URL(server.url);
  const { headers } = await ask(`${url.pathname}${url.search}`);
  cookie = headers['set-cookie']![0]!.split(';')[0]!;
});
afterAll(async () => {
  await server?.close();
  removeFolder(dataDir);
});

describe('who is let in', () => {
  test('the printed address is of this machine alone', () => {
    expect(url.hostname).toBe('127.0.0.1');
  });

  test('its token has 192 bits', () => {
    expect(Buffer.from(url.searchParams.get('token') ?? '', 'base64url')).toHaveLength(24);
  });

  test('the token is exchanged for a cookie that no script reads and no other site sends', async () => {
    const { status, headers } = await ask(`${url.pathname}${url.search}`);
    expect([status, headers.location]).toEqual([303, '/']);
    expect(headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict/);
  });

  test('the cookie is not the token', () => {
    expect(cookie).not.toContain(url.searchParams.get('token'));
  });

  test('the cookie carries the name of this server, since cookies ignore ports', () => {
    expect(cookie).toMatch(new RegExp(`^lineament-${url.port}=`));
  });

  test.each(['', '/call', '/photo/x'])('without the cookie /%s is refused', async (path) => {
    expect((await ask(`/${path.replace(/^\//, '')}`)).status).toBe(403);
  });

  test('a wrong token is refused', async () => {
    expect((await ask('/?token=wrong')).status).toBe(403);
  });

  test('a wrong cookie is refused', async () => {
    expect((await ask('/', { headers: { cookie: `lineament-${url.port}=wrong` } })).status).toBe(403);
  });

  test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '192.168.1.5'])(
    'the host name «%s» is refused with the right cookie',
    async (host) => {
      expect((await ask('/', { headers: { cookie, host } })).status).not.toBe(200);
    },
  );

  test('a call from another origin is refused', async () => {
    const { status } = await call({ method: 'app.info', input: undefined }, { origin: 'http://evil.example' });
    expect(status).toBe(403);
  });

  test('a call from another port is refused', async () => {
    const { status } = await call({ method: 'app.info', input: undefined }, { origin: 'http://127.0.0.1:1' });
    expect(status).toBe(403);
  });

  test.each([
    ['without the cookie', () => ({})],
    ['from another origin', () => ({ cookie, origin: 'http://evil.example' })],
    ['under another host name', () => ({ cookie, host: 'evil.example' })],
  ])('a socket %s is refused', async (_how, headers) => {
    expect(await listen('/events', headers() as Record<string, string>)).toBe(403);
  });

  test('a socket elsewhere than at the events is refused', async () => {
    expect(await listen('/other', { cookie })).toBe(403);
  });
});

describe('what is answered', () => {
  test('a call', async () => {
    const { body } = await call({ method: 'app.info', input: undefined }, { origin: url.origin });
    expect(decode(body)).toMatchObject({ ok: { version: expect.any(String) } });
  });

  test('a call that is no message, with a problem', async () => {
    const { body } = await ask('/call', { method: 'POST', headers: { cookie }, body: Buffer.from('{"method":1}') });
    expect(decode(body)).toMatchObject({ problem: { code: 'bad-input' } });
  });

  test('a call that is too large, before it is sent whole', async () => {
    const headers = { cookie, 'content-length': String(2 ** 30) };
    const { body } = await ask('/call', { method: 'POST', headers, body: new Uint8Array(1000) });
    expect(decode(body)).toMatchObject({ problem: { code: 'bad-input', message: expect.stringContaining('MB') } });
  });

  test('a call of no known method, with a problem', async () => {
    const { body } = await call({ method: 'toString', input: undefined });
    expect(decode(body)).toMatchObject({ problem: { code: 'bad-input' } });
  });

  test('events, to every window', async () => {
    const sockets = (await Promise.all([listen('/events', { cookie }), listen('/events', { cookie })])) as WebSocket[];
    const heard = sockets.map((socket) => new Promise((resolve) => socket.once('message', resolve)));
    await call({ method: 'settings.set', input: { theme: 'dark' } });
    const names = (await Promise.all(heard)).map(
      (frame) => (decode(new Uint8Array(frame as Buffer)) as { name: string }).name,
    );
    for (const socket of sockets) socket.close();
    expect(names).toEqual(['settings.changed', 'settings.changed']);
  });

  test.each(['PUT', 'DELETE', 'POST'])('not %s elsewhere', async (method) => {
    expect((await ask('/', { method, headers: { cookie } })).status).toBe(405);
  });

  test.each([
    '/../../package.json',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%5c..%5cpackage.json',
    '//etc/passwd',
    '/%00',
    '/%',
  ])('no file for %s', async (path) => {
    const { status } = await ask(path, { headers: { cookie } });
    expect(status).toBeGreaterThanOrEqual(400);
  });

  test('a page as seen through a port forward', async () => {
    const tunnel = net
      .createServer((near) => {
        const far = net.connect(Number(url.port), '127.0.0.1');
        near.pipe(far).pipe(near);
        near.on('error', () => far.destroy());
        far.on('error', () => near.destroy());
      })
      .listen(0, '127.0.0.1');
    await new Promise((resolve) => tunnel.once('listening', resolve));
    const host = `localhost:${(tunnel.address() as AddressInfo).port}`;
    const response = await fetch(`http://${host}/call`, {
      method: 'POST',
      headers: { cookie, origin: `http://${host}` },
      body: new Blob([encode({ method: 'app.info', input: undefined })]),
    });
    tunnel.close();
    expect(response.status).toBe(200);
  });
});

describe('what others can reach', () => {
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address && !address.internal && address.family === 'IPv4')?.address;

  test('nothing by default', async () => {
    if (outside === undefined) return;
    const reached = await new Promise((resolve) => {
      const socket = net.connect(Number(url.port), outside);
      socket.on('connect', () => resolve(true));
      socket.on('error', () => resolve(false));
    });
    expect(reached).toBe(false);
  });

  test('--host without a token is refused', async () => {
    await expect(serve({ dataDir, host: '0.0.0.0' })).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('a short token is refused', async () => {
    await expect(serve({ dataDir, host: '0.0.0.0', token: 'secret' })).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('a taken port is told', async () => {
    const other = temporaryFolder();
    await expect(serve({ dataDir: other, port: Number(url.port) })).rejects.toThrow(/another program has it/);
    removeFolder(other);
  });

  test('a project that is not there is told', async () => {
    const other = temporaryFolder();
    await expect(serve({ dataDir: other, project: '/nowhere.lineament' })).rejects.toMatchObject({ code: 'not-found' });
    removeFolder(other);
  });
});
