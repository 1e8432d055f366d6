/** The window's only door to the core: typed calls and events, and the addresses of photos. */
import type { Desktop, EventData, EventName, Input, Method, Output, Transport } from '../electron/shared/contract.ts';
import type { Box } from '../electron/shared/domain/geometry.ts';
import type { ContentHash } from '../electron/shared/domain/ids.ts';
import { type Reply, unwrapReply } from '../electron/shared/errors.ts';
import { setConnected, whileSaving } from './state/connection.ts';
import { webTransport } from './web-transport.ts';

declare global {
  interface Window {
    /** Put there by the desktop host's preload script; absent in a browser. */
    host?: { transport: Transport; desktop: Desktop };
  }
}

const transport = window.host?.transport ?? webTransport(setConnected);

/** Dialogs, menus and paths of the desktop host, or undefined in a browser. */
export const desktop: Desktop | undefined = window.host?.desktop;

const EDITS: ReadonlySet<Method> = new Set(['faces.add', 'faces.apply', 'people.name', 'history.undo', 'history.redo']);

/** Asks the core. @throws {ProblemError} with a sentence for the person. */
export async function call<M extends Method>(
  method: M,
  ...[input]: undefined extends Input<M> ? [] : [Input<M>]
): Promise<Output<M>> {
  const answer = async () => unwrapReply((await transport.call(method, input)) as Reply) as Output<M>;
  return EDITS.has(method) ? whileSaving(answer()) : answer();
}

/** Listens to one kind of event. Returns a function that ends it. */
export function on<E extends EventName>(event: E, listener: (data: EventData<E>) => void): () => void {
  return transport.subscribe((name, data) => {
    if (name === event) listener(data as EventData<E>);
  });
}

/** The upright photo, as large as it is. */
export const photoUrl = (hash: ContentHash): string => `/photo/${hash}`;

/** The upright photo within a square of `size` pixels. */
export const thumbUrl = (hash: ContentHash, size: number): string => `/thumb/${hash}?size=${size}`;

/** A part of the upright photo; `size` is the longer side in pixels. */
export const cropUrl = (hash: ContentHash, { x, y, width, height }: Box, size: number): string =>
  `/crop/${hash}?box=${[x, y, width, height].map((value) => Math.round(value * 100) / 100).join(',')}&size=${size}`;
