/** The table of jobs, total over their kinds. */
import type { JobKind } from '../shared/domain/job.ts';
import { detectFaces } from './detect-faces.ts';
import { importPhotos } from './import-photos.ts';
import type { JobRun } from './job-run.ts';

export const JOBS = { import: importPhotos, detect: detectFaces } as const satisfies { [K in JobKind]: JobRun<K> };
