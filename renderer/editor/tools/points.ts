/** Moves landmarks: one, with its neighbours, along its line, by parts or all at once. A right click hides a point. */
import type { Face } from '../../../electron/shared/domain/face.ts';
import { hitTest } from '../hit.ts';
import { labelOf } from '../labels.ts';
import { landmarkUnderPointer } from '../landmarks.ts';
import { boundsOfPoints, companions, type Points, shifted, shiftedNear, slid } from '../move-points.ts';
import { say } from '../patches.ts';
import { modeMeant, type PointMode } from '../point-settings.ts';
import { type EditorState, selectedFace } from '../state.ts';
import { toggleVisible } from '../visibility.ts';
import { type Gesture, type Outcome, outcome, type Pointer, type Tool } from './tool.ts';

/** CSS pixels a press may wander and still be a click. */
const CLICK = 2;

const placed = (points: Points, index: number, mode: PointMode, start: Pointer, to: Pointer, reach: number): Points => {
  const [dx, dy] = [to.photo.x - start.photo.x, to.photo.y - start.photo.y];
  if (mode === 'near') return shiftedNear(points, index, dx, dy, reach);
  if (mode === 'slide') return slid(points, index, to.photo);
  return shifted(points, companions(index, mode), dx, dy);
};

/** The end of every gesture that moves points: they are stored where the draft shows them. */
export function placePoints(face: Face, state: EditorState): Outcome {
  const rest: EditorState = { ...state, draft: null };
  if (state.draft?.kind !== 'points') return outcome(rest, null);
  const { points } = state.draft;
  return outcome(rest, say(face, { task: 'landmarks', value: { points, spread: null } }, state.person));
}

function dragPoint(
  face: Face,
  points: Points,
  index: number,
  start: Pointer,
  { points: settings }: EditorState,
): Gesture {
  const mode = modeMeant(settings, start);
  const reach = settings.reach * boundsOfPoints(points).width;
  let moving = false;
  const drag: Gesture['drag'] = (state, pointer) => {
    moving ||= Math.hypot(pointer.screen.x - start.screen.x, pointer.screen.y - start.screen.y) > CLICK;
    if (!moving) return state;
    return {
      ...state,
      draft: { kind: 'points', face: face.id, points: placed(points, index, mode, start, pointer, reach) },
    };
  };
  return {
    cursor: 'none',
    drag,
    finish: (state, pointer) => placePoints(face, drag(state, pointer)),
    cancel: (state) => ({ ...state, draft: null }),
  };
}

export const points: Tool = {
  cursor: (state) => (landmarkUnderPointer(state) >= 0 ? 'grab' : 'default'),

  press(state, start, button) {
    const face = selectedFace(state);
    const landmarks = face && labelOf(face, 'landmarks')?.value.points;
    const index = landmarkUnderPointer({ ...state, pointer: start.screen });
    if (face && landmarks && index >= 0) {
      const active: EditorState = { ...state, points: { ...state.points, active: index } };
      if (button === 'right') return { ...outcome(active, toggleVisible(face, [index], state.person)), gesture: null };
      return { state: active, gesture: dragPoint(face, landmarks, index, start, state) };
    }
    if (button === 'right') return null;
    const target = hitTest(state, start.screen);
    return { state: target ? { ...state, selected: target.face } : state, gesture: null };
  },
};
