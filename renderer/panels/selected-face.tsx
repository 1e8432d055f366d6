/** The selected face: the verdicts on it, where it came from, and everything that is said of it. */
import { Check, RotateCcw, Sparkles, Trash2, X } from 'lucide-react';
import { useDeferredValue } from 'react';
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Action } from '../actions/action.ts';
import { useEditor } from '../canvas/use-editor.ts';
import { ActionButton } from '../components/button.tsx';
import type { Editor } from '../editor/editor.ts';
import { selectedFace } from '../editor/state.ts';
import { isLabelled, LabelsPanel } from '../labels/labels-panel.tsx';
import { originWords } from '../labels/words.ts';
import { useCall } from '../queries.ts';
import { pixels, REVIEW_WORDS } from './face-words.ts';
import './selected-face.css';

type ById = (id: string) => Action;

function Facts({ face, editor }: { face: Face; editor: Editor }) {
  const models = useCall('project.models').data ?? [];
  // Where a gesture holds the box, its size is followed.
  const box = useEditor(editor, ({ draft }) => (draft?.kind === 'box' ? draft.box : null)) ?? face.box;
  const score = face.score === null ? null : `score ${face.score.toFixed(2)}`;
  const facts = [`${pixels(box)} px`, score, originWords(face.origin, models)].filter(Boolean).join(' · ');
  return (
    <p className="selected-facts ellipsis" data-tip={`Upper left corner at ${Math.round(box.x)}, ${Math.round(box.y)}`}>
      {facts}
    </p>
  );
}

export function SelectedFace({ editor, byId }: { editor: Editor; byId: ById }) {
  const face = useEditor(editor, selectedFace);
  const number = useEditor(editor, (state) => state.faces.findIndex(({ id }) => id === state.selected) + 1);
  // The photo comes first: the labels follow when the window has a moment.
  const labelled = useDeferredValue(face);
  if (!face) return <p className="faces-none">Click a face to select it, or press Enter to begin.</p>;
  return (
    <section className="selected" aria-label={`Face ${number}`}>
      <header>
        <h3>
          Face {number}
          <span data-review={face.review}>{REVIEW_WORDS[face.review]}</span>
        </h3>
        <Facts face={face} editor={editor} />
        <div className="selected-verdicts">
          <ActionButton action={byId('face.accept')} icon={Check} label="Accept" look="primary" />
          <ActionButton action={byId('face.reject')} icon={X} label="Reject" />
          <ActionButton action={byId('face.reopen')} icon={RotateCcw} iconOnly />
          <ActionButton action={byId('face.delete')} icon={Trash2} iconOnly />
        </div>
      </header>
      <div className="selected-labels scroll">
        {labelled && isLabelled(labelled) && <LabelsPanel face={labelled} editor={editor} />}
        {labelled && !isLabelled(labelled) && (
          <div className="selected-unlabelled">
            <p>Nothing is said of this face yet.</p>
            <ActionButton action={byId('photo.propose')} icon={Sparkles} label="Propose labels" />
          </div>
        )}
      </div>
    </section>
  );
}
