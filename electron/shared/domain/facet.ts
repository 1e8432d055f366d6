/**
 * What lists of faces can be ordered by beside the face itself: one facet a task's confidence, an attribute, a label, a
 * check. A face stands in a facet with a score; the lowest comes first. Lists stay quick at a million faces because
 * nothing but facets is looked at.
 */
import { z } from 'zod';
import { Annotation, type AnnotationValue } from './annotation.ts';
import { FaceRow } from './face.ts';
import { FaceId, ImageId } from './ids.ts';
import { ATTRIBUTES, type Attribute, type Task } from './vocabulary.ts';

/** Every face, by its least sure value; faces without a sure model's word come last, unlabelled ones after them. */
export const DOUBT = 'doubt';
/** Every face that a person's flag is on. */
export const FLAGGED = 'flagged';
/** Every face in which a check finds something, the gravest first. */
export const CHECKS = 'checks';
/** Every face with a named person, person by person. */
export const PEOPLE = 'people';

/**
 * Faces of whose task neither a person nor a file has spoken: the least sure first, then those with a model's word that has
 * no figure, and last those of which nothing is said.
 */
export const confidenceFacet = (task: Task): string => `confidence:${task}`;
/** Faces with attributes: 0 is surely no, 1 surely yes. */
export const attributeFacet = (attribute: Attribute): string => `attribute:${attribute}`;
/** Faces with this label; the least sure first. Ages go by their bin. */
export const labelFacet = (task: LabelTask, label: string): string => `${task}:${label}`;
export const checkFacet = (check: string): string => `check:${check}`;

export const LABEL_TASKS = ['age', 'gender', 'race', 'expression', 'identity'] as const;
export type LabelTask = (typeof LABEL_TASKS)[number];

/** The task that a facet speaks of; null where it speaks of the whole face. */
export function taskOfFacet(facet: string): Task | null {
  const [kind = '', rest = ''] = facet.split(/:(.*)/s);
  if (kind === 'confidence') return rest as Task;
  if (kind === 'attribute') return 'attributes';
  if (facet === PEOPLE) return 'identity';
  return LABEL_TASKS.find((task) => task === kind) ?? null;
}

interface Place {
  facet: string;
  score: number;
}

/** The score of what a person or a file says: as sure as one can be. */
const SURE = 1;
/** The score of nothing being said. */
const UNSAID = 2;

/** Where a face stands by a task of which nothing is said. */
export const unsaidPlaces = (task: Task): Place[] => [{ facet: confidenceFacet(task), score: UNSAID }];

function attributePlaces({
  states,
  probabilities,
}: Extract<AnnotationValue, { task: 'attributes' }>['value']): Place[] {
  const said = { yes: 1, no: 0, unknown: 0.5 };
  return ATTRIBUTES.map((attribute, at) => ({
    facet: attributeFacet(attribute),
    score: probabilities?.[at] ?? said[states[at]!],
  }));
}

function labelOfAnnotation(annotation: Annotation): string | null {
  switch (annotation.task) {
    case 'age':
      return annotation.value.bin;
    case 'gender':
    case 'race':
    case 'expression':
    case 'identity':
      return annotation.value.label;
    default:
      return null;
  }
}

/** Where a face stands by the value of one task. */
export function placesOf(annotation: Annotation): Place[] {
  const { task, origin, confidence } = annotation;
  const label = labelOfAnnotation(annotation);
  return [
    ...(origin.kind === 'model' ? [{ facet: confidenceFacet(task), score: confidence ?? SURE }] : []),
    ...(task === 'attributes' ? attributePlaces(annotation.value) : []),
    ...(label === null ? [] : [{ facet: labelFacet(task as LabelTask, label), score: confidence ?? SURE }]),
  ];
}

/** How a face stands in the work: it waits, it waits but was put off, or a person has given a verdict. */
export const STANDINGS = ['open', 'skipped', 'accepted', 'rejected'] as const;
export type Standing = (typeof STANDINGS)[number];

const FacetName = z.string().min(1).max(300);

export const FacetQuery = z.object({
  facet: FacetName,
  /** `here` is everything but rejected faces. */
  standing: z.enum(['here', ...STANDINGS]).default('open'),
  descending: z.boolean().default(false),
});
export type FacetQuery = z.infer<typeof FacetQuery>;

/** A face in a list by facet, with its value for the task that the facet speaks of. */
export const FacetRow = FaceRow.extend({ facetScore: z.number(), annotation: Annotation.nullable() });
export type FacetRow = z.infer<typeof FacetRow>;

/** Where a queue is. It outlives a change of the face, which may give it another score. */
export const FacetPlace = z.object({ face: FaceId, score: z.number() });
export type FacetPlace = z.infer<typeof FacetPlace>;

export const QueueStep = FacetPlace.extend({ image: ImageId });
export type QueueStep = z.infer<typeof QueueStep>;
