/** The selected face: the verdicts on it, where it came from, and everything that is said of it. */
import { Check, CornerDownRight, Flag, RotateCcw, Sparkles, Trash2, X } from 'lucide-react';
import { memo, useDeferredValue } from 'react';
import type { Face } from '../../electron/shared/domain/face.ts';
import { faceState } from '../../electron/shared/domain/task-state.ts';
import type { Action } from '../actions/action.ts';
import { runAction } from '../actions/run.ts';
import { useEditor } from '../canvas/use-editor.ts';
import { ActionButton } from '../components/button.tsx';
import type { Editor } from '../editor/editor.ts';
import { selectedFace } from '../editor/state.ts';
import { Hints } from '../labels/hints.tsx';
import { isLabelled, LabelsPanel } from '../labels/labels-panel.tsx';
import { originWords } from '../labels/words.ts';
import { useCall } from '../queries.ts';
import { passOf, useQueue } from '../state/queue.ts';
import { strings } from '../strings/strings.ts';
import { pixels, REVIEW_WORDS } from './face-words.ts';
import './selected-face.css';

const words = strings.review;

type ById = (id: string) => Action;

function Facts({ face, editor }: { face: Face; editor: Editor }) {
  const models = useCall('project.models').data;
  // Where a gesture holds the box, its size is followed.
  const box = useEditor(editor, ({ draft }) => (draft?.kind === 'box' ? draft.box : null)) ?? face.box;
  const score = face.score === null ? null : words.score(face.score.toFixed(2));
  const origin = models && originWords(face.origin, models);
  const facts = [`${pixels(box)} px`, score, origin].filter(Boolean).join(' · ');
  return (
    <p
      className="selected-facts ellipsis"
      data-tip={`${facts} · ${words.corner(Math.round(box.x), Math.round(box.y))}`}
    >
      {facts}
    </p>
  );
}

function FlagLine({ flag, edit, takeOff }: { flag: string; edit: Action; takeOff: Action }) {
  return (
    <p className="selected-flag">
      <Flag aria-hidden />
      <button type="button" className="selected-comment" data-tip={flag || undefined} onClick={() => runAction(edit)}>
        {flag === '' ? words.flag : flag}
      </button>
      <ActionButton action={takeOff} icon={X} iconOnly look="quiet" />
    </p>
  );
}

/** Whose turn it is: the verdict, or how far the work on an open face has come. */
function Standing({ face }: { face: Face }) {
  if (face.review !== 'open') return <span data-review={face.review}>{REVIEW_WORDS[face.review]}</span>;
  const state = strings.labels.states[faceState(face)];
  return <span data-review="open">{face.skipped ? `${words.putOff} · ${state}` : `${words.toReview} · ${state}`}</span>;
}

export const SelectedFace = memo(function SelectedFace({ editor, byId }: { editor: Editor; byId: ById }) {
  const face = useEditor(editor, selectedFace);
  const number = useEditor(editor, (state) => state.faces.findIndex(({ id }) => id === state.selected) + 1);
  const inPass = useQueue(({ order }) => passOf(order) !== null);
  // The photo comes first: the labels follow when the window has a moment.
  const labelled = useDeferredValue(face);
  if (!face) return <p className="faces-none">{words.noneSelected}</p>;
  return (
    <section className="selected" aria-label={words.face(number)}>
      <header>
        <h3>
          {words.face(number)}
          <Standing face={face} />
        </h3>
        <Facts face={face} editor={editor} />
        {face.flag !== null && <FlagLine flag={face.flag} edit={byId('face.flag')} takeOff={byId('face.unflag')} />}
        <div className="selected-verdicts">
          <ActionButton
            action={byId(inPass ? 'face.accept-whole' : 'face.accept')}
            icon={Check}
            label={words.accept}
            look={inPass ? 'plain' : 'primary'}
          />
          <ActionButton action={byId('face.reject')} icon={X} label={words.reject} />
          <ActionButton action={byId('face.flag')} icon={Flag} iconOnly />
          {face.review === 'open' ? (
            <ActionButton action={byId('face.skip')} icon={CornerDownRight} iconOnly />
          ) : (
            <ActionButton action={byId('face.reopen')} icon={RotateCcw} iconOnly />
          )}
          <ActionButton action={byId('face.delete')} icon={Trash2} iconOnly />
        </div>
      </header>
      <div className="selected-labels scroll">
        {labelled && <Hints face={labelled} editor={editor} />}
        {labelled && !isLabelled(labelled) && (
          <div className="selected-unlabelled">
            <p>{strings.labels.unlabelled}</p>
            <ActionButton action={byId('photo.propose')} icon={Sparkles} label={words.propose} />
          </div>
        )}
        {labelled && <LabelsPanel face={labelled} editor={editor} />}
      </div>
    </section>
  );
});
