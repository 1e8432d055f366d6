/** What a wall can be about, and what can be said there of many faces at once. */
import type { Annotation, AnnotationValue } from '../../electron/shared/domain/annotation.ts';
import { attributeFacet, confidenceFacet, labelFacet, taskOfFacet } from '../../electron/shared/domain/facet.ts';
import { withImplied } from '../../electron/shared/domain/implications.ts';
import { ATTRIBUTES, type Attribute } from '../../electron/shared/domain/vocabulary.ts';
import { CHOICES, type ChoiceTask, chosen, isChoice } from '../editor/review-edits.ts';
import { ATTRIBUTE_GROUPS, type AttributeGroup } from '../labels/attribute-groups.ts';
import { plainWords } from '../labels/words.ts';
import { strings } from '../strings/strings.ts';

const words = strings.labels;

export interface SubjectGroup {
  label: string;
  subjects: readonly { facet: string; label: string }[];
}

const CHOICE_TASKS = Object.keys(CHOICES) as ChoiceTask[];

/** Attributes by part of the face, then the labels of the other tasks. */
export const SUBJECTS: readonly SubjectGroup[] = [
  ...(Object.keys(ATTRIBUTE_GROUPS) as AttributeGroup[]).map((group) => ({
    label: words.groups[group],
    subjects: ATTRIBUTE_GROUPS[group].map((name) => ({ facet: attributeFacet(name), label: plainWords(name) })),
  })),
  ...CHOICE_TASKS.map((task) => ({
    label: words.tasks[task],
    subjects: [
      { facet: confidenceFacet(task), label: strings.wall.everyValue(words.tasks[task]) },
      ...CHOICES[task].map((label) => ({ facet: labelFacet(task, label), label: plainWords(label) })),
    ],
  })),
];

export const attributeOfFacet = (facet: string): Attribute | null =>
  ATTRIBUTES.find((name) => attributeFacet(name) === facet) ?? null;

/** One thing that can be said of the selected faces, with its key. */
export interface Saying {
  key: string;
  label: string;
  /** The value that a face gets for it, from what is said of it now; null where it cannot be said of it. */
  say(annotation: Annotation | null): AnnotationValue | null;
}

const STATES = [
  { state: 'yes', key: 'y' },
  { state: 'no', key: 'n' },
  { state: 'unknown', key: 'u' },
] as const;

const attributeSayings = (attribute: Attribute): Saying[] =>
  STATES.map(({ state, key }) => ({
    key,
    label: words.attributeStates[state],
    say: (annotation) =>
      annotation?.task === 'attributes'
        ? { task: 'attributes', value: withImplied(annotation.value, attribute, state) }
        : null,
  }));

const choiceSayings = (task: ChoiceTask): Saying[] =>
  CHOICES[task].map((label, index) => ({
    key: String(index + 1),
    label: plainWords(label),
    say: (annotation) => chosen({ annotations: annotation ? [annotation] : [] }, task, index),
  }));

/** What a key can say on the wall of a facet. Persons have names, which are typed. */
export function sayingsOf(facet: string): Saying[] {
  const attribute = attributeOfFacet(facet);
  if (attribute) return attributeSayings(attribute);
  const task = taskOfFacet(facet);
  return task && isChoice(task) ? choiceSayings(task) : [];
}

/** The value that the wall is about, in a word. */
export function valueWords(facet: string, annotation: Annotation | null): string {
  const attribute = attributeOfFacet(facet);
  if (attribute && annotation?.task === 'attributes')
    return words.attributeStates[annotation.value.states[ATTRIBUTES.indexOf(attribute)]!];
  switch (annotation?.task) {
    case 'age':
      return annotation.value.bin;
    case 'gender':
    case 'race':
    case 'expression':
      return plainWords(annotation.value.label);
    case 'identity':
      return annotation.value.label ?? words.notNamed;
    default:
      return words.states.unlabelled;
  }
}
