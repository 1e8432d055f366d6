/** Turns the head: a drag on it turns, a drag on the ring or the wheel rolls. */
import type { Face } from '../../../electron/shared/domain/face.ts';
import { type Quaternion, turnPose } from '../../../electron/shared/domain/pose.ts';
import { hitTest } from '../hit.ts';
import { say } from '../patches.ts';
import { gizmoOf, poseOf, rolledByDrag, turnedByDrag } from '../pose-gizmo.ts';
import { type EditorState, faceOf, selectedFace, shownFace } from '../state.ts';
import { toPhoto } from '../view.ts';
import { type Gesture, type Outcome, outcome, type Pointer, type Tool } from './tool.ts';

/** CSS pixels from the ring within which it is meant. */
const RING_GRIP = 10;
/** Radians a notch of the wheel rolls the head. */
const NOTCH = (2 * Math.PI) / 180;

type Grip = 'head' | 'ring';

/** What of the selected face's gizmo lies under the pointer. */
function gripAt(state: EditorState, { photo }: Pick<Pointer, 'photo'>): Grip | null {
  const face = selectedFace(state);
  if (!face || !state.overlay) return null;
  const { centre, radius } = gizmoOf(face);
  const away = Math.hypot(photo.x - centre.x, photo.y - centre.y);
  if (Math.abs(away - radius) * state.view.scale <= RING_GRIP) return 'ring';
  return away < radius ? 'head' : null;
}

function placePose(state: EditorState): Outcome {
  const { draft } = state;
  const rest: EditorState = { ...state, draft: null };
  const face = draft?.kind === 'pose' ? faceOf(state, draft.face) : null;
  if (draft?.kind !== 'pose' || !face) return outcome(rest, null);
  return outcome(rest, say(face, { task: 'pose', value: { quaternion: draft.quaternion } }, state.person));
}

const cancelled = (state: EditorState): EditorState => ({ ...state, draft: null });

const held = (state: EditorState, face: Face, quaternion: Quaternion): EditorState => ({
  ...state,
  draft: { kind: 'pose', face: face.id, quaternion },
});

function dragHead(face: Face, grip: Grip, start: Pointer): Gesture {
  const from = poseOf(face);
  const gizmo = gizmoOf(face);
  return {
    cursor: 'grabbing',
    drag: (state, { photo }) =>
      held(
        state,
        face,
        grip === 'ring'
          ? rolledByDrag(from, gizmo, start.photo, photo)
          : turnedByDrag(from, gizmo, photo.x - start.photo.x, photo.y - start.photo.y),
      ),
    finish: placePose,
    cancel: cancelled,
  };
}

/** Keys or the wheel: one gesture from the first turn until something else begins. */
export const turning: Gesture = {
  cursor: 'default',
  driven: true,
  drag: (state) => state,
  finish: placePose,
  cancel: cancelled,
};

/** The state with the selected face's head turned further. */
export function turnFurther(state: EditorState, turn: readonly [number, number, number]): EditorState {
  const face = selectedFace(state);
  return face ? held(state, face, turnPose(poseOf(shownFace(state, face)), turn)) : state;
}

export const pose: Tool = {
  cursor(state) {
    const grip = state.pointer && gripAt(state, { photo: toPhoto(state.view, state.pointer) });
    return grip === 'ring' ? 'alias' : grip === 'head' ? 'grab' : 'default';
  },

  press(state, start, button) {
    if (button === 'right') return null;
    const grip = gripAt(state, start);
    const face = selectedFace(state);
    if (grip && face) return { state, gesture: dragHead(face, grip, start) };
    const target = hitTest(state, start.screen);
    return { state: target ? { ...state, selected: target.face } : state, gesture: null };
  },

  wheel(state, pointer, notches) {
    if (pointer.ctrl || !gripAt(state, pointer)) return null;
    return { state: turnFurther(state, [0, 0, -notches * NOTCH]), gesture: turning };
  },
};
