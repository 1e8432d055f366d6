/**
 * Loaded before a command (`node --import`), in each of its threads: leaves in the file `SPENT_FILE` what the process has used,
 * all threads together, and in `SPENT_FILE.live` what JavaScript held from time to time, a line a look.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';
import { isMainThread, threadId } from 'node:worker_threads';

export interface Spent {
  /** The most memory at once, in bytes. */
  memory: number;
  /** Processor time, in seconds. */
  processor: number;
}

/** What a thread's JavaScript holds, in its heap and outside of it, with what was not collected yet. */
export interface Look {
  thread: number;
  /** In milliseconds since 1970. */
  time: number;
  /** In bytes. */
  held: number;
}

/** Between two looks, in milliseconds. */
const STEP = 200;

const file = process.env['SPENT_FILE'];
if (file !== undefined) {
  setInterval(() => {
    const { used_heap_size: heap, external_memory: outside } = getHeapStatistics();
    const look: Look = { thread: threadId, time: Date.now(), held: heap + outside };
    appendFileSync(`${file}.live`, `${JSON.stringify(look)}\n`);
  }, STEP).unref();
  if (isMainThread)
    process.on('exit', () => {
      const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
      const spent: Spent = { memory: maxRSS * 1024, processor: (userCPUTime + systemCPUTime) / 1e6 };
      writeFileSync(file, JSON.stringify(spent));
    });
}
