/** What kinds of models are called, and what a network of each preset holds. */
import { TASKS, type Task } from '../electron/shared/domain/vocabulary.ts';
import { languageTag } from './strings/language.ts';
import { strings } from './strings/strings.ts';

const words = strings.models;
const list = new Intl.ListFormat(languageTag, { type: 'conjunction' });

export interface NetworkFacts {
  /** What it does not answer of the ten tasks. */
  missing: readonly Task[];
  parameters: number;
}

const DETECTORS = ['yunet', 'ultraface', 'lineament-detector'] as const;

export const NETWORKS = {
  'facexformer-released': { missing: ['expression', 'identity'], parameters: 91_984_151 },
  'facexformer-ten': { missing: [], parameters: 92_639_417 },
  'facexformer-ten-convnext-b': { missing: [], parameters: 93_462_657 },
  'facexformer-ten-resnet-101': { missing: [], parameters: 48_995_265 },
  'facexformer-ten-mobilenet': { missing: [], parameters: 7_370_817 },
  'facexformer-starter': { missing: [], parameters: 2_532_339 },
} as const satisfies Record<string, NetworkFacts>;

export type FamilyName = keyof typeof NETWORKS | (typeof DETECTORS)[number];

/** A family that the window does not know keeps the name that the core gives it. */
export const familyName = (family: string): string =>
  Object.entries(words.families).find(([name]) => name === family)?.[1] ?? family;

/** Nothing for detectors, and for presets that the window does not know. */
export const networkOf = (family: string): NetworkFacts | undefined =>
  Object.entries(NETWORKS).find(([name]) => name === family)?.[1];

const taskName = (task: Task): string => strings.labels.tasks[task].toLowerCase();

/** `Answers 8 of 10 tasks, not expression and identity · 92.0 million parameters` */
export function networkWords({ missing, parameters }: NetworkFacts): string {
  const answers =
    missing.length === 0
      ? words.answersAll(TASKS.length)
      : words.answers(TASKS.length - missing.length, TASKS.length, list.format(missing.map(taskName)));
  return `${answers} · ${words.parameters((parameters / 1e6).toFixed(1))}`;
}
