/** Long work: what runs, how far it is, and what it passed over. */
import { z } from 'zod';
import { TaskName } from './annotation.ts';
import { ExportRequest, ImportLabelsRequest } from './dataset.ts';
import { EvaluatedPart } from './evaluation.ts';
import { ImageId, JobId, ModelId, RoundId } from './ids.ts';
import { PackagePicture } from './round.ts';

/** What a job is asked to do. Stored with the job, so a killed one goes on from its own record. */
export const JobRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('import'),
    /** Folders, searched to the bottom, or photos. */
    paths: z.array(z.string()).min(1),
    /** Whether to look for faces afterwards. */
    detect: z.boolean().default(true),
  }),
  z.object({
    kind: z.literal('detect'),
    /** Every photo not searched yet, or these (again, if need be). */
    images: z.union([z.literal('unsearched'), z.array(ImageId).min(1)]),
    /** Which detector; the active one where this is absent. */
    detector: ModelId.optional(),
    /** Whether to propose values for the faces afterwards. */
    annotate: z.boolean().default(true),
  }),
  z.object({
    kind: z.literal('annotate'),
    /** The open faces of every photo, or of these. */
    images: z.union([z.literal('all'), z.array(ImageId).min(1)]),
    /** What to propose values for; all that the network knows, or these. */
    tasks: z.union([z.literal('all'), z.array(TaskName).min(1)]),
    /** Which network; the active one where this is absent. */
    model: ModelId.optional(),
    /** Whether to compute in bytes on a processor; as the settings say where this is absent. */
    fast: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('sample'),
    /** Where the photos are drawn; they are imported from there. */
    folder: z.string(),
    count: z.int().min(1).max(1000),
    seed: z.int().nonnegative(),
  }),
  ExportRequest,
  ImportLabelsRequest,
  z.object({
    kind: z.literal('evaluate'),
    /** A network, or the one before and the one after; the active one where this is absent. */
    models: z.array(ModelId).min(1).max(2).optional(),
    /** Which of the faces with confirmed values. */
    split: EvaluatedPart.default('test'),
  }),
  z.object({
    kind: z.literal('train'),
    /** A round that was prepared, or whose training was broken off. */
    round: RoundId,
  }),
  z.object({
    kind: z.literal('package'),
    /** The round whose faces, recipe and weights other machines are to train with. */
    round: RoundId,
    /** The package's folder, absolute. */
    folder: z.string().min(1),
    picture: PackagePicture.default('jpeg'),
  }),
  z.object({
    kind: z.literal('import-round'),
    /** A prepared round that other machines have trained. */
    round: RoundId,
    /** The weights that came back. */
    file: z.string().min(1),
  }),
]);
export type JobRequest = z.infer<typeof JobRequest>;
export type JobKind = JobRequest['kind'];

export const JOB_STATES = ['queued', 'running', 'interrupted', 'done', 'failed', 'cancelled'] as const;
export const JobState = z.enum(JOB_STATES);
export type JobState = z.infer<typeof JobState>;

export const Job = z.object({
  id: JobId,
  request: JobRequest,
  state: JobState,
  done: z.int().nonnegative(),
  /** Null until the work has been counted. */
  total: z.int().nonnegative().nullable(),
  skipped: z.int().nonnegative(),
  /** What it is doing or has done, as a sentence: «Found 61 faces in 33 photos.» */
  summary: z.string(),
  created: z.number(),
  /** Milliseconds spent running, over all its runs. */
  elapsed: z.number(),
});
export type Job = z.infer<typeof Job>;

/** Something that a job passed over, and why, in one sentence. */
export const Skip = z.object({ path: z.string(), reason: z.string() });
export type Skip = z.infer<typeof Skip>;

/** Items a second and seconds left, or null while there is nothing to reckon from. */
export function jobPace(
  job: Pick<Job, 'done' | 'total' | 'elapsed'>,
): { rate: number; secondsLeft: number | null } | null {
  if (job.done === 0 || job.elapsed <= 0) return null;
  const rate = job.done / (job.elapsed / 1000);
  return { rate, secondsLeft: job.total === null ? null : Math.max(0, job.total - job.done) / rate };
}

export const isActive = (job: Pick<Job, 'state'>): boolean => job.state === 'queued' || job.state === 'running';
