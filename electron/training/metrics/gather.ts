/** Gathers what models say about confirmed faces, a face at a time, and keeps of it only what the figures need. */
import type { AnnotationValue } from '../../shared/domain/annotation.ts';
import type { FaceId } from '../../shared/domain/ids.ts';
import { TASKS, type Task } from '../../shared/domain/vocabulary.ts';
import { METRICS } from './table.ts';

/** A face that people have spoken about. */
export interface TrueFace {
  face: FaceId;
  /** What is drawn together in a resample: the person, else the photo. */
  unit: string;
  /** Path of its photo, which may tell the part of a published set. */
  path: string;
  /** Confirmed values. */
  truths: readonly AnnotationValue[];
}

/** What one face adds to a task. */
export interface Case {
  of: TrueFace;
  /** What the task's metric makes of it. */
  compared: unknown;
}

/** Every face with something to compare, task by task. */
export type Cases = ReadonlyMap<Task, readonly Case[]>;

export interface Gathering {
  /** @throws Error that names the task, when a number is not finite */
  add(face: TrueFace, said: readonly AnnotationValue[]): void;
  readonly cases: Cases;
}

export function gather(): Gathering {
  const cases = new Map<Task, Case[]>(TASKS.map((task) => [task, []]));
  return {
    cases,
    add(face, said) {
      const compared = face.truths.flatMap((truth) => {
        const answer = said.find(({ task }) => task === truth.task);
        if (!answer) return [];
        const one = METRICS[truth.task].compare(truth.value as never, answer.value as never);
        return one === null ? [] : [{ task: truth.task, one }];
      });
      // Only once all of them went well, so that a face is in all of its tasks or in none.
      for (const { task, one } of compared) cases.get(task)!.push({ of: slim(face), compared: one });
    },
  };
}

/** Label maps and points are not needed any more, and would fill the memory. */
const slim = (face: TrueFace): TrueFace => ({
  ...face,
  truths: face.truths.filter(({ task }) => task === 'race' || task === 'gender' || task === 'age'),
});
