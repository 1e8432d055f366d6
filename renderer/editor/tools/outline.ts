/** Areas by their outline: polygon by clicks, lasso by a drag; what the closed line does is the area's mode. */
import type { Point } from '../../../electron/shared/domain/geometry.ts';
import { editMask, faceMeant, type MaskEdit, paintedLabel, proposedCells, withClassMeant } from '../mask-edit.ts';
import type { AreaMode } from '../paint-settings.ts';
import { paintCells } from '../patches.ts';
import { edgePath } from '../raster/edges.ts';
import type { Run } from '../raster/map.ts';
import { copier, painter } from '../raster/paint.ts';
import { polygonRuns } from '../raster/polygon.ts';
import type { EditorState } from '../state.ts';
import { toScreen } from '../view.ts';
import { pressToPull } from './pull.ts';
import { type Gesture, type Outcome, outcome, type Pointer, type Tool } from './tool.ts';

const BACKGROUND = 0;
/** CSS pixels from the first point within which a click closes the polygon. */
const CLOSES = 9;
/** CSS pixels between two points of a lasso. */
const LASSO_STEP = 1;
/** Cells between two places where a lasso that snaps is pinned. */
const PINNED = 14;
/** Cells farther than which a line does not look for edges: a long jump is meant to be straight. */
const LONGEST_SNAP = 220;

/** What a closed line does to the map; null where it has nothing to do it with. */
type Area = (edit: MaskEdit, state: EditorState, mode: AreaMode) => ((corners: readonly Point[]) => void) | null;

/** Gives the inside the class in hand, or takes the class away inside or outside. */
const paintArea: Area = (edit, { paint }, mode) => {
  const { mask, base, allowed } = edit;
  const label = paintedLabel(mask, paint);
  if (label < 0) return null;
  if (mode === 'add') return (corners) => polygonRuns(corners, mask, painter(mask, base, allowed, label));
  const onlyClass = Uint8Array.from(allowed, (may, own) => (own === label ? may : 0));
  const takeAway = painter(mask, base, onlyClass, BACKGROUND);
  if (mode === 'subtract') return (corners) => polygonRuns(corners, mask, takeAway);
  return (corners) => {
    for (let y = 0; y < mask.height; y++) takeAway(y, 0, mask.width);
    const give: Run = (y, from, to) =>
      mask.labels.set(base.subarray(y * mask.width + from, y * mask.width + to), y * mask.width + from);
    polygonRuns(corners, mask, give);
  };
};

/** Gives the inside what the model proposed. */
const restoreArea: Area = (edit, state) => {
  const { mask, base, allowed } = edit;
  const proposed = proposedCells(state, edit.face, mask);
  return proposed && ((corners) => polygonRuns(corners, mask, copier(mask, base, allowed, proposed)));
};

/** The line of a gesture, in points of the photo. */
class Outline {
  readonly edit: MaskEdit;
  readonly #area: Area;
  readonly #snaps: boolean;
  readonly #before: EditorState;
  /** Points for good, and how many of them each click brought. */
  points: Point[] = [];
  #steps: number[] = [];

  constructor(edit: MaskEdit, area: Area, before: EditorState) {
    this.edit = edit;
    this.#area = area;
    this.#before = before;
    this.#snaps = before.paint.snaps;
  }

  /** The way from the last point, along edges where it snaps and they are near. */
  wayTo(point: Point): Point[] {
    const last = this.points.at(-1);
    const { mask, toCells, toPhoto } = this.edit;
    if (!last || !this.#snaps) return [point];
    const [from, to] = [toCells(last), toCells(point)];
    if (Math.hypot(from.x - to.x, from.y - to.y) > LONGEST_SNAP) return [point];
    const pixels = this.#before.readPhoto(mask.frame, mask);
    return pixels ? edgePath(pixels, from, to).map(toPhoto) : [point];
  }

  add(point: Point): void {
    const way = this.wayTo(point);
    this.points.push(...way);
    this.#steps.push(way.length);
  }

  /** False where no point is left. */
  takeBack(): boolean {
    this.points = this.points.slice(0, this.points.length - (this.#steps.pop() ?? 0));
    return this.points.length > 0;
  }

  get clicks(): number {
    return this.#steps.length;
  }

  shown(state: EditorState, tip: readonly Point[]): EditorState {
    return { ...state, draft: { kind: 'outline', face: this.edit.face.id, points: this.points, tip } };
  }

  finish(state: EditorState, held: { alt: boolean }): Outcome {
    const rest: EditorState = { ...state, draft: null };
    const act = this.#area(this.edit, this.#before, held.alt ? 'subtract' : this.#before.paint.mode);
    act?.(this.points.map(this.edit.toCells));
    return outcome(rest, paintCells(this.edit.face, this.edit.mask, state.person));
  }

  cancel(state: EditorState): EditorState {
    return { ...state, draft: null, selected: this.#before.selected };
  }
}

function freehand(outline: Outline, start: Pointer): Gesture {
  outline.add(start.photo);
  let last = start.screen;
  let pinned = outline.edit.toCells(start.photo);
  return {
    cursor: 'crosshair',
    drag(state, pointer) {
      const here = outline.edit.toCells(pointer.photo);
      const far = state.paint.snaps
        ? Math.hypot(here.x - pinned.x, here.y - pinned.y) > PINNED
        : Math.hypot(pointer.screen.x - last.x, pointer.screen.y - last.y) > LASSO_STEP;
      if (far) {
        outline.add(pointer.photo);
        last = pointer.screen;
        pinned = here;
      }
      return outline.shown(state, far ? [] : [pointer.photo]);
    },
    finish: (state, pointer) => outline.finish(state, pointer),
    cancel: (state) => outline.cancel(state),
  };
}

function byClicks(outline: Outline, start: Pointer): Gesture {
  outline.add(start.photo);
  const closes = (state: EditorState, { screen }: Pointer): boolean => {
    const first = toScreen(state.view, outline.points[0]!);
    return outline.clicks > 2 && Math.hypot(first.x - screen.x, first.y - screen.y) <= CLOSES;
  };
  return {
    cursor: 'crosshair',
    drag: (state, pointer) =>
      outline.shown(state, closes(state, pointer) ? [outline.points[0]!] : outline.wayTo(pointer.photo)),
    finish: (state, pointer) => outline.finish(state, pointer),
    cancel: (state) => outline.cancel(state),
    clicks: {
      press(state, pointer) {
        if (closes(state, pointer)) return null;
        // A double click closes the line; its second press is no corner.
        const last = toScreen(state.view, outline.points.at(-1)!);
        if (Math.hypot(last.x - pointer.screen.x, last.y - pointer.screen.y) > 1) outline.add(pointer.photo);
        return outline.shown(state, []);
      },
      release: (state) => state,
      back: (state) => (outline.takeBack() ? outline.shown(state, []) : null),
    },
  };
}

/** With Shift held, tools that paint areas pull the border of the one that is pressed. */
const outlineWith = (area: Area, gesture: (outline: Outline, start: Pointer) => Gesture): Tool => ({
  cursor: (state) => (state.overlay ? 'crosshair' : 'default'),

  press(state, start, button) {
    if (button === 'right' || !state.overlay) return null;
    if (start.shift && area === paintArea) return pressToPull(state, start);
    const face = faceMeant(state, start.photo);
    const edit = face && editMask(state, face);
    if (!face || !edit || !area(edit, state, state.paint.mode)) return { state, gesture: null };
    const outline = new Outline(edit, area, withClassMeant(state, edit, start));
    const begun = gesture(outline, start);
    return { state: outline.shown({ ...state, selected: face.id }, []), gesture: begun };
  },
});

export const polygon = outlineWith(paintArea, byClicks);
export const lasso = outlineWith(paintArea, freehand);
export const restore = outlineWith(restoreArea, freehand);
