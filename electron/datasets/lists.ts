/** Lists that grow row by row beside the pictures; most formats have one a split. */
import type { Output, TextFile } from './output.ts';

/** @param head what stands above the first row of every list */
export function listFiles(output: Output, head = '') {
  const lists = new Map<string, TextFile>();
  return {
    /** Adds to a list, which begins with its first row. */
    async write(file: string, rows: string): Promise<void> {
      let list = lists.get(file);
      if (!list) {
        list = output.text(file);
        lists.set(file, list);
        await list.write(head);
      }
      await list.write(rows);
    },
    /** Adds to every list there is. */
    async finish(tail: string): Promise<void> {
      for (const list of lists.values()) await list.write(tail);
    },
  };
}
