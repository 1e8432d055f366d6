/** The main process's end of ipc: handlers by channel, values copied as Electron copies them. */
import { EventEmitter } from 'node:events';
import { fail } from './state.ts';

type Handler = (event: Electron.IpcMainInvokeEvent, ...args: never[]) => unknown;
const handlers = new Map<string, Handler>();

class StandinIpcMain extends EventEmitter {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) fail(`a second handler for «${channel}»`);
    handlers.set(channel, handler);
  }
}

export const ipcMain = new StandinIpcMain();

/** Channels that the app answers. */
export const channels = (): string[] => [...handlers.keys()];

export interface Message {
  channel: string;
  args: unknown[];
  /** Address of the frame that sends. */
  url: string;
  /** Whether it is the window's main frame. */
  top: boolean;
}

/** Runs the handler of a channel as if a frame had invoked it. A value that cannot be cloned throws, as in Electron. */
export async function invoke(sender: unknown, message: Message): Promise<{ ok: unknown } | { error: string }> {
  const handler = handlers.get(message.channel);
  if (!handler) return { error: `Error: No handler registered for '${message.channel}'` };
  const senderFrame = { url: message.url, parent: message.top ? null : {} };
  try {
    const result = await handler({ sender, senderFrame } as never, ...(message.args as never[]));
    return { ok: structuredClone(result) };
  } catch (error) {
    return { error: String(error) };
  }
}
