/** Groups of faces without a name that look like one person. */
import { z } from 'zod';
import { FaceRow } from './face.ts';

/** How alike faces must be to be taken for one person. */
export const STRICTNESSES = ['loose', 'usual', 'strict'] as const;
export const Strictness = z.enum(STRICTNESSES);
export type Strictness = z.infer<typeof Strictness>;

/** Faces of a group that are shown, and so named, at once: nobody names what they cannot see. */
export const MOST_SHOWN = 120;

export const FaceGroup = z.object({
  /** The most typical first. */
  faces: z.array(FaceRow).max(MOST_SHOWN),
  /** How many more there are: they come up when these are named. */
  more: z.int().nonnegative(),
  /** The known person that it may be, with the mean cosine to their faces. */
  maybe: z.object({ name: z.string(), likeness: z.number() }).nullable(),
});
export type FaceGroup = z.infer<typeof FaceGroup>;

export const Groups = z.object({
  strictness: Strictness,
  /** Faces without a name that were held against each other. */
  compared: z.int().nonnegative(),
  /** Groups that still have two faces without a name, and those among them that were asked for, the largest first. */
  total: z.int().nonnegative(),
  groups: z.array(FaceGroup),
});
export type Groups = z.infer<typeof Groups>;
