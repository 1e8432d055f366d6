/** The frame around a part of the landmarks while parts are moved: its grips, and what a drag of one does. */
import { type Box, boxCenter, type Point } from '../../electron/shared/domain/geometry.ts';
import { type Handle, handlePoint } from './box-edit.ts';
import { handlesOf } from './hit.ts';
import { labelOf } from './labels.ts';
import { boundsOfPoints, companions, type Points, shifted, stretched, turned } from './move-points.ts';
import { type EditorState, selectedFace, shownFace } from './state.ts';
import { boxToScreen } from './view.ts';

/** CSS pixels between the points and the frame, and from the frame to the knob that turns it. */
const MARGIN = 10;
const KNOB = 22;
/** Half the side of the square in which a grip is meant. */
const REACH = 7;

export interface PartFrame {
  indices: readonly number[];
  points: Points;
  /** On the screen. */
  shown: Box;
  knob: Point;
}

export type PartGrip = { kind: 'handle'; handle: Handle } | { kind: 'knob' } | { kind: 'inside' };

/** Null unless parts of the selected face are moved and it is clear which. */
export function partFrame(state: EditorState): PartFrame | null {
  const { mode, active } = state.points;
  const face = selectedFace(state);
  if (state.tool !== 'points' || (mode !== 'part' && mode !== 'face') || !face) return null;
  if (mode === 'part' && active === null) return null;
  const points = labelOf(shownFace(state, face), 'landmarks')?.value.points;
  if (!points) return null;
  const indices = companions(active ?? 0, mode);
  const { x, y, width, height } = boxToScreen(state.view, boundsOfPoints(points, indices));
  const shown = { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
  return { indices, points, shown, knob: { x: shown.x + shown.width / 2, y: shown.y - KNOB } };
}

export function partGripAt({ shown, knob }: PartFrame, screen: Point): PartGrip | null {
  const near = (at: Point) => Math.abs(at.x - screen.x) <= REACH && Math.abs(at.y - screen.y) <= REACH;
  if (near(knob)) return { kind: 'knob' };
  const grip = handlesOf(shown).find(({ at }) => near(at));
  if (grip) return { kind: 'handle', handle: grip.handle };
  const inside =
    screen.x >= shown.x &&
    screen.y >= shown.y &&
    screen.x <= shown.x + shown.width &&
    screen.y <= shown.y + shown.height;
  return inside ? { kind: 'inside' } : null;
}

const OPPOSITE: Record<Handle, Handle> = { nw: 'se', n: 's', ne: 'sw', e: 'w', se: 'nw', s: 'n', sw: 'ne', w: 'e' };

/** A part is never turned inside out. */
const SMALLEST = 0.05;

/** Where the points go when a grip is dragged from one place of the photo to another. */
export function draggedPart({ indices, points }: PartFrame, grip: PartGrip, from: Point, to: Point): Points {
  const bounds = boundsOfPoints(points, indices);
  if (grip.kind === 'inside') return shifted(points, indices, to.x - from.x, to.y - from.y);
  if (grip.kind === 'knob') {
    const middle = boxCenter(bounds);
    const angle = Math.atan2(to.y - middle.y, to.x - middle.x) - Math.atan2(from.y - middle.y, from.x - middle.x);
    return turned(points, indices, middle, angle);
  }
  const fixed = handlePoint(bounds, OPPOSITE[grip.handle]);
  const along = (side: 'x' | 'y', length: number, sign: number) =>
    length > 0 ? Math.max(SMALLEST, 1 + (sign * (to[side] - from[side])) / length) : 1;
  const factorX = along('x', bounds.width, grip.handle.includes('w') ? -1 : 1);
  const factorY = along('y', bounds.height, grip.handle.includes('n') ? -1 : 1);
  // A corner keeps the shape, by the mean of both ways; a side stretches one way.
  if (grip.handle.length === 2) {
    const factor = (factorX + factorY) / 2;
    return stretched(points, indices, fixed, factor, factor);
  }
  return /[ew]/.test(grip.handle)
    ? stretched(points, indices, fixed, factorX, 1)
    : stretched(points, indices, fixed, 1, factorY);
}
