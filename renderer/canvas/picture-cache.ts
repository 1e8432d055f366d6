/** Decoded photos within a budget of memory: the one shown, its neighbours, and those seen last. */
import type { ContentHash } from '../../electron/shared/domain/ids.ts';
import { closePicture, type Picture, sizeOf } from './picture.ts';

export type PictureState =
  /** A small picture of the photo may stand in until it is there. */
  | { kind: 'loading'; preview: Picture | null }
  | { kind: 'ready'; picture: Picture }
  /** Why the photo cannot be shown. */
  | { kind: 'problem'; message: string };

/** Ways to a picture; both reject with a sentence. */
export interface Source {
  photo(hash: ContentHash): Promise<Picture>;
  /** Small and soon there. */
  preview(hash: ContentHash): Promise<Picture>;
}

/** Bytes: five photos of 12 megapixels with their smaller levels. */
const BUDGET = 320e6;

const NOTHING_YET: PictureState = { kind: 'loading', preview: null };

/** What there is to see. */
export function pictureOf(state: PictureState): Picture | null {
  switch (state.kind) {
    case 'ready':
      return state.picture;
    case 'loading':
      return state.preview;
    case 'problem':
      return null;
  }
}

export class PictureCache {
  readonly #source: Source;
  readonly #budget: number;
  readonly #listeners = new Set<() => void>();
  /** In the order of use, the last used at the end. */
  readonly #states = new Map<ContentHash, PictureState>();

  constructor(source: Source, budget = BUDGET) {
    this.#source = source;
    this.#budget = budget;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  peek(hash: ContentHash): PictureState {
    return this.#states.get(hash) ?? NOTHING_YET;
  }

  /** Sees to it that these photos are or will be here; the first of them is shown, so it is never let go. */
  want(hashes: readonly [ContentHash, ...ContentHash[]]): void {
    for (const hash of hashes.toReversed()) {
      const state = this.peek(hash);
      // Used now, so at the end of the order: the first last.
      this.#states.delete(hash);
      this.#states.set(hash, state.kind === 'problem' ? NOTHING_YET : state);
    }
    for (const hash of hashes) if (this.peek(hash) === NOTHING_YET) this.#load(hash, hash === hashes[0]);
    this.#trim();
  }

  /** Lets go of everything. */
  clear(): void {
    for (const hash of [...this.#states.keys()]) this.#drop(hash);
  }

  #load(hash: ContentHash, shown: boolean): void {
    this.#states.set(hash, { kind: 'loading', preview: null });
    this.#source.photo(hash).then(
      (picture) => this.#receive(hash, { kind: 'ready', picture }),
      (error: Error) => this.#receive(hash, { kind: 'problem', message: error.message }),
    );
    if (shown)
      this.#source.preview(hash).then(
        (preview) => this.#receive(hash, { kind: 'loading', preview }),
        // The photo itself will say what is wrong.
        () => {},
      );
  }

  #receive(hash: ContentHash, state: PictureState): void {
    const before = this.#states.get(hash);
    const useless = before?.kind === 'loading' ? before.preview : pictureOf(state);
    if (useless) closePicture(useless);
    // Let go of meanwhile, or a preview that comes after its photo.
    if (before?.kind !== 'loading') return;
    this.#states.set(hash, state);
    this.#trim();
    for (const listener of this.#listeners) listener();
  }

  /** Lets go of the photos used longest ago until the rest fits; never of the one shown, which was used last. */
  #trim(): void {
    const hashes = [...this.#states.keys()];
    let bytes = hashes.reduce((sum, hash) => sum + this.#bytesOf(hash), 0);
    for (const hash of hashes.slice(0, -1)) {
      if (bytes <= this.#budget) return;
      if (this.peek(hash).kind !== 'ready') continue;
      bytes -= this.#bytesOf(hash);
      this.#drop(hash);
    }
  }

  #bytesOf(hash: ContentHash): number {
    const picture = pictureOf(this.peek(hash));
    return picture ? sizeOf(picture) : 0;
  }

  #drop(hash: ContentHash): void {
    const picture = pictureOf(this.peek(hash));
    this.#states.delete(hash);
    if (picture) closePicture(picture);
  }
}
