/** A face: a box in an upright photo, the current value of each task, and whether a person has judged it. */
import { z } from 'zod';
import { Annotation, Origin, TaskName } from './annotation.ts';
import { Box } from './geometry.ts';
import { ContentHash, FaceId, ImageId } from './ids.ts';

export const REVIEWS = ['open', 'accepted', 'rejected'] as const;
/** A person's verdict on a face: not given yet, everything right, or not worth labelling. */
export const Review = z.enum(REVIEWS);
export type Review = z.infer<typeof Review>;

export const Face = z.object({
  id: FaceId,
  image: ImageId,
  box: Box,
  /** The detector's score in [0, 1]; null for a box drawn by a person. */
  score: z.number().min(0).max(1).nullable(),
  /** Who placed the box last. */
  origin: Origin,
  review: Review,
  /** Put off: it still waits for a verdict, after all others. */
  skipped: z.boolean(),
  /** A person's remark for others to look at; empty for a flag without words, null for no flag. */
  flag: z.string().max(1000).nullable(),
  /** Counts up with every change; an edit names the revision it was made on. */
  revision: z.int().nonnegative(),
  annotations: z.array(Annotation),
});
export type Face = z.infer<typeof Face>;

/** How far a face has come: after a change, or where it is gone. */
export const FaceVersion = Face.pick({ id: true, image: true, revision: true }).extend({ present: z.boolean() });
export type FaceVersion = z.infer<typeof FaceVersion>;

/** A face as lists show it. */
export const FaceRow = Face.omit({ annotations: true }).extend({ hash: ContentHash, path: z.string() });
export type FaceRow = z.infer<typeof FaceRow>;

export const FACE_SORTS = ['photo', 'score', 'size', 'changed'] as const;
export const FaceQuery = z.object({
  review: z.enum(['all', ...REVIEWS]).default('all'),
  /** Part of the photo's path. */
  text: z.string().max(500).default(''),
  /** Only faces with a value for this task, or all. */
  task: TaskName.optional(),
  sort: z.enum(FACE_SORTS).default('photo'),
  descending: z.boolean().default(false),
});
export type FaceQuery = z.infer<typeof FaceQuery>;
