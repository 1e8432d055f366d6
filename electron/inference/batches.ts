/** Joins what several callers bring, one item at a time, into batches that are worked off one after the other. */
import type { Provider } from '../runtime/session.ts';

/** Faces in a run. Four take a processor a sixth less time each than one alone, and more gain nothing; GPUs want more. */
export const BATCH = { cpu: 4, coreml: 4, dml: 8, webgpu: 8, cuda: 16 } as const satisfies Record<Provider, number>;

interface Waiting<Item, Result> {
  item: Item;
  signal: AbortSignal;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

export class Batches<Item, Result> {
  readonly #size: number;
  readonly #work: (items: Item[]) => Promise<Result[]>;
  #waiting: Waiting<Item, Result>[] = [];
  /** Callers that may still bring items. */
  #coming = 0;
  #working = false;

  constructor(size: number, work: (items: Item[]) => Promise<Result[]>) {
    this.#size = size;
    this.#work = work;
  }

  /**
   * What becomes of the items that a caller prepares; a batch that is not full waits for them. Rejects when the signal
   * aborts before the batch of an item is begun.
   */
  async join(prepare: () => Promise<readonly Item[]>, signal: AbortSignal): Promise<Result[]> {
    this.#coming++;
    let results: Promise<Result>[] = [];
    try {
      const items = await prepare();
      results = items.map(
        (item) => new Promise((resolve, reject) => this.#waiting.push({ item, signal, resolve, reject })),
      );
    } finally {
      this.#coming--;
      this.#next();
    }
    return Promise.all(results);
  }

  #next(): void {
    if (this.#working) return;
    const left: Waiting<Item, Result>[] = [];
    for (const each of this.#waiting) {
      if (each.signal.aborted) each.reject(each.signal.reason);
      else left.push(each);
    }
    this.#waiting = left;
    if (left.length === 0 || (left.length < this.#size && this.#coming > 0)) return;
    void this.#run(this.#waiting.splice(0, this.#size));
  }

  async #run(batch: Waiting<Item, Result>[]): Promise<void> {
    this.#working = true;
    try {
      const results = await this.#work(batch.map(({ item }) => item));
      for (const [i, { resolve }] of batch.entries()) resolve(results[i]!);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.#working = false;
      // Messages that came meanwhile, such as a wish to cancel, are heard first.
      setImmediate(() => this.#next());
    }
  }
}
