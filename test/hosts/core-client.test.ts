/** A core thread that dies: whoever waits is told, and told what to do. */
import { expect, test } from 'vitest';
import type { CoreOptions } from '../../electron/core.ts';
import { startCore } from '../../electron/core-client.ts';

const options: CoreOptions = { dataDir: '', rendererDir: '', resourcesDir: '', host: 'cli', version: '0' };

const thread = (code: string): URL =>
  new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads';\n${code}`)}`);

/** Starts well and dies of the first call. */
const mortal = thread(`parentPort.on('message', ({ id, name }) => {
  if (name !== 'open') throw new Error('out of memory');
  parentPort.postMessage({ type: 'reply', id, reply: { ok: undefined } });
});`);

test('one that never starts is a problem of its own', async () => {
  await expect(startCore(options, thread(`throw new Error('no disk')`))).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('no disk'),
  });
});

test('a call that waits is answered with the problem', async () => {
  const core = await startCore(options, mortal);
  expect(await core.call('app.info', undefined)).toMatchObject({
    problem: { code: 'unavailable', message: expect.stringContaining('Start Lineament again') },
  });
});

test('a later call is answered with it too', async () => {
  const core = await startCore(options, mortal);
  await core.call('app.info', undefined);
  expect(await core.call('app.info', undefined)).toMatchObject({ problem: { code: 'unavailable' } });
});

test('a page is answered as unavailable', async () => {
  const core = await startCore(options, mortal);
  expect((await core.fetch(new Request('http://lineament/'))).status).toBe(503);
});

test('windows are told', async () => {
  const core = await startCore(options, mortal);
  const told = new Promise((resolve) => core.subscribe((name, data) => resolve({ name, data })));
  await core.call('app.info', undefined);
  expect(await told).toMatchObject({ name: 'notice', data: { level: 'error' } });
});

test('closing it is no problem', async () => {
  const core = await startCore(options, mortal);
  await core.call('app.info', undefined);
  await expect(core.close()).resolves.toBeUndefined();
});
