/**
 * Keys pressed while the next face is on its way are meant for it: they wait until it is there, in their order. Without
 * this a second Enter would pass over a face that nobody has seen.
 */
export class Turns {
  #moving = false;
  readonly #waiting: (() => void)[] = [];

  /** Runs now, or once nothing is on its way any more. */
  take(run: () => void): void {
    if (this.#moving) this.#waiting.push(run);
    else run();
  }

  /** Everything that is taken meanwhile waits until the promise settles. */
  async move(going: () => Promise<void>): Promise<void> {
    this.#moving = true;
    try {
      await going();
    } finally {
      this.#moving = false;
      while (!this.#moving && this.#waiting.length > 0) this.#waiting.shift()?.();
    }
  }

  /** What waits is no longer wanted. */
  clear(): void {
    this.#waiting.length = 0;
  }
}

/** The window's one keyboard has one row of keys to wait. */
export const turns = new Turns();
