/** What is said of a face for a task, in a few words; nothing where the picture says it. */
import type { Annotation } from '../../electron/shared/domain/annotation.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import { type LabelValue, labelOf } from '../editor/labels.ts';
import { plainWords, poseWords } from '../labels/words.ts';

const WORDS: { readonly [T in Task]: (value: LabelValue<T>) => string } = {
  parsing: () => '',
  landmarks: () => '',
  visibility: ({ visible }) => `${visible.filter(Boolean).length}/${visible.length}`,
  pose: ({ quaternion }) => poseWords(quaternion),
  attributes: ({ states }) => `${states.filter((state) => state === 'yes').length}/${states.length}`,
  age: ({ years, bin }) => `${Math.round(years)} · ${bin}`,
  gender: ({ label }) => plainWords(label),
  race: ({ label }) => plainWords(label),
  expression: ({ label }) => plainWords(label),
  identity: ({ label }) => label ?? '',
};

export function valueWords<T extends Task>(task: T, annotations: Annotation[]): string {
  const value = labelOf({ annotations }, task)?.value;
  return value ? WORDS[task](value as LabelValue<T>) : '';
}
