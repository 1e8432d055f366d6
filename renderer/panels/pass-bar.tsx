/** Over the head of the photo while one task is gone through: what it is about, what is said, and the keys that answer. */
import { CornerDownRight, X } from 'lucide-react';
import { useMemo } from 'react';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import type { Action } from '../actions/action.ts';
import { shownKey } from '../actions/bindings.ts';
import { runAction } from '../actions/run.ts';
import { useActions } from '../actions/use-actions.ts';
import { useEditor } from '../canvas/use-editor.ts';
import { ActionButton, IconButton } from '../components/button.tsx';
import { Keycaps } from '../components/keycaps.tsx';
import { labelOf } from '../editor/labels.ts';
import { CHOICES, isChoice } from '../editor/review-edits.ts';
import { selectedFace } from '../editor/state.ts';
import { chosenOf } from '../labels/choice-group.tsx';
import { Confidence } from '../labels/label-row.tsx';
import { plainWords } from '../labels/words.ts';
import type { EditorSession } from '../pages/editor-session.ts';
import { passActions } from '../pages/pass-actions.ts';
import { PHOTOS, passOf, useQueue } from '../state/queue.ts';
import { strings } from '../strings/strings.ts';
import './pass-bar.css';

const words = strings.review;

function Answer({ action, label, said }: { action: Action; label: string; said: boolean }) {
  const key = shownKey(action);
  return (
    <button type="button" className="pass-answer" aria-pressed={said} onClick={() => runAction(action)}>
      {key !== undefined && <Keycaps combination={key} />}
      {label}
    </button>
  );
}

function OpenPassBar({ session, task, later }: { session: EditorSession; task: Task; later: Action }) {
  const { editor } = session;
  const face = useEditor(editor, selectedFace);
  const actions = useMemo(() => passActions(session, task), [session, task]);
  useActions(actions, 'pass');
  const name = strings.labels.tasks[task];
  const label = face && labelOf(face, task);
  const said = face && isChoice(task) ? chosenOf(face, task) : null;
  const keep = actions.at(-1)!;
  return (
    <section className="pass-bar" aria-label={words.pass(name)} onMouseDown={(event) => event.preventDefault()}>
      <header>
        <h2>{name}</h2>
        {label?.confidence != null && <Confidence value={label.confidence} />}
        {face && !label && <span className="label-none">{strings.labels.states.unlabelled}</span>}
        <ActionButton action={later} icon={CornerDownRight} iconOnly look="quiet" />
        <IconButton icon={X} label={words.endPass} onClick={() => useQueue.getState().setOrder(PHOTOS)} />
      </header>
      <div className="pass-answers">
        {isChoice(task) &&
          CHOICES[task].map((option, at) => (
            <Answer key={option} action={actions[at]!} label={plainWords(option)} said={option === said} />
          ))}
        {label && <Answer action={keep} label={words.keep} said={false} />}
      </div>
    </section>
  );
}

export function PassBar({ session, later }: { session: EditorSession; later: Action }) {
  const task = useQueue(({ order }) => passOf(order));
  return task && <OpenPassBar key={task} session={session} task={task} later={later} />;
}
