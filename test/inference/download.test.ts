import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { download, receivedBytes } from '../../electron/inference/download.ts';
import type { KnownModel } from '../../electron/shared/domain/model.ts';
import { type FileServer, startFileServer } from '../helpers/file-server.ts';

const body = Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * 7919) % 251));
const sha256 = createHash('sha256').update(body).digest('hex');

describe('fetching a known model', () => {
  let folder: string;
  let server: FileServer;
  let known: KnownModel;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'download-'));
    server = await startFileServer(body);
    known = {
      id: 'a',
      name: 'Model A',
      kind: 'detector',
      about: '',
      url: server.url,
      file: 'a.onnx',
      bytes: null,
      sha256,
      licence: 'MIT',
    };
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  /** Cuts the connection once so many bytes are on disk: what is still on its way then may be lost. */
  const breakOffAfter = async (bytes: number) => {
    server.serve.holdAfter = bytes;
    const fetching = download(known, folder).catch((thrown: unknown) => thrown);
    await vi.waitFor(async () => expect(await receivedBytes(known, folder)).toBe(bytes), { timeout: 10_000 });
    server.breakOff();
    const error = await fetching;
    server.serve.holdAfter = null;
    return error;
  };

  test('the file arrives whole', async () => {
    expect(await readFile(await download(known, folder))).toEqual(body);
  });

  test('nothing else stays beside it', async () => {
    await download(known, folder);
    expect(await readdir(folder)).toEqual(['a.onnx']);
  });

  test('progress ends at the size that the server told', async () => {
    const told: [number, number | null][] = [];
    await download(known, folder, { onProgress: (received, total) => told.push([received, total]) });
    expect(told.at(-1)).toEqual([body.length, body.length]);
  });

  test('a broken connection is told, and what came is kept', async () => {
    expect(await breakOffAfter(100_000)).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('broke off after 100000 bytes'),
    });
    expect(await receivedBytes(known, folder)).toBe(100_000);
  });

  test('the next fetch goes on where it broke off', async () => {
    await breakOffAfter(100_000);
    const file = await download(known, folder);
    expect(server.requests.at(-1)).toMatchObject({ range: 'bytes=100000-', 'if-range': '"one"' });
    expect(await readFile(file)).toEqual(body);
  });

  test('a server without ranges sends everything again', async () => {
    server.serve.ranges = false;
    await breakOffAfter(100_000);
    expect(await readFile(await download(known, folder))).toEqual(body);
  });

  test('a file that changed in between is fetched anew', async () => {
    server.serve.body = Buffer.alloc(200_000, 1);
    await breakOffAfter(100_000);
    server.serve.body = body;
    server.serve.etag = '"two"';
    expect(await readFile(await download(known, folder))).toEqual(body);
  });

  test('without a name for its version a file is not put together from two fetches', async () => {
    server.serve.etag = null;
    await breakOffAfter(100_000);
    await download(known, folder);
    expect(server.requests.at(-1)!.range).toBeUndefined();
  });

  test('a file that had all arrived before a crash is not fetched again', async () => {
    await breakOffAfter(100_000);
    await appendFile(path.join(folder, 'a.onnx.part'), body.subarray(100_000));
    await download(known, folder);
    expect(server.requests.at(-1)!.range).toBe(`bytes=${body.length}-`);
  });

  test('a wrong sum is told and the file is deleted', async () => {
    known.sha256 = '0'.repeat(64);
    await expect(download(known, folder)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('SHA-256 differs'),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test('cancelling rejects as cancelled and keeps what came', async () => {
    const controller = new AbortController();
    server.serve.holdAfter = 100_000;
    const fetching = download(known, folder, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(fetching).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(await receivedBytes(known, folder)).toBeGreaterThan(0);
  });

  test('a refusal names the host and the status', async () => {
    server.serve.status = 404;
    await expect(download(known, folder)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('answered 404 Not Found for Model A'),
    });
  });

  test('a server that cannot be reached is told with what to do', async () => {
    await server.close();
    await expect(download(known, folder)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('Check the network connection'),
    });
  });
});
