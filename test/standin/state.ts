/** What a test sees of an app that runs under the stand-in, and what the test steers. */
import type { HandlerDetails } from 'electron';
import type { StandinMenu } from './menu.ts';
import type { StandinWindow } from './window.ts';

/** Where the real Electron would misbehave or throw, the stand-in throws. */
export function fail(why: string): never {
  throw new Error(`electron stand-in: ${why}`);
}

interface PermissionHandlers {
  request: ((permission: string) => boolean) | null;
  check: ((permission: string) => boolean) | null;
}

export interface Standin {
  /** Open windows, oldest first. */
  windows: StandinWindow[];
  focused: StandinWindow | null;
  menu: StandinMenu | null;
  /** Answers of the next dialogs; an absent one is cancelled. */
  openAnswers: string[][];
  saveAnswers: string[];
  /** Which buttons are pressed in the next message boxes. */
  buttonAnswers: number[];
  /** Options of the dialogs that were shown. */
  dialogs: Electron.OpenDialogOptions[];
  /** What error boxes said. */
  errors: string[];
  /** Addresses handed to the system's browser. */
  external: string[];
  /** Files shown in the system's file manager. */
  shown: string[];
  /** Whether the app itself cancels a request for an address. */
  cancels(address: string): boolean;
  /** Requests to the outside that only the stand-in stopped: none, if the app does its part. */
  escaped: string[];
  permissions: PermissionHandlers;
  theme: Electron.NativeTheme['themeSource'];
  /** Paths of files that a test drops, by name. */
  dropped: Map<string, string>;
  /** Set when `app.enableSandbox` came in time. */
  sandboxed: boolean;
  exitCode: number | null;
  /** Resolves when the app has ended. */
  ended: Promise<void>;
  end(code: number): void;
}

const ended = Promise.withResolvers<void>();

export const standin: Standin = {
  windows: [],
  focused: null,
  menu: null,
  openAnswers: [],
  saveAnswers: [],
  buttonAnswers: [],
  dialogs: [],
  errors: [],
  external: [],
  shown: [],
  cancels: () => false,
  escaped: [],
  permissions: { request: null, check: null },
  theme: 'system',
  dropped: new Map(),
  sandboxed: false,
  exitCode: null,
  ended: ended.promise,
  end(code) {
    standin.exitCode = code;
    ended.resolve();
  },
};

export type OpenHandler = (details: HandlerDetails) => Electron.WindowOpenHandlerResponse;
