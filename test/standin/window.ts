/** BrowserWindow and webContents of the stand-in: one page of a headless Chromium for each window. */
import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { build } from 'vite';
import { encode } from '../../electron/shared/wire.ts';
import { openBrowser } from '../helpers/browser.ts';
import { app } from './app.ts';
import { invoke, type Message } from './ipc.ts';
import { isReady, toApp, toHttp } from './protocol.ts';
import { session } from './session.ts';
import { fail, type OpenHandler, standin } from './state.ts';

let context: Promise<BrowserContext> | null = null;

async function openContext(): Promise<BrowserContext> {
  const browser = await openBrowser();
  const opened = await browser.newContext();
  const isOutside = (url: URL) => !url.host.includes('.localhost:') && ['http:', 'https:'].includes(url.protocol);
  await opened.route(isOutside, stop);
  return opened;
}

export async function closeBrowser(): Promise<void> {
  await (await context)?.browser()?.close();
}

/** No request leaves: navigations and new windows are shown to the app, which must refuse them. */
async function stop(route: Route): Promise<void> {
  const request = route.request();
  const address = request.url();
  if (!request.isNavigationRequest()) {
    if (!standin.cancels(address)) standin.escaped.push(address);
    return route.abort();
  }
  const window = windowOfNavigation(route);
  if (window) {
    if (!window.webContents.prevents('will-navigate', address)) standin.escaped.push(address);
  } else if (!standin.windows.some(({ webContents }) => webContents.denies(address))) {
    standin.escaped.push(address);
  }
  return route.abort('aborted'); // the page stays; a plain abort would show an error page instead
}

/** Playwright has no frame yet for the request of a new window. */
function windowOfNavigation(route: Route): StandinWindow | undefined {
  try {
    const page = route.request().frame().page();
    return standin.windows.find((window) => window.page === page);
  } catch {
    return undefined;
  }
}

const windowOf = (contents: StandinContents): StandinWindow =>
  StandinWindow.fromWebContents(contents) ?? fail('contents without a window');

/** The script of both worlds, bundled from TypeScript once. */
async function bundleWorld(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: path.join(import.meta.dirname, 'world.ts'), formats: ['iife'], name: 'standinWorld' },
    },
  });
  const [bundle] = [output].flat();
  if (!bundle || !('output' in bundle)) return fail('the world script was not built');
  return bundle.output[0].code;
}
let world: Promise<string> | null = null;

class StandinContents extends EventEmitter {
  readonly id: number;
  readonly session = session.defaultSession;
  #send: ((frame: Uint8Array) => void) | null = null;
  readonly #connected = Promise.withResolvers<void>();
  /** Resolves when events reach the page. */
  readonly connected = this.#connected.promise;
  #open: OpenHandler | null = null;

  constructor(id: number) {
    super();
    this.id = id;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#open = handler;
  }

  connect(send: (frame: Uint8Array) => void): void {
    this.#send = send;
    this.#connected.resolve();
  }

  send(channel: string, ...args: unknown[]): void {
    this.#send?.(encode({ channel, args: structuredClone(args) }));
  }

  reload(): void {
    void windowOf(this).page?.reload();
  }

  receive(message: Message): ReturnType<typeof invoke> {
    return invoke(this, message);
  }

  /** Whether the app refuses a navigation, which it is told of by an event. */
  prevents(event: 'will-navigate' | 'will-redirect' | 'will-attach-webview', address: string): boolean {
    let prevented = false;
    const preventDefault = () => {
      prevented = true;
    };
    this.emit(event, { url: toApp(address), preventDefault });
    return prevented;
  }

  /** Whether the app refuses a new window of its own for an address. */
  denies(address: string): boolean {
    return this.#open?.({ url: address } as Electron.HandlerDetails).action === 'deny';
  }
}

export class StandinWindow extends EventEmitter {
  static #next = 1;
  readonly id = StandinWindow.#next++;
  readonly webContents = new StandinContents(this.id);
  readonly options: Electron.BrowserWindowConstructorOptions;
  /** Its page, once an address is loaded. */
  page: Page | null = null;
  #visible = false;
  #maximized = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    if (!isReady()) fail('a window before the app is ready');
    this.options = options;
    standin.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
  }

  static getAllWindows = (): StandinWindow[] => [...standin.windows];
  static getFocusedWindow = (): StandinWindow | null => standin.focused;
  static fromWebContents = (contents: unknown): StandinWindow | null =>
    standin.windows.find((window) => window.webContents === contents) ?? null;

  isDestroyed = (): boolean => !standin.windows.includes(this);
  isVisible = (): boolean => this.#visible;
  isMaximized = (): boolean => this.#maximized;
  isMinimized = (): boolean => false;
  restore(): void {}
  maximize(): void {
    this.#maximized = true;
  }
  getNormalBounds(): Electron.Rectangle {
    const { x = 100, y = 100, width = 800, height = 600 } = this.options;
    return { x, y, width, height };
  }
  show(): void {
    this.#visible = true;
    this.focus();
  }
  focus(): void {
    standin.focused = this;
    app.emit('browser-window-focus', {}, this);
  }

  async loadURL(address: string): Promise<void> {
    const { preload, sandbox, contextIsolation, nodeIntegration } = this.options.webPreferences ?? {};
    if (!preload) return fail('a window without a preload script');
    if (sandbox === false || contextIsolation === false || nodeIntegration) fail('a window that is not sandboxed');
    if (!standin.permissions.request || !standin.permissions.check) fail('permissions are not decided');
    const url = toHttp(address);

    context ??= openContext();
    const page = await (await context).newPage();
    this.page = page;
    const { width, height } = this.getNormalBounds();
    await page.setViewportSize({ width, height });
    await this.#addPreload(page, new URL(url).origin, preload);
    page.once('domcontentloaded', async () => {
      await this.webContents.connected;
      this.emit('ready-to-show');
    });
    page.on('popup', (popup) => void popup.close());
    page.on('close', () => this.#gone());
    await page.goto(url);
  }

  async #addPreload(page: Page, base: string, preload: string): Promise<void> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Page.enable');
    world ??= bundleWorld();
    const [script, source] = await Promise.all([world, readFile(preload, 'utf8')]);
    const inMain = `(() => { ${script}\n standinWorld.bridge('main', 'isolated') })()`;
    const require = `standinWorld.preloadRequire(${JSON.stringify(base)}, ${this.id})`;
    const inPreload = `(() => { ${script}\n ((require, module, exports) => {${source}\n})(${require}, { exports: {} }, {}) })()`;
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: inMain });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: inPreload, worldName: 'preload' });
  }

  async close(): Promise<void> {
    this.emit('close', { preventDefault: () => fail('a window that does not close') });
    await this.page?.close();
  }

  destroy(): void {
    void this.page?.close();
  }

  #gone(): void {
    standin.windows = standin.windows.filter((window) => window !== this);
    if (standin.focused === this) standin.focused = standin.windows.at(-1) ?? null;
    this.emit('closed');
    if (standin.windows.length === 0) app.lastWindowClosed();
  }
}
