/** What an evaluation finds: figures with intervals, per task and per group of people, of one model or of two. */
import { z } from 'zod';
import { Annotation, TaskName } from './annotation.ts';
import { Box } from './geometry.ts';
import { ContentHash, EvaluationId, FaceId, ImageId, ModelId } from './ids.ts';

/** Every figure, its unit and which way is better. Percent run from 0 to 100. */
export const METRIC_FACTS = {
  'mean-f1': { unit: 'percent', better: 'higher' },
  'nme-interocular': { unit: 'percent', better: 'lower' },
  'nme-interpupil': { unit: 'percent', better: 'lower' },
  'nme-box': { unit: 'percent', better: 'lower' },
  'pose-mae': { unit: 'degrees', better: 'lower' },
  'yaw-mae': { unit: 'degrees', better: 'lower' },
  'pitch-mae': { unit: 'degrees', better: 'lower' },
  'roll-mae': { unit: 'degrees', better: 'lower' },
  geodesic: { unit: 'degrees', better: 'lower' },
  'attribute-accuracy': { unit: 'percent', better: 'higher' },
  'age-mae-expectation': { unit: 'years', better: 'lower' },
  'age-mae-bin': { unit: 'years', better: 'lower' },
  accuracy: { unit: 'percent', better: 'higher' },
  'balanced-accuracy': { unit: 'percent', better: 'higher' },
  'recall-at-80-precision': { unit: 'percent', better: 'higher' },
  'point-accuracy': { unit: 'percent', better: 'higher' },
  'verification-accuracy': { unit: 'percent', better: 'higher' },
} as const satisfies Record<string, { unit: 'percent' | 'degrees' | 'years'; better: 'higher' | 'lower' }>;
export type MetricName = keyof typeof METRIC_FACTS;
const metricNames = Object.keys(METRIC_FACTS) as [MetricName, ...MetricName[]];

/** A figure with the interval that holds it in 95 of 100 resamples; null where the faces do not tell. */
export const Figure = z.object({
  metric: z.enum(metricNames),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Figure = z.infer<typeof Figure>;

/** A part of a task's figure: the F1 of a class, the accuracy of an attribute, the recall of a label. In percent. */
export const Detail = z.object({ name: z.string(), value: z.number().nullable() });
export type Detail = z.infer<typeof Detail>;

/** How a model does at a task. The first figure is the one to look at. */
export const TaskReport = z.object({
  task: TaskName,
  /** Faces with a confirmed value and an answer to hold against it. */
  faces: z.int().nonnegative(),
  /** How many of these values are the model's own proposals that a person accepted as they were. */
  own: z.int().nonnegative(),
  figures: z.array(Figure),
  details: z.array(Detail),
});
export type TaskReport = z.infer<typeof TaskReport>;

export const GROUPINGS = ['race', 'white', 'gender', 'age', 'subset'] as const;
/** By what faces are put into groups: `white` is White against all others, `subset` the parts of 300W. */
export const Grouping = z.enum(GROUPINGS);
export type Grouping = z.infer<typeof Grouping>;

/** A task's figures in each group, and how far two groups are apart. */
export const GroupReport = z.object({
  grouping: Grouping,
  task: TaskName,
  groups: z.array(z.object({ name: z.string(), faces: z.int().nonnegative(), figures: z.array(Figure) })),
  /** The second group minus the first, where there are two: Non-White minus White. */
  gap: z.array(Figure).nullable(),
});
export type GroupReport = z.infer<typeof GroupReport>;

export const ModelReport = z.object({
  model: ModelId,
  tasks: z.array(TaskReport),
  groups: z.array(GroupReport),
});
export type ModelReport = z.infer<typeof ModelReport>;

export const VERDICTS = ['better', 'worse', 'unclear'] as const;
/** After minus before on the same faces; «unclear» where the interval holds zero. */
export const Difference = Figure.extend({ verdict: z.enum(VERDICTS) });
export type Difference = z.infer<typeof Difference>;

/** A face on which two models differ, by the error of each in the unit of the task's first figure. */
export const DifferingFace = z.object({ face: FaceId, before: z.number(), after: z.number() });
export type DifferingFace = z.infer<typeof DifferingFace>;

export const TaskDifference = z.object({
  task: TaskName,
  figures: z.array(Difference),
  /** The faces that changed most, first. */
  faces: z.array(DifferingFace),
});
export type TaskDifference = z.infer<typeof TaskDifference>;

export const SPLITS = ['train', 'validation', 'test'] as const;
export const Split = z.enum(SPLITS);
export type Split = z.infer<typeof Split>;

/** A part of the confirmed faces, or all of them. Of the test part, what a round of the model has learned from is left out. */
export const EvaluatedPart = z.enum([...SPLITS, 'all']);
export type EvaluatedPart = z.infer<typeof EvaluatedPart>;

/** Which of the confirmed faces were looked at. */
export const EvaluatedFaces = z.object({
  split: EvaluatedPart,
  faces: z.int().nonnegative(),
  photos: z.int().nonnegative(),
  identities: z.int().nonnegative(),
  /** Faces that could not be looked at. */
  skipped: z.int().nonnegative(),
});
export type EvaluatedFaces = z.infer<typeof EvaluatedFaces>;

/** One model, or two on the same faces with what changed between them. */
export const EvaluationReport = z.object({
  on: EvaluatedFaces,
  seed: z.int(),
  models: z.array(ModelReport).min(1).max(2),
  differences: z.array(TaskDifference).nullable(),
});
export type EvaluationReport = z.infer<typeof EvaluationReport>;

/** What was asked for when, in lists. */
export const EvaluationEntry = z.object({
  id: EvaluationId,
  models: z.array(ModelId),
  on: EvaluatedFaces,
  created: z.number(),
});
export type EvaluationEntry = z.infer<typeof EvaluationEntry>;

/** What a network says about a face when it is only asked; with the sentence why not, where it cannot. */
export const AnsweredFace = z.object({
  face: FaceId,
  image: ImageId,
  hash: ContentHash,
  box: Box,
  /** What `/crop/` shows of the photo around the box. */
  seen: Box,
  annotations: z.array(Annotation),
  problem: z.string().nullable(),
  /** What the project holds of it. */
  stored: z.array(Annotation),
});
export type AnsweredFace = z.infer<typeof AnsweredFace>;
