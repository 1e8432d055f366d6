/** What a check is: it reads the values of one face together and finds what cannot all be true. */
import type { Annotation, AnnotationValue } from '../annotation.ts';
import { ATTRIBUTES, type Attribute, type Task } from '../vocabulary.ts';

export type ValueOf<T extends Task> = Extract<AnnotationValue, { task: T }>['value'];
export type Values = { readonly [T in Task]?: ValueOf<T> };

export interface Found {
  /** In (0, 1]: how wrong it looks. */
  severity: number;
  /** Names of the classes, groups of points or attributes concerned, for the sentence. */
  where: readonly string[];
}

export interface Check {
  /** Null where nothing is wrong, or where a value that it reads is missing. */
  find(values: Values): Found | null;
  /** The one value that makes it right, where that is safe to do unseen; null where this face has none. */
  fix?(values: Values): AnnotationValue | null;
}

export const valuesOf = (annotations: readonly Annotation[]): Values =>
  Object.fromEntries(annotations.map(({ task, value }) => [task, value]));

export const stateOf = ({ attributes }: Values, attribute: Attribute): ValueOf<'attributes'>['states'][number] =>
  attributes?.states[ATTRIBUTES.indexOf(attribute)] ?? 'unknown';

/** Says something else of one attribute. It is as sure as a person's word. */
export function withAttribute(
  { states, probabilities }: ValueOf<'attributes'>,
  attribute: Attribute,
  state: ValueOf<'attributes'>['states'][number],
): ValueOf<'attributes'> {
  const at = ATTRIBUTES.indexOf(attribute);
  const sure = { yes: 1, no: 0, unknown: 0.5 };
  return { states: states.with(at, state), probabilities: probabilities?.with(at, sure[state]) ?? null };
}

export const fixAttribute = (
  { attributes }: Values,
  attribute: Attribute,
  state: 'yes' | 'no',
): AnnotationValue | null =>
  attributes ? { task: 'attributes', value: withAttribute(attributes, attribute, state) } : null;

/** The names, or null for none; the more of `of` they are, the worse. */
export const found = (where: readonly string[], of: number): Found | null =>
  where.length === 0 ? null : { severity: Math.min(1, 0.25 + (0.75 * where.length) / of), where };
