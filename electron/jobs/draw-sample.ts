/** Draws the photos of the sample project: rendered people, alone and in groups. What is drawn already stays. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { JobRun } from './job-run.ts';

export const drawSample: JobRun<'sample'> = async ({ folder, count, seed }, { datasets }, { signal, progress }) => {
  progress(0, count);
  for (let i = 0; i < count; i++) {
    signal.throwIfAborted();
    const file = path.join(folder, `rendered-${String(i + 1).padStart(2, '0')}.jpg`);
    if (!existsSync(file)) await datasets.call('drawPhoto', { seed: seed + i, file }, { signal });
    progress(i + 1, count);
  }
  return `Drew ${count} photos of people who do not exist.`;
};
