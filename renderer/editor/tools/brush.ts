/** Brush and eraser: paints the class in hand, the one that the press is on, or background, along the way of the pointer. */
import type { Point } from '../../../electron/shared/domain/geometry.ts';
import { MIRRORED_CLASSES } from '../../../electron/shared/domain/mirror.ts';
import { faceAxis, reflect } from '../face-axis.ts';
import { editMask, faceMeant, type MaskEdit, paintedLabel, withClassMeant } from '../mask-edit.ts';
import { nextSize } from '../paint-settings.ts';
import { paintCells } from '../patches.ts';
import { painter } from '../raster/paint.ts';
import { type Dab, strokeRuns } from '../raster/stroke.ts';
import type { EditorState } from '../state.ts';
import { type Gesture, outcome, type Pointer, type Tool } from './tool.ts';

const BACKGROUND = 0;

/** One line of paint: a class and where it goes. */
interface Stroke {
  label: number;
  place(point: Point): Point;
}

/** The stroke, and with the mirror in use the one on the other side. */
function strokesOf({ paint }: EditorState, { face, mask }: MaskEdit, erases: boolean): Stroke[] {
  const label = erases ? BACKGROUND : paintedLabel(mask, paint);
  if (label < 0) return [];
  const own: Stroke = { label, place: (point) => point };
  if (!paint.mirrored) return [own];
  const axis = faceAxis(face);
  const opposite = MIRRORED_CLASSES[mask.profile][label]!;
  return [{ label: opposite, place: (point) => reflect(axis, point) }, own];
}

function stroke(edit: MaskEdit, before: EditorState, start: Pointer, erases: boolean): Gesture {
  const { face, mask, base, allowed } = edit;
  const { size, shape, pressure } = before.paint;
  const dabOf = (pointer: Pointer, place: Stroke['place']): Dab => ({
    ...edit.toCells(place(pointer.photo)),
    radius: (size / 2) * (pressure ? pointer.pressure : 1),
  });
  const lines = strokesOf(before, edit, erases).map(({ label, place }) => ({
    place,
    run: painter(mask, base, allowed, label),
    last: dabOf(start, place),
  }));
  const paintTo = (pointer: Pointer): void => {
    for (const line of lines) {
      const dab = dabOf(pointer, line.place);
      strokeRuns(line.last, dab, shape, mask, line.run);
      line.last = dab;
    }
  };
  paintTo(start);
  return {
    cursor: 'none',
    drag(state, pointer) {
      paintTo(pointer);
      return { ...state, draft: { kind: 'mask', face: face.id, mask } };
    },
    finish: (state) => outcome({ ...state, draft: null }, paintCells(face, mask, state.person)),
    cancel: (state) => ({ ...state, draft: null, selected: before.selected }),
  };
}

const paintWith = (erases: boolean): Tool => ({
  cursor: (state) => (state.overlay ? 'none' : 'default'),

  press(state, start, button) {
    const face = state.overlay ? faceMeant(state, start.photo) : null;
    const edit = face && editMask(state, face);
    if (!face || !edit) return { state, gesture: null };
    const gesture = stroke(edit, withClassMeant(state, edit, start), start, erases || button !== 'left');
    return {
      state: { ...state, selected: face.id, draft: { kind: 'mask', face: face.id, mask: edit.mask } },
      gesture,
    };
  },

  /** With Alt held the wheel sets the size of the brush. */
  wheel(state, { alt }, notches) {
    if (!alt) return null;
    const size = nextSize(state.paint.size, notches > 0 ? 1 : -1);
    return { state: { ...state, paint: { ...state.paint, size } }, gesture: null };
  },
});

export const brush = paintWith(false);
export const eraser = paintWith(true);
