/** How a person who sees the truth says the six tasks that are a choice, a number or a name. */
import type { AnnotationValue } from '../../../electron/shared/domain/annotation.ts';
import { ATTRIBUTES, type Task } from '../../../electron/shared/domain/vocabulary.ts';
import { type LabelValue, labelOf } from '../../../renderer/editor/labels.ts';
import { say } from '../../../renderer/editor/patches.ts';
import {
  CHOICES,
  type ChoiceTask,
  chosen,
  nameFace,
  otherAge,
  sayAttribute,
} from '../../../renderer/editor/review-edits.ts';
import type { Hand } from './hand.ts';

/** Letters of a name after which its completion stands first, the key that opens the field, and Enter. */
const NAME_KEYS = 5;

const PERSON = 'Ada';

/** A click for each attribute that is said wrong, or not at all. */
export async function mendAttributes(hand: Hand, truth: LabelValue<'attributes'>['states']): Promise<void> {
  const wrong = (at: number) => (labelOf(hand.face, 'attributes')?.value.states[at] ?? 'unknown') !== truth[at];
  // What holds is said first: it denies what it excludes, rightly or not.
  for (const state of ['yes', 'no', 'unknown'] as const)
    for (const [at, attribute] of ATTRIBUTES.entries())
      if (truth[at] === state && wrong(at))
        await hand.clickRow(at, () => hand.editor.apply(sayAttribute(hand.face, attribute, state, PERSON)));
  if (ATTRIBUTES.some((_, at) => wrong(at))) throw new Error('the person left an attribute wrong');
}

/** The key that turns to the task, and a digit; a gender is said by one key, which goes from one to the other, and ages near by. */
export async function mendChoice(hand: Hand, task: ChoiceTask, truth: string): Promise<void> {
  const said = labelOf(hand.face, task);
  const shown = said && (said.task === 'age' ? said.value.bin : said.value.label);
  if (shown === truth) return;
  const at = (CHOICES[task] as readonly string[]).indexOf(truth);
  const before = task === 'age' && shown !== null ? (CHOICES.age as readonly string[]).indexOf(String(shown)) : null;
  if (before !== null && Math.abs(at - before) < 3) {
    const step = at > before ? 1 : -1;
    for (let from = before; from !== at; from += step)
      await hand.keys(1, () => hand.editor.apply(otherAge(hand.face, step, PERSON)));
    return;
  }
  const keys = task === 'gender' ? (shown === null ? at + 1 : 1) : 2;
  await hand.keys(keys, () => hand.editor.apply(say(hand.face, chosen(hand.face, task, at)!, PERSON)));
}

export async function mendName(hand: Hand, truth: string): Promise<void> {
  if (labelOf(hand.face, 'identity')?.value.label === truth) return;
  await hand.keys(NAME_KEYS, () => hand.editor.apply(nameFace(hand.face, truth, PERSON)));
}

/** The value of one task among the truths. */
export const truthFor = <T extends Task>(values: readonly AnnotationValue[], task: T): LabelValue<T> =>
  (values.find((value) => value.task === task) as Extract<AnnotationValue, { task: T }>).value as LabelValue<T>;
