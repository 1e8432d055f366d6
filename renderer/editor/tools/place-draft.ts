/** The end of every gesture that drags a box about: the box goes where the draft shows it. */
import { sameBox } from '../box-edit.ts';
import { placeBox } from '../patches.ts';
import { type EditorState, faceOf } from '../state.ts';
import type { Outcome } from './tool.ts';

export function placeDraft(state: EditorState): Outcome {
  const rest: EditorState = { ...state, draft: null };
  if (state.draft?.kind !== 'box') return { state: rest, request: null };
  const face = faceOf(state, state.draft.face);
  if (!face || sameBox(face.box, state.draft.box)) return { state: rest, request: null };
  return { state: rest, request: { kind: 'apply', patches: [placeBox(face, state.draft.box, state.person)] } };
}
