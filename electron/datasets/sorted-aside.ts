/** Puts more records in order than memory should hold: ordered runs on disk, which are merged whenever they are read. */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { GrowingText } from './growing-text.ts';
import { wholeLines } from './whole-lines.ts';

/** Records in a run. */
const RUN = 20_000;

/** A name and what is known under it. */
export type Named<Value> = readonly [name: string, value: Value];

/**
 * @param folder for the runs; made anew
 * @returns each name once, with what came last under it, in the order of names as JavaScript compares them; may be read again
 */
export async function sortAside<Value>(
  records: AsyncIterable<Named<Value>>,
  folder: string,
): Promise<AsyncIterable<Named<Value>>> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const runs: string[] = [];
  let waiting = new Map<string, Value>();

  async function writeRun(): Promise<void> {
    const run = new GrowingText(null, path.join(folder, String(runs.length)));
    for (const name of [...waiting.keys()].sort()) await run.write(`${JSON.stringify([name, waiting.get(name)])}\n`);
    await run.end();
    runs.push(run.full);
    waiting = new Map();
  }

  for await (const [name, value] of records) {
    waiting.set(name, value);
    if (waiting.size >= RUN) await writeRun();
  }
  await writeRun();
  return { [Symbol.asyncIterator]: () => merged<Value>(runs) };
}

/** Later runs win over earlier ones. */
async function* merged<Value>(runs: readonly string[]): AsyncGenerator<Named<Value>> {
  const open = runs.map((run) => wholeLines(run));
  const heads: (Named<Value> | null)[] = [];
  const advance = async (at: number): Promise<void> => {
    const { value, done } = await open[at]!.next();
    heads[at] = done ? null : (JSON.parse(value.text) as Named<Value>);
  };
  try {
    for (const at of open.keys()) await advance(at);
    while (true) {
      let least: Named<Value> | null = null;
      for (const head of heads) if (head && (least === null || head[0] <= least[0])) least = head;
      if (least === null) return;
      const [name] = least;
      yield least;
      for (const [at, head] of heads.entries()) if (head?.[0] === name) await advance(at);
    }
  } finally {
    for (const lines of open) await lines.return(undefined);
  }
}
