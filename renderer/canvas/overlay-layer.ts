/** The boxes of the faces: their tags and handles, the box being drawn and the cross that aims it. */
import type { Face, Review } from '../../electron/shared/domain/face.ts';
import type { Box, Point } from '../../electron/shared/domain/geometry.ts';
import { handlesOf } from '../editor/hit.ts';
import { activeTool, type EditorState, shownBox } from '../editor/state.ts';
import { boxToScreen } from '../editor/view.ts';
import { type Context, paintTag, RIM, TAG_HEIGHT } from './paint.ts';
import { type Scene, type SceneLayer, showsCrosshair } from './scene.ts';

/** On photos of any brightness, so they do not follow the theme: a light colour on a dark rim. */
const COLOURS: Record<Review, string> = { open: '#ffc247', accepted: '#4fdc8d', rejected: '#d3d6db' };
const NEW = '#ffffff';

/** Boxes narrower than this on the screen carry no label unless they are selected or under the pointer. */
const LABEL_FROM = 44;
const HANDLE = 8;

/**
 * The box as a line of this width is to be drawn, both in CSS pixels: the line covers whole device pixels, so that it is
 * not smeared over its neighbours.
 */
function crisp({ x, y, width, height }: Box, lineWidth: number, pixelRatio: number): Box {
  const half = (Math.round(lineWidth * pixelRatio) % 2) / 2;
  const snap = (value: number) => (Math.round(value * pixelRatio - half) + half) / pixelRatio;
  const [left, top] = [snap(x), snap(y)];
  return { x: left, y: top, width: snap(x + width) - left, height: snap(y + height) - top };
}

/** A colour on a dark rim: one of the two stands out on any photo. */
function paintBox(context: Context, box: Box, colour: string, width: number, pixelRatio: number, dashed = false): void {
  const lineWidth = Math.round(width * pixelRatio) / pixelRatio;
  const line = crisp(box, lineWidth, pixelRatio);
  context.lineWidth = lineWidth + 2;
  context.strokeStyle = RIM;
  context.strokeRect(line.x, line.y, line.width, line.height);
  context.setLineDash(dashed ? [4, 4] : []);
  context.lineWidth = lineWidth;
  context.strokeStyle = colour;
  context.strokeRect(line.x, line.y, line.width, line.height);
  context.setLineDash([]);
}

/** Above the box, or inside it where the screen ends. */
function labelPlace(box: Box, { viewport }: EditorState): Point {
  const above = box.y - TAG_HEIGHT - 3;
  return {
    x: Math.min(Math.max(box.x - 1, 2), viewport.width - 60),
    y: above >= 2 ? above : Math.max(box.y + 3, 2),
  };
}

export function paintHandles(context: Context, box: Box): void {
  const half = HANDLE / 2;
  context.fillStyle = '#ffffff';
  context.strokeStyle = 'rgba(0, 0, 0, 0.7)';
  context.lineWidth = 1;
  for (const { at } of handlesOf(box)) {
    const [x, y] = [Math.round(at.x - half) + 0.5, Math.round(at.y - half) + 0.5];
    context.fillRect(x, y, HANDLE - 1, HANDLE - 1);
    context.strokeRect(x, y, HANDLE - 1, HANDLE - 1);
  }
}

/** The size in photo pixels of a box that is being made or changed, below it. */
function paintSize(context: Context, shown: Box, { width, height }: Box): void {
  const text = `${Math.round(width)} × ${Math.round(height)}`;
  paintTag(context, { x: shown.x - 1, y: shown.y + shown.height + 7 }, text, NEW, false);
}

function paintFace(context: Context, { state, view }: Scene, face: Face, number: number): void {
  const { viewport } = state;
  const box = boxToScreen(view, shownBox(state, face));
  const margin = TAG_HEIGHT + HANDLE;
  if (box.x > viewport.width + margin || box.y > viewport.height + margin) return;
  if (box.x + box.width < -margin || box.y + box.height < -margin) return;

  const selected = state.selected === face.id;
  // What a gesture does to a box is seen in any case.
  if (!state.layers.shown.boxes && state.draft?.kind !== 'box') return;
  const marked = selected || state.hover?.face === face.id;
  const colour = COLOURS[face.review];
  const width = selected ? 3 : marked ? 2 : 1;
  paintBox(context, box, colour, width, viewport.pixelRatio, face.review === 'rejected');
  if (selected && activeTool(state) === 'select') paintHandles(context, box);
  if (state.draft?.kind === 'box' && state.draft.face === face.id) paintSize(context, box, state.draft.box);
  if (!marked && box.width < LABEL_FROM) return;
  const score = face.score === null ? '' : `  ${face.score.toFixed(2)}`;
  paintTag(context, labelPlace(box, state), `${number}${score}`, colour, selected);
}

function paintCrosshair(context: Context, { x, y }: Point, { width, height }: EditorState['viewport']): void {
  const [px, py] = [Math.round(x) + 0.5, Math.round(y) + 0.5];
  for (const [style, lineWidth] of [
    ['rgba(0, 0, 0, 0.3)', 3],
    ['rgba(255, 255, 255, 0.7)', 1],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = lineWidth;
    context.beginPath();
    context.moveTo(px, 0);
    context.lineTo(px, height);
    context.moveTo(0, py);
    context.lineTo(width, py);
    context.stroke();
  }
}

export const overlayLayer: SceneLayer = {
  dependsOn(scene) {
    const { state, picture } = scene;
    return [
      picture === null,
      state.view,
      state.viewport,
      state.overlay,
      state.layers.shown.boxes,
      state.faces,
      state.arriving,
      state.selected,
      state.hover?.face,
      activeTool(state),
      state.draft,
      showsCrosshair(scene) ? state.pointer : null,
    ];
  },

  paint(context, scene) {
    const { state, view, picture } = scene;
    if (!state.overlay || !picture) return true;
    const order = state.faces.map((face, index) => ({ face, number: index + 1 }));
    // The selected face lies on top.
    order.sort((a, b) => Number(a.face.id === state.selected) - Number(b.face.id === state.selected));
    for (const { face, number } of order) paintFace(context, scene, face, number);
    const { pixelRatio } = state.viewport;
    for (const box of state.arriving) paintBox(context, boxToScreen(view, box), COLOURS.open, 3, pixelRatio);
    if (showsCrosshair(scene) && state.pointer) paintCrosshair(context, state.pointer, state.viewport);
    if (state.draft?.kind === 'new-box') {
      const box = boxToScreen(view, state.draft.box);
      paintBox(context, box, NEW, 2, pixelRatio);
      paintSize(context, box, state.draft.box);
    }
    return true;
  },
};
