/** What keys do with landmarks. Each takes the editor's state and gives patches or states; none of them draws. */
import type { Face } from '../../electron/shared/domain/face.ts';
import { LANDMARK_PARTS, partOfLandmark } from '../../electron/shared/domain/landmarks.ts';
import { MEAN_FACE, meanLandmarks } from '../../electron/shared/domain/mean-face.ts';
import { MIRRORED_LANDMARKS } from '../../electron/shared/domain/mirror.ts';
import type { Patch } from '../../electron/shared/domain/patch.ts';
import { LANDMARK_COUNT } from '../../electron/shared/domain/vocabulary.ts';
import type { Editor } from './editor.ts';
import { faceAxis, reflect } from './face-axis.ts';
import { labelOf } from './labels.ts';
import { companions, type Points, shifted } from './move-points.ts';
import { say } from './patches.ts';
import { proposalOf } from './proposals.ts';
import { type EditorState, selectedFace, shownFace } from './state.ts';
import { placePoints } from './tools/points.ts';
import type { Gesture } from './tools/tool.ts';
import { toggleVisible } from './visibility.ts';

/** -1 for the person's right, 1 for the left, 0 in the middle. */
const sideOf = (index: number): number => Math.sign(MEAN_FACE[index]![0]);

/** The selected face's points as they are shown. */
const pointsOf = (state: EditorState): Points | null => {
  const face = selectedFace(state);
  return face && (labelOf(shownFace(state, face), 'landmarks')?.value.points ?? null);
};

const sayPoints = (face: Face, points: Points, { person }: EditorState): Patch =>
  say(face, { task: 'landmarks', value: { points, spread: null } }, person);

/** Goes on to the next point, round the face; begins at the first. */
export function stepPoint(editor: Editor, step: 1 | -1): void {
  const { active } = editor.state.points;
  const next = active === null ? (step > 0 ? 0 : -1) : active + step;
  editor.settle();
  editor.setPoints({ active: (next + LANDMARK_COUNT) % LANDMARK_COUNT });
  const point = pointsOf(editor.state)?.[editor.state.points.active!];
  if (point) editor.reveal({ x: point[0] - 1, y: point[1] - 1, width: 2, height: 2 });
}

/** Arrow keys held: one gesture from the first press until something else begins. */
const nudgePoint: Gesture = {
  cursor: 'default',
  driven: true,
  drag: (state) => state,
  finish(state) {
    const { draft } = state;
    const face = draft?.kind === 'points' ? state.faces.find(({ id }) => id === draft.face) : undefined;
    return face ? placePoints(face, state) : { state, request: null };
  },
  cancel: (state) => ({ ...state, draft: null }),
};

/** Moves the active point, or with it the part or all points where these move as one. */
export function nudgePoints(editor: Editor, dx: number, dy: number): void {
  const { active, mode } = editor.state.points;
  const face = selectedFace(editor.state);
  if (active === null || !face || !pointsOf(editor.state)) return;
  editor.drive(nudgePoint, (state) => {
    const points = shifted(pointsOf(state)!, companions(active, mode), dx, dy);
    return { ...state, draft: { kind: 'points', face: face.id, points } };
  });
}

/** Hides the active point or its whole part, or shows what is hidden. */
export function toggleActive(state: EditorState, whole: boolean): Patch | null {
  const face = selectedFace(state);
  const { active } = state.points;
  if (!face || active === null) return null;
  return toggleVisible(face, whole ? LANDMARK_PARTS[partOfLandmark(active)] : [active], state.person);
}

/**
 * Gives the points of the active point's part that lie on its side of the face the mirror image of those opposite. Null
 * where the active point lies in the middle. What is moved has no say in where the middle is.
 */
export function mirrorPart(state: EditorState): Patch | null {
  const face = selectedFace(state);
  const points = pointsOf(state);
  const { active } = state.points;
  if (!face || !points || active === null || sideOf(active) === 0) return null;
  const part: readonly number[] = LANDMARK_PARTS[partOfLandmark(active)];
  const moving = part.filter((index) => sideOf(index) === sideOf(active));
  const axis = faceAxis(face, moving);
  const moved = points.map((point, index): [number, number] => {
    if (!moving.includes(index)) return point;
    const [ox, oy] = points[MIRRORED_LANDMARKS[index]!]!;
    const { x, y } = reflect(axis, { x: ox, y: oy });
    return [x, y];
  });
  return sayPoints(face, moved, state);
}

/** Puts the points of an average face into the face's box, where it has none. */
export function placeMeanFace(state: EditorState): Patch | null {
  const face = selectedFace(state);
  if (!face || pointsOf(state)) return null;
  return sayPoints(
    face,
    meanLandmarks(face.box).map(({ x, y }) => [x, y]),
    state,
  );
}

/** Puts the active point's part, or with `all` every point, where the model proposed it. */
export function resetPart(state: EditorState, all: boolean): Patch | null {
  const face = selectedFace(state);
  const { active } = state.points;
  const proposed = proposalOf(state, face, 'landmarks')?.value.points;
  if (!face || !proposed || (!all && active === null)) return null;
  return takePart(face, all ? null : active, proposed, state);
}

/** Puts the part of a point, or with null every point, where `points` has it. Null where nothing moves. */
export function takePart(face: Face, point: number | null, points: Points, state: EditorState): Patch | null {
  const before = labelOf(face, 'landmarks')?.value.points;
  if (!before && point !== null) return null;
  const part: readonly number[] =
    point === null ? points.map((_, index) => index) : LANDMARK_PARTS[partOfLandmark(point)];
  const after = points.map((to, index) => (part.includes(index) ? to : before![index]!));
  return sayPoints(face, after, state);
}
