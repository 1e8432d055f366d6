/** What the tool in hand shows: the brush at its true size. It lies over everything else and changes with every move. */
import { PARSING_COLOURS } from '../../electron/shared/domain/vocabulary.ts';
import { faceAxis, reflect } from '../editor/face-axis.ts';
import { faceMeant, maskOf, paintedLabel } from '../editor/mask-edit.ts';
import { activeTool, type EditorState } from '../editor/state.ts';
import { toPhoto, toScreen, type View } from '../editor/view.ts';
import { type Context, cssColour, RIM } from './paint.ts';
import type { SceneLayer } from './scene.ts';

const NO_CLASS = '#ffffff';

const isBrush = (state: EditorState): boolean => activeTool(state) === 'brush' || activeTool(state) === 'eraser';

function paintRing(context: Context, x: number, y: number, radius: number, square: boolean, colour: string): void {
  for (const [style, width] of [
    [RIM, 3.5],
    [colour, 1.5],
  ] as const) {
    context.lineWidth = width;
    context.strokeStyle = style;
    context.beginPath();
    if (square) context.rect(x - radius, y - radius, radius * 2, radius * 2);
    else context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
  }
  // The middle, where the ring is too wide to tell it.
  if (radius < 12) return;
  context.fillStyle = colour;
  context.fillRect(x - 1, y - 1, 2, 2);
}

/** A brush smaller than a dot is shown as one. */
const SMALLEST = 1.5;

function paintBrush(context: Context, state: EditorState, view: View): void {
  const { pointer, paint, image } = state;
  if (!pointer || !image) return;
  const face = faceMeant(state, toPhoto(view, pointer));
  const mask = face && maskOf(face, image, paint);
  if (!face || !mask) return;
  const radius = Math.max(SMALLEST, (paint.size / 2) * (mask.frame.width / mask.width) * view.scale);
  const label = activeTool(state) === 'eraser' ? -1 : paintedLabel(mask, paint);
  const colour = label > 0 ? cssColour(PARSING_COLOURS[mask.profile][label]!) : NO_CLASS;
  const square = paint.shape === 'square';
  paintRing(context, pointer.x, pointer.y, radius, square, colour);
  if (!paint.mirrored) return;
  const axis = faceAxis(face);
  const other = toScreen(view, reflect(axis, toPhoto(view, pointer)));
  context.globalAlpha = 0.7;
  paintRing(context, other.x, other.y, radius, square, colour);
  context.globalAlpha = 1;
}

export const toolLayer: SceneLayer = {
  dependsOn({ state, picture }) {
    if (!picture || !state.overlay || !isBrush(state)) return [];
    return [state.pointer, state.view, state.viewport, state.paint, state.tool, state.faces, state.selected];
  },

  paint(context, { state, view, picture }) {
    if (picture && state.overlay && isBrush(state)) paintBrush(context, state, view);
    return true;
  },
};
