/** Over the foot of the photo: what to do with the tool in hand, where that is not plain. */
import { useEditor } from '../canvas/use-editor.ts';
import type { Editor } from '../editor/editor.ts';
import { labelOf } from '../editor/labels.ts';
import { markedLandmark } from '../editor/landmarks.ts';
import { proposalOf } from '../editor/proposals.ts';
import { type EditorState, selectedFace } from '../editor/state.ts';
import { strings } from '../strings/strings.ts';
import './stage-hint.css';

const { hints, pose } = strings.tools;

function hintOf(state: EditorState): string | null {
  const face = selectedFace(state);
  switch (state.tool) {
    case 'brush':
    case 'polygon':
    case 'lasso':
    case 'wand':
    case 'pull':
      return hints[state.tool];
    case 'restore':
      return proposalOf(state, face, 'parsing') === null ? hints.noProposal : hints.restore;
    case 'points':
      return face && markedLandmark(state) >= 0 && labelOf(face, 'landmarks')?.value.spread ? hints.points : null;
    case 'pose':
      return face && (labelOf(face, 'pose') ? pose.hint : pose.none);
    default:
      return null;
  }
}

export function StageHint({ editor }: { editor: Editor }) {
  const hint = useEditor(editor, hintOf);
  return hint && <p className="stage-hint">{hint}</p>;
}
