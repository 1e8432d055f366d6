/** Keeps the detector that was used last open; another one replaces it once nothing uses it any more. */
import type { Detector } from './detectors/detector.ts';

interface Entry {
  file: string;
  detector: Promise<Detector>;
  uses: Set<Promise<unknown>>;
}

async function retire(entry: Entry): Promise<void> {
  await Promise.allSettled(entry.uses);
  await (await entry.detector).close();
}

export class DetectorShelf {
  #current: Entry | null = null;
  readonly #open: (file: string) => Promise<Detector>;

  constructor(open: (file: string) => Promise<Detector>) {
    this.#open = open;
  }

  /** Lends the file's detector to one piece of work. */
  async use<Result>(file: string, work: (detector: Detector) => Result | Promise<Result>): Promise<Result> {
    const entry = this.#current?.file === file ? this.#current : this.#replace(file);
    const use = entry.detector.then(work);
    entry.uses.add(use);
    try {
      return await use;
    } finally {
      entry.uses.delete(use);
    }
  }

  #replace(file: string): Entry {
    if (this.#current) retire(this.#current).catch(() => undefined);
    const entry: Entry = { file, detector: this.#open(file), uses: new Set() };
    this.#current = entry;
    // A file that could not be opened is tried anew when it is next asked for.
    entry.detector.catch(() => {
      if (this.#current === entry) this.#current = null;
    });
    return entry;
  }
}
