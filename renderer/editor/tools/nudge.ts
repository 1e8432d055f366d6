/** Moves or resizes the selected box by whole pixels while an arrow key is held: one gesture from press to release. */
import { moveBox, resizeBox } from '../box-edit.ts';
import { type EditorState, selectedFace, shownBox } from '../state.ts';
import { placeDraft } from './place-draft.ts';
import type { Gesture } from './tool.ts';

/** The keys drive it by `nudgeBox`, so the pointer has no part in it. */
export const nudge: Gesture = {
  cursor: 'default',
  driven: true,
  drag: (state) => state,
  finish: placeDraft,
  cancel: (state) => ({ ...state, draft: null }),
};

/** `what` says whether (dx, dy) moves the whole box or its lower right corner. */
export function nudgeBox(state: EditorState, what: 'box' | 'corner', dx: number, dy: number): EditorState {
  const face = selectedFace(state);
  if (!face || !state.image) return state;
  const from = shownBox(state, face);
  const box = what === 'box' ? moveBox(from, dx, dy, state.image) : resizeBox(from, 'se', dx, dy, state.image);
  return { ...state, draft: { kind: 'box', face: face.id, box } };
}
