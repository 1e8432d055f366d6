/** What reviewing a face changes: labels said or found right, a face put off or flagged, and what checks find mended. */
import type { AnnotationValue, Origin } from '../../electron/shared/domain/annotation.ts';
import type { ValueOf } from '../../electron/shared/domain/checks/check.ts';
import { findingsOf, fixOf } from '../../electron/shared/domain/checks/checks.ts';
import type { Face } from '../../electron/shared/domain/face.ts';
import { withImplied } from '../../electron/shared/domain/implications.ts';
import type { Patch } from '../../electron/shared/domain/patch.ts';
import {
  AGE_BINS,
  ATTRIBUTES,
  type Attribute,
  EXPRESSIONS,
  GENDERS,
  RACES,
  TASKS,
  type Task,
} from '../../electron/shared/domain/vocabulary.ts';
import { labelOf } from './labels.ts';
import { say } from './patches.ts';

/** The tasks whose value is one of a list, and the list. */
export const CHOICES = { gender: GENDERS, race: RACES, expression: EXPRESSIONS, age: AGE_BINS } as const;
export type ChoiceTask = keyof typeof CHOICES;
export const isChoice = (task: Task): task is ChoiceTask => task in CHOICES;

/** Years that stand for a bin where only the bin is known: its middle; the last one is open. */
const yearsOf = (bin: string): number => (bin === '70+' ? 75 : Number(bin.split('-')[0]) + 4.5);
export const binOf = (years: number): (typeof AGE_BINS)[number] =>
  AGE_BINS[Math.min(AGE_BINS.length - 1, Math.max(0, Math.floor(years / 10)))]!;

/** One of a task's list as a value. Years that lie in the bin already are kept. */
export function chosen(face: Pick<Face, 'annotations'>, task: ChoiceTask, index: number): AnnotationValue | null {
  switch (task) {
    case 'gender': {
      const label = GENDERS[index];
      return label ? { task, value: { label } } : null;
    }
    case 'race': {
      const label = RACES[index];
      return label ? { task, value: { label } } : null;
    }
    case 'expression': {
      const label = EXPRESSIONS[index];
      return label ? { task, value: { label } } : null;
    }
    case 'age': {
      const bin = AGE_BINS[index];
      const years = labelOf(face, 'age')?.value.years;
      if (!bin) return null;
      return { task, value: { bin, years: years !== undefined && binOf(years) === bin ? years : yearsOf(bin) } };
    }
  }
}

/** The age one bin further; a face without an age begins at twenty. Null past the oldest and the youngest. */
export function otherAge(face: Face, step: 1 | -1, person: string): Patch | null {
  const bin = labelOf(face, 'age')?.value.bin;
  const label = chosen(face, 'age', bin === undefined ? AGE_BINS.indexOf('20-29') : AGE_BINS.indexOf(bin) + step);
  return label && say(face, label, person);
}

export const sayYears = (face: Face, years: number, person: string): Patch =>
  say(face, { task: 'age', value: { years, bin: binOf(years) } }, person);

const UNKNOWN: ValueOf<'attributes'> = { states: ATTRIBUTES.map(() => 'unknown' as const), probabilities: null };

/** What the attribute excludes is denied with it. */
export function sayAttribute(
  face: Face,
  attribute: Attribute,
  state: ValueOf<'attributes'>['states'][number],
  person: string,
): Patch {
  const value = labelOf(face, 'attributes')?.value ?? UNKNOWN;
  return say(face, { task: 'attributes', value: withImplied(value, attribute, state) }, person);
}

export const nameFace = (face: Face, label: string | null, person: string): Patch =>
  say(
    face,
    { task: 'identity', value: { label, embedding: labelOf(face, 'identity')?.value.embedding ?? null } },
    person,
  );

/** Finds a task right as it is. Null where nothing is said, or a person has said it. */
export function acceptTask(face: Face, task: Task, person: string): Patch | null {
  const from = labelOf(face, task);
  if (!from || from.origin.kind === 'person') return null;
  const accepts = from.origin.kind === 'model' ? from.origin.model : from.origin.format;
  const origin: Origin = { kind: 'person', name: person, accepts };
  return {
    face: face.id,
    changes: [{ field: 'annotation', task, from, to: { ...from, origin, confidence: null } }],
  };
}

/** Takes a task's value away. */
export function unsay(face: Face, task: Task): Patch | null {
  const from = labelOf(face, task);
  return from && { face: face.id, changes: [{ field: 'annotation', task, from, to: null }] };
}

export const flagFace = (face: Face, flag: string | null): Patch | null =>
  face.flag === flag ? null : { face: face.id, changes: [{ field: 'flag', from: face.flag, to: flag }] };

export const putOff = (face: Face): Patch | null =>
  face.skipped ? null : { face: face.id, changes: [{ field: 'skipped', from: false, to: true }] };

/** Mends everything in one step that checks find and that can be mended unseen. */
export function mend(face: Face, person: string): Patch | null {
  let mended = face;
  for (const { check } of findingsOf(face.annotations)) {
    const label = fixOf(check, mended.annotations);
    if (!label) continue;
    const others = mended.annotations.filter(({ task }) => task !== label.task);
    mended = {
      ...mended,
      annotations: [...others, { ...label, origin: { kind: 'person', name: person }, confidence: null }],
    };
  }
  const changes = TASKS.flatMap((task) => {
    const label = labelOf(mended, task);
    return label && label !== labelOf(face, task) ? say(face, label, person).changes : [];
  });
  return changes.length > 0 ? { face: face.id, changes } : null;
}
