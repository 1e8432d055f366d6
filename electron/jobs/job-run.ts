/** What a job is made of: the tools it works with, and the function that does it. */

import type { DatasetService } from '../datasets/service.ts';
import type { PhotoService } from '../imaging/service.ts';
import type { EngineService } from '../inference/engine.ts';
import type { Emit } from '../shared/contract.ts';
import type { JobId } from '../shared/domain/ids.ts';
import type { JobKind, JobRequest } from '../shared/domain/job.ts';
import type { Caller } from '../shared/rpc.ts';
import type { Library } from '../store/library.ts';
import type { ProjectStore } from '../store/open.ts';
import type { PackagingService } from '../training/package/service.ts';
import type { TrainingService } from '../training/service.ts';
import type { ModelShelf } from './model-shelf.ts';

/** The threads, the open project and the app's library: what outlives a single job. */
export interface JobTools {
  store: ProjectStore;
  library: Library;
  models: ModelShelf;
  photos: Caller<PhotoService>;
  engine: Caller<EngineService & TrainingService & PackagingService>;
  datasets: Caller<DatasetService>;
  emit: Emit;
}

/** How a running job speaks to its record. */
export interface JobReport {
  /** Whose record it is. */
  id: JobId;
  /** Aborts when the job is cancelled or the project closes. */
  signal: AbortSignal;
  /** Counts of this run; `total` once it is known. */
  progress(done: number, total: number | null): void;
  skip(path: string, reason: string): void;
}

/** Does the work. Resolves to a sentence about what was done. */
export type JobRun<K extends JobKind> = (
  request: Extract<JobRequest, { kind: K }>,
  tools: JobTools,
  report: JobReport,
) => Promise<string>;
