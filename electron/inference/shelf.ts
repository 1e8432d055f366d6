/** Keeps the model that was used last open; another one replaces it once nothing uses it any more. */

interface Entry<Thing> {
  key: string;
  thing: Promise<Thing>;
  uses: Set<Promise<unknown>>;
}

export class Shelf<Thing extends { close(): Promise<void> }> {
  #current: Entry<Thing> | null = null;

  /** Lends what `key` names to one piece of work; `open` opens it where it is not open yet. */
  async use<Result>(
    key: string,
    open: () => Promise<Thing>,
    work: (thing: Thing) => Result | Promise<Result>,
  ): Promise<Result> {
    const entry = this.#current?.key === key ? this.#current : this.#replace(key, open);
    const use = entry.thing.then(work);
    entry.uses.add(use);
    try {
      return await use;
    } finally {
      entry.uses.delete(use);
    }
  }

  /** Closes what is open, once nothing uses it any more. */
  async clear(): Promise<void> {
    const entry = this.#current;
    this.#current = null;
    if (!entry) return;
    await Promise.allSettled(entry.uses);
    const thing = await entry.thing.catch(() => null);
    await thing?.close();
  }

  #replace(key: string, open: () => Promise<Thing>): Entry<Thing> {
    this.clear().catch(() => undefined);
    const entry: Entry<Thing> = { key, thing: open(), uses: new Set() };
    this.#current = entry;
    // What could not be opened is tried anew when it is next asked for.
    entry.thing.catch(() => {
      if (this.#current === entry) this.#current = null;
    });
    return entry;
  }
}
