/** The values of a task as a row of choices: clicked, or picked by digit while it has the focus. */
import type { KeyboardEvent } from 'react';
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Editor } from '../editor/editor.ts';
import { labelOf } from '../editor/labels.ts';
import { say } from '../editor/patches.ts';
import { CHOICES, type ChoiceTask, chosen } from '../editor/review-edits.ts';
import { strings } from '../strings/strings.ts';
import { plainWords } from './words.ts';

const words = strings.labels;

export function chosenOf(face: Face, task: ChoiceTask): string | null {
  const annotation = labelOf(face, task);
  if (!annotation) return null;
  return annotation.task === 'age' ? annotation.value.bin : annotation.value.label;
}

export function ChoiceGroup({ task, face, editor }: { task: ChoiceTask; face: Face; editor: Editor }) {
  const options: readonly string[] = CHOICES[task];
  const at = options.indexOf(chosenOf(face, task) ?? '');
  const choose = (index: number) => {
    const label = chosen(face, task, index);
    if (label) editor.apply(say(face, label, editor.state.person));
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1;
    if (digit >= 0 && digit < options.length) choose(digit);
    else if (event.key === 'Escape') event.currentTarget.blur();
    else return;
    event.preventDefault();
  };
  return (
    <fieldset className="choices" aria-label={words.choose(words.tasks[task])} data-tip={words.digits}>
      {options.map((option, index) => (
        <label key={option}>
          <input
            type="radio"
            name={`choice-${task}`}
            data-label-focus={index === Math.max(0, at) ? task : undefined}
            checked={index === at}
            onChange={() => choose(index)}
            onKeyDown={press}
          />
          <kbd aria-hidden>{index + 1}</kbd>
          {plainWords(option)}
        </label>
      ))}
    </fieldset>
  );
}
