/** The application object of the stand-in: ready once, and an end in Electron's order of events. */
import { EventEmitter } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { becomeReady, isReady, startServer, stopServer } from './protocol.ts';
import { fail, standin } from './state.ts';
import { closeBrowser } from './window.ts';

const places = new Map<string, string>();
let quitting = false;

class StandinApp extends EventEmitter {
  readonly isPackaged = false;
  #locked = false;
  readonly #ready = startServer().then(becomeReady);

  whenReady(): Promise<void> {
    return this.#ready;
  }
  enableSandbox(): void {
    if (isReady()) fail('enableSandbox must come before ready');
    standin.sandboxed = true;
  }
  /** A file in the app's folder, as long as the app runs. */
  requestSingleInstanceLock(): boolean {
    mkdirSync(this.getPath('userData'), { recursive: true });
    try {
      writeFileSync(this.#lock(), '', { flag: 'wx' });
      this.#locked = true;
    } catch {
      this.#locked = false;
    }
    return this.#locked;
  }
  #lock = (): string => path.join(this.getPath('userData'), 'standin-lock');
  setPath(name: string, place: string): void {
    places.set(name, place);
  }
  getPath(name: string): string {
    return places.get(name) ?? path.join(tmpdir(), name);
  }
  getVersion(): string {
    return '0.0.0';
  }

  /** Closes the windows, asks `will-quit`, ends. */
  quit(): void {
    quitting = true;
    const open = [...standin.windows];
    for (const window of open) void window.close();
    if (open.length === 0) this.#askToQuit();
  }
  exit(code = 0): void {
    stopServer();
    if (this.#locked) rmSync(this.#lock(), { force: true });
    void closeBrowser().finally(() => standin.end(code));
  }

  lastWindowClosed(): void {
    if (quitting) this.#askToQuit();
    else this.emit('window-all-closed');
  }

  #askToQuit(): void {
    let prevented = false;
    const preventDefault = () => {
      prevented = true;
    };
    this.emit('will-quit', { preventDefault });
    if (!prevented) this.exit(0);
  }
}

export const app = new StandinApp() satisfies Pick<
  Electron.App,
  'isPackaged' | 'whenReady' | 'enableSandbox' | 'requestSingleInstanceLock' | 'getVersion' | 'quit' | 'exit'
>;
