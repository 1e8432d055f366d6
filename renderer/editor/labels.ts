/** A face's value for one task, with the type of that task. */
import type { Annotation, AnnotationValue } from '../../electron/shared/domain/annotation.ts';
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';

export type Label<T extends Task> = Extract<Annotation, { task: T }>;
export type LabelValue<T extends Task> = Label<T>['value'];

/** Null where the face is not labelled for the task. */
export const labelOf = <T extends Task>(face: Pick<Face, 'annotations'>, task: T): Label<T> | null =>
  face.annotations.find((annotation): annotation is Label<T> => annotation.task === task) ?? null;

/** The face with another value for a task; who said it stays as it was. */
export function withLabel(face: Face, label: AnnotationValue): Face {
  const { origin = { kind: 'person', name: '' }, confidence = null } = labelOf(face, label.task) ?? {};
  const others = face.annotations.filter(({ task }) => task !== label.task);
  return { ...face, annotations: [...others, { ...label, origin, confidence }] };
}
