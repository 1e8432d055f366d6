/** Selects faces, moves their boxes and resizes them by eight handles. */
import type { Box, Point, Size } from '../../../electron/shared/domain/geometry.ts';
import type { FaceId } from '../../../electron/shared/domain/ids.ts';
import { type Handle, moveBox, resizeBox } from '../box-edit.ts';
import { hitTest } from '../hit.ts';
import { faceOf } from '../state.ts';
import { placeDraft } from './place-draft.ts';
import type { Gesture, Pointer, Tool } from './tool.ts';

/** CSS pixels a press may wander and still be a click. */
const CLICK = 3;

const CURSORS: Record<Handle, string> = {
  nw: 'nwse-resize',
  n: 'ns-resize',
  ne: 'nesw-resize',
  e: 'ew-resize',
  se: 'nwse-resize',
  s: 'ns-resize',
  sw: 'nesw-resize',
  w: 'ew-resize',
};

const apart = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

/** Drags the box of a face to wherever `place` puts it, once the pointer has left the spot of the click. */
function dragBox(
  id: FaceId,
  cursor: string,
  start: Pointer,
  selectedBefore: FaceId | null,
  place: (box: Box, dx: number, dy: number, photo: Size) => Box,
): Gesture {
  let moving = false;
  const drag: Gesture['drag'] = (state, { photo, screen }) => {
    const face = faceOf(state, id);
    moving ||= apart(screen, start.screen) > CLICK;
    if (!face || !state.image || !moving) return state;
    const box = place(face.box, photo.x - start.photo.x, photo.y - start.photo.y, state.image);
    return { ...state, draft: { kind: 'box', face: id, box } };
  };
  return {
    cursor,
    drag,
    finish: (state, pointer) => placeDraft(drag(state, pointer)),
    cancel: (state) => ({ ...state, draft: null, selected: selectedBefore }),
  };
}

export const select: Tool = {
  cursor(state) {
    if (!state.hover) return 'default';
    if (state.hover.kind === 'handle') return CURSORS[state.hover.handle];
    return state.hover.face === state.selected && state.layers.shown.boxes ? 'move' : 'pointer';
  },

  press(before, start, button) {
    if (button === 'right') return null;
    const target = hitTest(before, start.screen);
    if (!target) return { state: { ...before, selected: null }, gesture: null };
    // A box that is not shown cannot be dragged away unseen.
    if (!before.layers.shown.boxes) return { state: { ...before, selected: target.face }, gesture: null };
    const cursor = target.kind === 'handle' ? CURSORS[target.handle] : 'move';
    const gesture = dragBox(target.face, cursor, start, before.selected, (box, dx, dy, photo) =>
      target.kind === 'handle' ? resizeBox(box, target.handle, dx, dy, photo) : moveBox(box, dx, dy, photo),
    );
    return { state: { ...before, selected: target.face }, gesture };
  },
};
