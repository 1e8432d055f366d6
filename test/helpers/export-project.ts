/** A process of its own that exports a project and may be killed at it. Words: project, data folder, format, folder to write. */
import { createCore } from '../../electron/core.ts';
import { rendererDir, resourcesDir } from '../../electron/places.ts';
import type { Job } from '../../electron/shared/domain/job.ts';
import { isActive } from '../../electron/shared/domain/job.ts';
import { unwrapReply } from '../../electron/shared/errors.ts';

const [project = '', dataDir = '', format = '', folder = ''] = process.argv.slice(2);
const core = await createCore({ dataDir, rendererDir, resourcesDir, host: 'cli', version: '0.0.0' });
unwrapReply(await core.call('project.open', { path: project }));
const ended = Promise.withResolvers<Job>();
core.subscribe((name, data) => {
  if (name === 'job.changed' && !isActive(data as Job)) ended.resolve(data as Job);
});
unwrapReply(await core.call('jobs.start', { kind: 'export', format, folder, content: 'crops', crop: { size: 256 } }));
const { state, summary } = await ended.promise;
await core.close();
if (state !== 'done') throw new Error(summary);
