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
