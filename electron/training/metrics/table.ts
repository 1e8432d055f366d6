/** The metrics of the ten tasks. */
import { EXPRESSIONS, GENDERS, RACES, type Task } from '../../shared/domain/vocabulary.ts';
import { age } from './age.ts';
import { attributes } from './attributes.ts';
import { labelMetric } from './labels.ts';
import { landmarks } from './landmarks.ts';
import type { TaskMetric } from './metric.ts';
import { parsing } from './parsing.ts';
import { pose } from './pose.ts';
import { identity } from './verification.ts';
import { visibility } from './visibility.ts';

/** A case is what the same metric's `compare` gave: it goes nowhere else. */
export const METRICS: { readonly [T in Task]: TaskMetric<T, unknown> } = {
  parsing,
  landmarks,
  visibility,
  pose,
  attributes,
  age,
  gender: labelMetric(GENDERS),
  race: labelMetric(RACES),
  expression: labelMetric(EXPRESSIONS),
  identity,
};
