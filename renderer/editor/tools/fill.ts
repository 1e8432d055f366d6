/** Fill and wand: give the class in hand to all cells of one class, or of one colour, that hang together. */
import { editMask, faceMeant, type MaskEdit, paintedLabel } from '../mask-edit.ts';
import { paintCells } from '../patches.ts';
import { type Belongs, findIslands, floodFrom } from '../raster/flood.ts';
import { wholeOf } from '../raster/map.ts';
import { painter } from '../raster/paint.ts';
import { likeColour } from '../raster/wand.ts';
import type { EditorState } from '../state.ts';
import { type Gesture, outcome, type Pointer, type Tool } from './tool.ts';

/** Which cells go with (x, y); `more` is how much farther the pointer has been dragged to the right, in CSS pixels. */
type Like = (state: EditorState, edit: MaskEdit, x: number, y: number, more: number) => Belongs | null;

const likeLabel: Like = (_state, { base, mask }, x, y) => {
  const label = base[y * mask.width + x];
  return (cell) => base[cell] === label;
};

/** A drag to the right takes in more colours, one to the left fewer. */
const PER_PIXEL = 0.25;

const likePhoto: Like = ({ readPhoto, paint }, { mask }, x, y, more) => {
  const pixels = readPhoto(mask.frame, mask);
  return pixels && likeColour(pixels, x, y, Math.max(1, paint.tolerance + more * PER_PIXEL));
};

/** Paints what belongs into the map, from the map as it was. */
function fillFrom(state: EditorState, edit: MaskEdit, start: Pointer, like: Like, more: number): boolean {
  const { mask, base, allowed, toCells } = edit;
  const label = paintedLabel(mask, state.paint);
  const at = toCells(start.photo);
  const [x, y] = [Math.floor(at.x), Math.floor(at.y)];
  if (label < 0 || x < 0 || y < 0 || x >= mask.width || y >= mask.height) return false;
  const belongs = like(state, edit, x, y, more);
  if (!belongs) return false;
  const here = floodFrom(x, y, mask, belongs);
  const islands = state.paint.connected ? [here] : findIslands(mask, wholeOf(mask), belongs);
  mask.labels.set(base);
  const run = painter(mask, base, allowed, label);
  for (const island of islands) for (const { y: row, from, to } of island?.runs ?? []) run(row, from, to);
  return true;
}

function filling(edit: MaskEdit, start: Pointer, before: EditorState, like: Like): Gesture {
  const { face, mask } = edit;
  return {
    cursor: 'crosshair',
    drag(state, pointer) {
      if (like === likePhoto) fillFrom(before, edit, start, like, pointer.screen.x - start.screen.x);
      return { ...state, draft: { kind: 'mask', face: face.id, mask } };
    },
    finish: (state) => outcome({ ...state, draft: null }, paintCells(face, mask, state.person)),
    cancel: (state) => ({ ...state, draft: null, selected: before.selected }),
  };
}

const fillWith = (like: Like): Tool => ({
  cursor: (state) => (state.overlay ? 'crosshair' : 'default'),

  press(state, start, button) {
    if (button === 'right' || !state.overlay) return null;
    const face = faceMeant(state, start.photo);
    const edit = face && editMask(state, face);
    if (!face || !edit || !fillFrom(state, edit, start, like, 0)) return { state, gesture: null };
    return {
      state: { ...state, selected: face.id, draft: { kind: 'mask', face: face.id, mask: edit.mask } },
      gesture: filling(edit, start, state, like),
    };
  },
});

export const fill = fillWith(likeLabel);
export const wand = fillWith(likePhoto);
