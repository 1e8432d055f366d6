/** The built browser host with a real browser: the same flow as on the desktop, and more than one window. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder, temporaryFolder } from '../helpers/folders.ts';
import { type BrowserHost, browse, startServer } from '../helpers/hosts.ts';
import { byChooser, flow } from './flow.ts';

const folder = temporaryFolder();
const dataDir = path.join(folder, 'data');
let server: BrowserHost;
let page: Page;
beforeAll(async () => {
  server = await startServer(dataDir);
  ({ page } = await browse(server.url));
});
afterAll(async () => {
  await page?.context().close();
  await server?.stop();
  removeFolder(folder);
});

test('the same flow as on the desktop', () => flow(page, folder, byChooser));

test('the token is gone from the address', () => {
  expect(page.url()).not.toContain('token');
});

test('a script cannot read the cookie', async () => {
  expect(await page.evaluate('document.cookie')).toBe('');
});

test('the content security policy stops a request to the outside', async () => {
  const violated = await page.evaluate(`new Promise((resolve) => {
    addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
    fetch('https://example.com/').catch(() => {});
  })`);
  expect(violated).toBe('connect-src');
});

test('a second window needs no token', async () => {
  const second = await page.context().newPage();
  const response = await second.goto(new URL('/', server.url).href);
  await second.close();
  expect(response?.status()).toBe(200);
});

test('another browser does', async () => {
  const stranger = await browse(new URL('/', server.url).href);
  const text = await stranger.page.textContent('body');
  await stranger.context.close();
  expect(text).toContain('Open the address');
});
