/** Which of the selected face's points lies under the pointer. */
import { type LabelValue, labelOf } from './labels.ts';
import { type EditorState, selectedFace, type ToolName } from './state.ts';
import { toPhoto } from './view.ts';

/** CSS pixels from a point within which it is meant. */
const REACH = 8;

export function nearestLandmark(
  points: LabelValue<'landmarks'>['points'],
  x: number,
  y: number,
  reach: number,
): number {
  let [nearest, least] = [-1, reach];
  for (const [index, [px, py]] of points.entries()) {
    const distance = Math.hypot(px - x, py - y);
    if (distance > least) continue;
    [nearest, least] = [index, distance];
  }
  return nearest;
}

/** The index of the point, or -1. */
export function landmarkUnderPointer(state: EditorState): number {
  const { pointer, layers, overlay, view } = state;
  const face = selectedFace(state);
  if (!pointer || !face || !overlay || !layers.shown.landmarks) return -1;
  const landmarks = labelOf(face, 'landmarks');
  if (!landmarks) return -1;
  const { x, y } = toPhoto(view, pointer);
  return nearestLandmark(landmarks.value.points, x, y, REACH / view.scale);
}

/** Tools that do not need the place around the pointer for themselves. */
const NAMING: ReadonlySet<ToolName> = new Set(['select', 'pan', 'points']);

/** The point that stands out: the one that is dragged, else the one under the pointer; or -1. */
export const markedLandmark = (state: EditorState): number =>
  state.draft?.kind === 'points'
    ? (state.points.active ?? -1)
    : NAMING.has(state.tool)
      ? landmarkUnderPointer(state)
      : -1;

/** The point that the keys move while landmarks are edited, or -1. */
export const activeLandmark = (state: EditorState): number =>
  state.tool === 'points' ? (state.points.active ?? -1) : -1;
