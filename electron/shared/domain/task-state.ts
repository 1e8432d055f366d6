/** How far the work on a task of a face, or on the whole face, has come. */
import type { Annotation } from './annotation.ts';
import type { Face } from './face.ts';

/**
 * Nothing is said; a model or a file has said it; a person has said something else; a person has found it right as it
 * was, or with the whole face.
 */
export const TASK_STATES = ['unlabelled', 'proposed', 'corrected', 'accepted'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export function taskState(annotation: Annotation | null, review: Face['review']): TaskState {
  if (!annotation) return 'unlabelled';
  const { origin } = annotation;
  if (origin.kind === 'person') return origin.accepts === undefined ? 'corrected' : 'accepted';
  return review === 'accepted' ? 'accepted' : 'proposed';
}

/** Of the whole face: accepted by its verdict, else the furthest that one of its tasks has come. */
export function faceState({ annotations, review }: Pick<Face, 'annotations' | 'review'>): TaskState {
  if (review === 'accepted') return 'accepted';
  const states = annotations.map((annotation) => taskState(annotation, review));
  if (states.some((state) => state === 'corrected' || state === 'accepted')) return 'corrected';
  return states.length > 0 ? 'proposed' : 'unlabelled';
}
