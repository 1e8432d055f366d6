/** Pulls the border of the area that is pressed: the whole of it follows the pointer, outwards or inwards. */
import { BorderPull } from '../border-pull.ts';
import { editMask, faceMeant, type MaskEdit } from '../mask-edit.ts';
import { paintCells } from '../patches.ts';
import type { EditorState } from '../state.ts';
import { type Gesture, outcome, type Pointer, type Press, type Tool } from './tool.ts';

/** CSS pixels, and cells, from the border within which a press takes hold of it; farther inside it waits at the border. */
const GRIP = { pixels: 12, cells: 4 };

function pulling(edit: MaskEdit, border: BorderPull, before: EditorState, start: Pointer): Gesture {
  const { face, mask } = edit;
  const cell = (before.view.scale * mask.frame.width) / mask.width;
  const grip = Math.max(GRIP.cells, GRIP.pixels / cell);
  const held = border.depthAt(start.photo);
  const amountAt = ({ photo }: Pointer): number => {
    const here = border.depthAt(photo);
    return held >= -grip ? here - held : Math.max(0, here);
  };
  let moved = 0;
  return {
    cursor: 'grabbing',
    drag(state, pointer) {
      const amount = amountAt(pointer);
      if (amount === moved) return state;
      moved = amount;
      border.move(amount);
      return { ...state, draft: { kind: 'mask', face: face.id, mask } };
    },
    finish: (state) => outcome({ ...state, draft: null }, paintCells(face, mask, state.person)),
    cancel: (state) => ({ ...state, draft: null, selected: before.selected }),
  };
}

/** A press that pulls; with a tool of another kind in hand, Shift makes it one. */
export function pressToPull(state: EditorState, start: Pointer): Press {
  const face = faceMeant(state, start.photo);
  const edit = face && editMask(state, face);
  const border = edit && BorderPull.at(edit, start.photo, state.paint);
  if (!face || !edit || !border) return { state, gesture: null };
  return { state: { ...state, selected: face.id }, gesture: pulling(edit, border, state, start) };
}

export const pull: Tool = {
  cursor: (state) => (state.overlay ? 'grab' : 'default'),
  press: (state, start, button) => (button === 'right' || !state.overlay ? null : pressToPull(state, start)),
};
