/** Moves landmarks: one, with its neighbours, along its line, by parts or all at once. A right click hides a point. */
import type { Face } from '../../../electron/shared/domain/face.ts';
import type { Point } from '../../../electron/shared/domain/geometry.ts';
import { hitTest } from '../hit.ts';
import { labelOf } from '../labels.ts';
import { landmarkUnderPointer } from '../landmarks.ts';
import { boundsOfPoints, companions, type Points, shifted, shiftedNear, slid } from '../move-points.ts';
import { draggedPart, type PartGrip, partFrame, partGripAt } from '../part-frame.ts';
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

/** A drag that puts the points to wherever `place` says, once the pointer has left the spot of the click. */
function dragPoints(face: Face, cursor: string, start: Pointer, place: (to: Pointer) => Points): Gesture {
  let moving = false;
  const drag: Gesture['drag'] = (state, pointer) => {
    moving ||= Math.hypot(pointer.screen.x - start.screen.x, pointer.screen.y - start.screen.y) > CLICK;
    return moving ? { ...state, draft: { kind: 'points', face: face.id, points: place(pointer) } } : state;
  };
  return {
    cursor,
    drag,
    finish: (state, pointer) => placePoints(face, drag(state, pointer)),
    cancel: (state) => ({ ...state, draft: null }),
  };
}

const CURSORS: Record<PartGrip['kind'], string> = { handle: 'nwse-resize', knob: 'alias', inside: 'move' };

/** The grip of the part's frame under the pointer. */
function gripUnder(state: EditorState, screen: Point) {
  const frame = partFrame(state);
  const grip = frame && partGripAt(frame, screen);
  return grip ? { frame, grip } : null;
}

export const points: Tool = {
  cursor(state) {
    if (landmarkUnderPointer(state) >= 0) return 'grab';
    const under = state.pointer && gripUnder(state, state.pointer);
    return under ? CURSORS[under.grip.kind] : 'default';
  },

  press(state, start, button) {
    const face = selectedFace(state);
    const landmarks = face && labelOf(face, 'landmarks')?.value.points;
    const under = landmarks && button === 'left' ? gripUnder(state, start.screen) : null;
    const index = landmarkUnderPointer({ ...state, pointer: start.screen });
    const takes = face && under && (under.grip.kind !== 'inside' || index < 0);
    if (takes) {
      const { frame, grip } = under;
      const place = ({ photo }: Pointer) => draggedPart(frame, grip, start.photo, photo);
      return { state, gesture: dragPoints(face, CURSORS[grip.kind], start, place) };
    }
    if (face && landmarks && index >= 0) {
      const active: EditorState = { ...state, points: { ...state.points, active: index } };
      if (button === 'right') return { ...outcome(active, toggleVisible(face, [index], state.person)), gesture: null };
      const mode = modeMeant(state.points, start);
      const reach = state.points.reach * boundsOfPoints(landmarks).width;
      const place = (to: Pointer) => placed(landmarks, index, mode, start, to, reach);
      return { state: active, gesture: dragPoints(face, 'none', start, place) };
    }
    if (button === 'right') return null;
    const target = hitTest(state, start.screen);
    return { state: target ? { ...state, selected: target.face } : state, gesture: null };
  },
};
