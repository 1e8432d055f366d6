/** Runs an asynchronous step over many items, a few at a time. */

/** Yields what `work` makes of each item, as it is ready. At most `width` items are in the works at once. */
export async function* inParallel<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const working = new Map<number, Promise<{ key: number; result: Result }>>();
  let next = 0;
  const first = async (): Promise<Result> => {
    const { key, result } = await Promise.race(working.values());
    working.delete(key);
    return result;
  };
  for await (const item of items) {
    const key = next++;
    const step = work(item).then((result) => ({ key, result }));
    step.catch(() => {}); // the race below reports it; a walk that has ended already does not care
    working.set(key, step);
    if (working.size >= width) yield await first();
  }
  while (working.size > 0) yield await first();
}
