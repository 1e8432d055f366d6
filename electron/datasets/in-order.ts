/** Work that goes on side by side and is handed over in order. */

/** Runs an asynchronous step over items, a few at a time, and hands over the results in the items' order. */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const working: Promise<Result>[] = [];
  for (const item of items) {
    const step = work(item);
    step.catch(() => {}); // whoever waits for it below is told
    working.push(step);
    if (working.length >= width) yield await working.shift()!;
  }
  for (const step of working) yield await step;
}

export interface Lane {
  /** Makes something beside others, and uses it after all that came before have been used or have failed. */
  run<Made, Result>(make: () => Promise<Made>, use: (made: Made) => Promise<Result>): Promise<Result>;
  /** When all that came until now is over. */
  idle(): Promise<void>;
}

/** @param width how many things may be in the making, or made and not yet used */
export function createLane(width: number): Lane {
  let free = width;
  const waiting: (() => void)[] = [];
  let last: Promise<void> = Promise.resolve();

  const enter = (): Promise<void> => {
    if (free === 0) return new Promise((resolve) => waiting.push(resolve));
    free--;
    return Promise.resolve();
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };

  return {
    async run(make, use) {
      const before = last;
      const own = Promise.withResolvers<void>();
      last = own.promise;
      await enter();
      try {
        const made = await make();
        await before;
        return await use(made);
      } finally {
        leave();
        void before.then(own.resolve);
      }
    },
    idle: () => last,
  };
}
