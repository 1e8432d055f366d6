/** Both hosts as a test starts them: the built desktop app under the stand-in, and the built browser host. */
import { spawn } from 'node:child_process';
import { type EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { Standin } from '../standin/state.ts';
import { openBrowser, VIEWPORT } from './browser.ts';

export const root = path.resolve(import.meta.dirname, '../..');

/** Asks until there is an answer that is neither false nor empty. */
export async function until<Value>(what: string, ask: () => Value | Promise<Value>): Promise<NonNullable<Value>> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const value = await ask();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain for ${what}`);
}

export interface Desktop {
  standin: Standin;
  /** The app's object, for events that come from the system. */
  app: EventEmitter;
  choose(id: string): void;
  page: Page;
  close(): Promise<void>;
}

/**
 * Runs main.js of the built app in this process, once a test file: modules cannot be unloaded.
 * Loaded by Node itself, past the test runner, so that what runs is the built file as it is.
 */
export async function startDesktop(options: { dataDir: string; app?: string }): Promise<Desktop> {
  process.env['LINEAMENT_DATA'] = options.dataDir;
  const require = createRequire(import.meta.url);
  require('../standin/register.ts');
  const { standin } = require('../standin/electron.ts') as { standin: Standin };
  const { app } = require('../standin/app.ts') as { app: EventEmitter };
  const { choose } = require('../standin/menu.ts') as { choose(id: string): void };
  require(path.join(options.app ?? root, 'out/electron/main.js'));
  const window = await until('the first window', () => {
    if (standin.errors.length > 0) throw new Error(standin.errors.join('\n'));
    return standin.windows.find((candidate) => candidate.isVisible());
  });
  return {
    standin,
    app,
    choose,
    page: window.page!,
    async close() {
      for (const open of standin.windows) void open.close();
      await standin.ended;
    },
  };
}

export interface BrowserHost {
  /** The printed address, with the token. */
  url: string;
  stop(): Promise<void>;
  /** Ends the process as a power failure would. */
  kill(): Promise<void>;
}

/** Runs `lineament serve` of the built app in a process of its own. */
export async function startServer(dataDir: string, ...words: string[]): Promise<BrowserHost> {
  const cli = path.join(root, 'out/electron/cli.js');
  const child = spawn(process.execPath, [cli, 'serve', '--data', dataDir, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const first = await Promise.race([once(child.stdout, 'data'), ended]);
  if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`);
  return {
    url: String(first[0]).trim(),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A page of a fresh Chromium at an address. The browser ends with its context. */
export async function browse(url: string): Promise<{ context: BrowserContext; page: Page }> {
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport: VIEWPORT });
  context.on('close', () => void browser.close());
  const page = await context.newPage();
  await page.goto(url, { timeout: 100_000 });
  return { context, page };
}

if (!existsSync(path.join(root, 'out/electron/main.js'))) throw new Error('Build first: npm run build.');
