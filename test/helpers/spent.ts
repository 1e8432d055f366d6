/**
 * Loaded before a command (`node --import`): leaves in the file `SPENT_FILE` what its process has used, all threads together.
 */
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

export interface Spent {
  /** The most memory at once, in bytes. */
  memory: number;
  /** Memory as it was from beginning to end, in bytes, in even steps of time. */
  course: number[];
  /** Processor time, in seconds. */
  processor: number;
}

/** Between two looks at the memory, in milliseconds. */
const STEP = 250;

const file = process.env['SPENT_FILE'];
if (isMainThread && file !== undefined) {
  const course: number[] = [];
  setInterval(() => course.push(process.memoryUsage.rss()), STEP).unref();
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const spent: Spent = { memory: maxRSS * 1024, course, processor: (userCPUTime + systemCPUTime) / 1e6 };
    writeFileSync(file, JSON.stringify(spent));
  });
}
