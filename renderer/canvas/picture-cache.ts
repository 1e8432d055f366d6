/** Decoded photos within a budget of memory: the one shown, its neighbours, and those seen last. */
import type { ContentHash } from '../../electron/shared/domain/ids.ts';
import { type Picture, sizeOf } from './picture.ts';
import type { Reply, Request } from './picture-worker.ts';

export type PictureState =
  | { kind: 'loading' }
  | { kind: 'ready'; picture: Picture }
  /** Why the photo cannot be shown. */
  | { kind: 'problem'; message: string };

/** Bytes: five photos of 12 megapixels with their smaller levels. */
const BUDGET = 320e6;

const LOADING: PictureState = { kind: 'loading' };

export class PictureCache {
  readonly #urlOf: (hash: ContentHash) => string;
  readonly #worker = new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' });
  readonly #listeners = new Set<() => void>();
  /** In the order of use, the last used at the end. */
  readonly #states = new Map<ContentHash, PictureState>();
  readonly #asked = new Map<number, ContentHash>();
  #nextId = 1;

  constructor(urlOf: (hash: ContentHash) => string) {
    this.#urlOf = urlOf;
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#receive(data));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  peek(hash: ContentHash): PictureState {
    return this.#states.get(hash) ?? LOADING;
  }

  /** Sees to it that these photos are or will be here, the first of them before all others. */
  want(hashes: readonly ContentHash[]): void {
    for (const hash of hashes) {
      const state = this.#states.get(hash);
      if (state && state.kind !== 'problem') continue;
      this.#states.set(hash, LOADING);
      const id = this.#nextId++;
      this.#asked.set(id, hash);
      this.#worker.postMessage({ id, url: new URL(this.#urlOf(hash), location.href).href } satisfies Request);
    }
    // Used last is what is wanted first.
    for (const hash of hashes.toReversed()) this.#touch(hash);
    this.#trim(hashes[0]);
  }

  close(): void {
    this.#worker.terminate();
    for (const hash of [...this.#states.keys()]) this.#drop(hash);
  }

  #receive(reply: Reply): void {
    const hash = this.#asked.get(reply.id);
    this.#asked.delete(reply.id);
    if (hash === undefined) return;
    const state: PictureState =
      'picture' in reply ? { kind: 'ready', picture: reply.picture } : { kind: 'problem', message: reply.problem };
    // Setting keeps the place in the order.
    this.#states.set(hash, state);
    this.#trim([...this.#states.keys()].at(-1));
    for (const listener of this.#listeners) listener();
  }

  #touch(hash: ContentHash): void {
    const state = this.#states.get(hash);
    if (!state) return;
    this.#states.delete(hash);
    this.#states.set(hash, state);
  }

  /** Lets go of the photos used longest ago until the rest fits; never of the one shown. */
  #trim(shown: ContentHash | undefined): void {
    let bytes = 0;
    for (const state of this.#states.values()) if (state.kind === 'ready') bytes += sizeOf(state.picture);
    for (const [hash, state] of [...this.#states]) {
      if (bytes <= BUDGET) return;
      if (hash === shown || state.kind !== 'ready') continue;
      bytes -= sizeOf(state.picture);
      this.#drop(hash);
    }
  }

  #drop(hash: ContentHash): void {
    const state = this.#states.get(hash);
    this.#states.delete(hash);
    if (state?.kind === 'ready') for (const level of state.picture.levels) level.close();
  }
}
