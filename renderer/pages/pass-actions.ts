/** What keys do while one task is gone through face by face: an answer is one key, and brings the next face. */
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import type { Action } from '../actions/action.ts';
import { labelOf } from '../editor/labels.ts';
import { say } from '../editor/patches.ts';
import { acceptTask, CHOICES, chosen, isChoice } from '../editor/review-edits.ts';
import { selectedFace } from '../editor/state.ts';
import { plainWords } from '../labels/words.ts';
import { showToast } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import type { EditorSession } from './editor-session.ts';

const words = strings.review;

export function passActions({ editor, answer }: Pick<EditorSession, 'editor' | 'answer'>, task: Task): Action[] {
  const face = () => selectedFace(editor.state);
  const sayings = isChoice(task)
    ? CHOICES[task].map(
        (option, at): Action => ({
          id: `pass.say-${at + 1}`,
          label: words.sayAndGoOn(plainWords(option)),
          section: 'Face',
          keys: [String(at + 1)],
          once: true,
          enabled: () => face() !== null,
          run() {
            const [selected, label] = [face()!, chosen(face()!, task, at)!];
            return answer(say(selected, label, editor.state.person));
          },
        }),
      )
    : [];
  return [
    ...sayings,
    {
      id: 'pass.keep',
      label: words.keepAndGoOn(strings.labels.tasks[task]),
      section: 'Face',
      keys: ['Enter'],
      once: true,
      enabled: () => face() !== null,
      run() {
        // A gesture of several clicks is ended first.
        if (editor.complete()) return undefined;
        const selected = face()!;
        if (labelOf(selected, task)) return answer(acceptTask(selected, task, editor.state.person));
        showToast({ level: 'info', message: isChoice(task) ? words.sayFirst : words.nothingToKeep });
        return undefined;
      },
    },
  ];
}
