/** What lies under the pointer. Tolerances are in CSS pixels, so they feel the same at every zoom. */
import { type Box, boxArea, boxCenter, type Point } from '../../electron/shared/domain/geometry.ts';
import { HANDLES, type Handle, handlePoint } from './box-edit.ts';
import { type EditorState, selectedFace, shownBox, type Target } from './state.ts';
import { boxToScreen } from './view.ts';

/** Half the side of the square in which a handle can be gripped. */
const GRIP = 7;
/** How far outside a box it can still be picked. */
const SLACK = 3;
/** Handles keep at least this far from each other, so that a tiny box can still be moved. */
const CORNERS_APART = 26;
/** Sides shorter than this have no handle in their middle. */
const EDGE_HANDLES_FROM = 44;

const isCorner = (handle: Handle) => handle.length === 2;

/** The handles of a box on the screen and where they sit; for tiny boxes they stand off it. */
export function handlesOf(shown: Box): { handle: Handle; at: Point }[] {
  const middle = boxCenter(shown);
  const width = Math.max(shown.width, CORNERS_APART);
  const height = Math.max(shown.height, CORNERS_APART);
  const held: Box = { x: middle.x - width / 2, y: middle.y - height / 2, width, height };
  return HANDLES.filter(
    (handle) => isCorner(handle) || (handle === 'n' || handle === 's' ? width : height) >= EDGE_HANDLES_FROM,
  ).map((handle) => ({ handle, at: handlePoint(held, handle) }));
}

const near = (box: Box, point: Point, by: number) =>
  point.x >= box.x - by &&
  point.x <= box.x + box.width + by &&
  point.y >= box.y - by &&
  point.y <= box.y + box.height + by;

/** The handles of the selected face come first where boxes are shown, then the smallest face whose box holds the point. */
export function hitTest(state: EditorState, screen: Point): Target | null {
  if (!state.overlay) return null;
  const selected = selectedFace(state);
  if (selected && state.layers.shown.boxes) {
    const grip = handlesOf(boxToScreen(state.view, shownBox(state, selected))).find(
      ({ at }) => Math.abs(at.x - screen.x) <= GRIP && Math.abs(at.y - screen.y) <= GRIP,
    );
    if (grip) return { kind: 'handle', face: selected.id, handle: grip.handle };
  }
  const under = state.faces
    .filter((face) => near(boxToScreen(state.view, shownBox(state, face)), screen, SLACK))
    .toSorted((a, b) => boxArea(a.box) - boxArea(b.box));
  return under[0] ? { kind: 'face', face: under[0].id } : null;
}

export function sameTarget(a: Target | null, b: Target | null): boolean {
  if (a === null || b === null) return a === b;
  return a.face === b.face && (a.kind === 'handle' ? a.handle : '') === (b.kind === 'handle' ? b.handle : '');
}
