/** The most memory that this process has taken at once, in bytes. */
import { readFileSync, writeFileSync } from 'node:fs';

/** Begins to count anew, where the system can: what it took to read files does not count then. */
export function forgetPeak(): void {
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

export function peakMemory(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1]) * 1024;
}
