/** Short messages at the edge of the window: what went wrong or was done, and what can be done about it. */
import { create } from 'zustand';
import type { EventData } from '../../electron/shared/contract.ts';
import { toProblem } from '../../electron/shared/errors.ts';
import { strings } from '../strings/strings.ts';
import { useConnection } from './connection.ts';

export interface Toast {
  id: number;
  level: EventData<'notice'>['level'];
  message: string;
  /** Something to do about it, as a button. */
  action?: { label: string; run(): void };
}

/** Older ones give way: a flood of messages must not cover the work. */
const MOST = 4;

let nextId = 1;

export const useToasts = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));

/** The same message again only renews the one that is shown. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  const id = nextId++;
  useToasts.setState(({ toasts }) => ({
    toasts: [...toasts.filter((other) => other.message !== toast.message), { ...toast, id }].slice(-MOST),
  }));
}

export const dismissToast = (id: number): void =>
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));

/** Tells the person what went wrong, unless they caused it or see it already. */
export function reportError(error: unknown): void {
  const { code, message } = toProblem(error);
  if (code === 'cancelled') return;
  if (code === 'unavailable' && !useConnection.getState().connected) return;
  const text = code === 'internal' ? strings.window.internal(message) : message;
  showToast({ level: 'error', message: text });
}

/** Runs something a person asked for; what goes wrong becomes a message. Gives undefined then. */
export async function attempt<Value>(work: () => Value | Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    reportError(error);
    return undefined;
  }
}
