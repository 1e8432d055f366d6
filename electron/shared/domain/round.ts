/** A round of training: what is learned from, how, how it goes, and what came of it. */
import { z } from 'zod';
import { TaskName } from './annotation.ts';
import { EvaluationReport, Split } from './evaluation.ts';
import { FaceId, ModelId, RoundId } from './ids.ts';
import { Recipe } from './recipe.ts';

export const ROUND_STATES = ['prepared', 'training', 'trained', 'promoted', 'discarded'] as const;
/**
 * Prepared: its faces and labels are frozen. Training: begun, whether its job runs or waits to be resumed. Trained: there
 * is a new model beside the old one. Promoted: the new model is the one that works. Discarded: it is thrown away.
 */
export const RoundState = z.enum(ROUND_STATES);
export type RoundState = z.infer<typeof RoundState>;

/**
 * A face as it was when the round was prepared, and its part: learned from, kept apart to tell when to stop (validation),
 * or kept apart to judge the result by (test).
 */
export const Selected = z.object({ face: FaceId, revision: z.int().nonnegative(), part: Split });
export type Selected = z.infer<typeof Selected>;

/** Which faces: all with a label that a person or a file confirms, the accepted ones, or these. */
export const RoundFaces = z.union([z.enum(['labelled', 'accepted']), z.array(FaceId).min(1)]);
export type RoundFaces = z.infer<typeof RoundFaces>;

/** How much there is to learn from. Groups are people, else photos with all that look nearly the same. */
export const Material = z.object({
  faces: z.int().nonnegative(),
  photos: z.int().nonnegative(),
  groups: z.int().nonnegative(),
  /** How the groups were told apart. */
  by: z.enum(['identity', 'photo', 'both']),
  /** Faces with a label, by task and part; tasks without any are left out. */
  tasks: z.partialRecord(TaskName, z.record(Split, z.int().nonnegative())),
  /** What a person should know before training on it, in a sentence each. */
  warnings: z.array(z.string()),
});
export type Material = z.infer<typeof Material>;

/** How far off the network was: over an update, or over the whole validation part after an epoch. */
export const LossPoint = z.object({
  step: z.int().nonnegative(),
  epoch: z.number().nonnegative(),
  part: z.enum(['train', 'validation']),
  /** What training makes small: the weighted sum. */
  total: z.number(),
  /** Each task's own loss, unweighted. */
  tasks: z.partialRecord(TaskName, z.number()),
});
export type LossPoint = z.infer<typeof LossPoint>;

/** How a training package keeps its pictures: small, or to the bit. */
export const PackagePicture = z.enum(['jpeg', 'png']);
export type PackagePicture = z.infer<typeof PackagePicture>;

/** What a round will take, from one real step of it on this machine. */
export const Estimate = z.object({
  /** Updates at most; early stopping may need fewer. */
  steps: z.int().positive(),
  secondsPerStep: z.number().nonnegative(),
  /** Computing the features that are kept. */
  secondsBefore: z.number().nonnegative(),
  /** All of it at most. */
  seconds: z.number().nonnegative(),
  /** Bytes of memory beside what the app takes already. */
  memory: z.number().nonnegative(),
  /** Bytes on the disk while it trains. */
  disk: z.number().nonnegative(),
  device: z.string(),
});
export type Estimate = z.infer<typeof Estimate>;

export const Round = z.object({
  id: RoundId,
  state: RoundState,
  recipe: Recipe,
  material: Material,
  baseModel: ModelId.nullable(),
  resultModel: ModelId.nullable(),
  /** What a promotion put aside, to go back to. */
  replacedModel: ModelId.nullable(),
  /** Old and new model on the test part; null before, and where nothing was kept apart for it. */
  metrics: EvaluationReport.nullable(),
  created: z.number(),
});
export type Round = z.infer<typeof Round>;

/** Where a training round stands, told while it runs. */
export const RoundProgress = z.object({
  round: RoundId,
  /** Computing features, updating weights, judging, or writing the result. */
  phase: z.enum(['features', 'steps', 'judging', 'writing']),
  step: z.int().nonnegative(),
  steps: z.int().nonnegative(),
  /** New points of its curves. */
  points: z.array(LossPoint),
});
export type RoundProgress = z.infer<typeof RoundProgress>;
