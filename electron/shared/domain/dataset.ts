/** Datasets on their way out and in: which formats there are and how much of a face each of them holds. */
import { z } from 'zod';
import { TASKS } from './vocabulary.ts';

/** A format's name on the command line. Every one has a row in `electron/datasets/formats.ts`. */
export const FORMAT_NAMES = ['native'] as const;
export const FormatName = z.enum(FORMAT_NAMES);
export type FormatName = z.infer<typeof FormatName>;

export const SPLITS = ['train', 'val', 'test'] as const;
/** The parts of a dataset: to learn from, to choose by, to judge with. */
export const Split = z.enum(SPLITS);
export type Split = z.infer<typeof Split>;

/** What can be known of a face: its place, a value a task, a person's verdict, and who said what. */
export const ASPECTS = ['box', ...TASKS, 'review', 'provenance'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** How much of one aspect a format holds. */
export const Carry = z.object({
  level: z.enum(['whole', 'part', 'none']),
  /** How far a value may move on its way out and back: in pixels, degrees or years; 0 where it comes back as it was. */
  tolerance: z.number().nonnegative(),
  /** Which part of it, or how it is written. */
  note: z.string(),
  /** Whether reading the dataset brings it back. */
  returns: z.boolean(),
});
export type Carry = z.infer<typeof Carry>;

/** A choice that a format leaves open, such as from where it counts. The first choice is the usual one. */
export const FormatOption = z.object({
  about: z.string(),
  choices: z.array(z.object({ value: z.string(), label: z.string() })).min(1),
});
export type FormatOption = z.infer<typeof FormatOption>;

/** A format as people are told of it before they choose it. */
export const FormatFacts = z.object({
  title: z.string(),
  about: z.string(),
  /** Whether a picture of it shows one face or as many as a photo has. */
  unit: z.enum(['photo', 'face']),
  /** Which files its pictures may be, or none where it holds them inside of its own. */
  pictures: z.enum(['any', 'jpeg', 'inside']),
  carries: z.record(z.enum(ASPECTS), Carry),
  /** Where its coordinates count from. */
  origin: z.string(),
  /** Which class a pixel gets that several masks claim. */
  overlap: z.string(),
  /** Its parsing classes in the order of their numbers; empty where it has none. */
  classes: z.array(z.string()),
  options: z.record(z.string(), FormatOption),
});
export type FormatFacts = z.infer<typeof FormatFacts>;
