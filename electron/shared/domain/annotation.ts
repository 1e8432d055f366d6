/** What can be said about a face: one value a task, with where it came from. */
import { z } from 'zod';
import { Box } from './geometry.ts';
import { ModelId } from './ids.ts';
import {
  AGE_BINS,
  ATTRIBUTES,
  EMBEDDING_LENGTH,
  EXPRESSIONS,
  GENDERS,
  LANDMARK_COUNT,
  PARSING_PROFILES,
  type ParsingProfile,
  RACES,
  TASKS,
  VISIBILITY_COUNT,
} from './vocabulary.ts';

export const TaskName = z.enum(TASKS);

const parsingProfiles = Object.keys(PARSING_PROFILES) as [ParsingProfile, ...ParsingProfile[]];

/** A model's probability for each entry of a list; null where a person or a file speaks. */
const probabilities = (length: number) =>
  z
    .instanceof(Float32Array)
    .refine((list) => list.length === length, `there is one probability for each of ${length}`)
    .nullable();

/** The cells of a label map: width x height of them over the rectangle `frame` of the photo, and what classes they may have. */
export const MapGrid = z.object({
  profile: z.enum(parsingProfiles),
  /** Fixed when the map is made: a box that is moved later does not move the map. */
  frame: Box,
  width: z.int().positive(),
  height: z.int().positive(),
});

/** A label map: `labels` holds the class of every cell, row by row. */
const Parsing = MapGrid.extend({ labels: z.instanceof(Uint8Array) })
  .refine((mask) => mask.labels.length === mask.width * mask.height, 'the label map has not width x height entries')
  .refine(
    (mask) => mask.labels.every((label) => label < PARSING_PROFILES[mask.profile].length),
    'the label map holds a class that its list does not have',
  );

/** 68 points in the upright photo, as x, y pairs in iBUG order. */
const Landmarks = z.object({
  points: z.array(z.tuple([z.number(), z.number()])).length(LANDMARK_COUNT),
  /** How far a model's opinion of each point spreads, in pixels of the photo, where its head tells. */
  spread: z
    .instanceof(Float32Array)
    .refine((list) => list.length === LANDMARK_COUNT, `there is one spread for each of ${LANDMARK_COUNT} points`)
    .nullable(),
});
/** One flag for each of COFW's 29 points, true where it can be seen. */
const Visibility = z.object({
  visible: z.array(z.boolean()).length(VISIBILITY_COUNT),
  probabilities: probabilities(VISIBILITY_COUNT),
});
/** The head's rotation as a unit quaternion w, x, y, z. */
const Pose = z
  .object({ quaternion: z.tuple([z.number(), z.number(), z.number(), z.number()]) })
  .refine(({ quaternion }) => Math.abs(Math.hypot(...quaternion) - 1) < 1e-3, 'the quaternion is not of length one');
const Attributes = z.object({
  states: z.array(z.enum(['yes', 'no', 'unknown'])).length(ATTRIBUTES.length),
  probabilities: probabilities(ATTRIBUTES.length),
});
const Age = z.object({ years: z.number().min(0).max(130), bin: z.enum(AGE_BINS) });
const Gender = z.object({ label: z.enum(GENDERS) });
const Race = z.object({ label: z.enum(RACES) });
const Expression = z.object({ label: z.enum(EXPRESSIONS) });
/** A person's label and, from a network, a 512-d embedding of length one. */
const Identity = z.object({
  label: z.string().min(1).max(200).nullable(),
  embedding: z
    .instanceof(Float32Array)
    .refine((vector) => vector.length === EMBEDDING_LENGTH, `an embedding has ${EMBEDDING_LENGTH} entries`)
    .nullable(),
});

export const AnnotationValue = z.discriminatedUnion('task', [
  z.object({ task: z.literal('parsing'), value: Parsing }),
  z.object({ task: z.literal('landmarks'), value: Landmarks }),
  z.object({ task: z.literal('visibility'), value: Visibility }),
  z.object({ task: z.literal('pose'), value: Pose }),
  z.object({ task: z.literal('attributes'), value: Attributes }),
  z.object({ task: z.literal('age'), value: Age }),
  z.object({ task: z.literal('gender'), value: Gender }),
  z.object({ task: z.literal('race'), value: Race }),
  z.object({ task: z.literal('expression'), value: Expression }),
  z.object({ task: z.literal('identity'), value: Identity }),
]);
export type AnnotationValue = z.infer<typeof AnnotationValue>;

/** Who says so: a model, a person, or a file that was read in. */
export const Origin = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('model'), model: ModelId }),
  z.object({
    kind: z.literal('person'),
    name: z.string(),
    /** The model or format whose word the person found right and took over unchanged; absent for a word of their own. */
    accepts: z.string().optional(),
  }),
  z.object({ kind: z.literal('import'), format: z.string() }),
]);
export type Origin = z.infer<typeof Origin>;

/** A task's current value on a face. Where none is stored, the face is unlabelled for that task. */
export const Annotation = AnnotationValue.and(
  z.object({
    origin: Origin,
    /** In [0, 1], from the model; null for people and files. */
    confidence: z.number().min(0).max(1).nullable(),
  }),
);
export type Annotation = z.infer<typeof Annotation>;
