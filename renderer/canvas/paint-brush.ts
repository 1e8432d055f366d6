/** Paints the brush where the pointer is, as large as what it covers, around the colour that it paints. */
import { PARSING_COLOURS } from '../../electron/shared/domain/vocabulary.ts';
import { faceAxis, reflect } from '../editor/face-axis.ts';
import { faceMeant, maskOf, paintedLabel } from '../editor/mask-edit.ts';
import { activeTool, type EditorState } from '../editor/state.ts';
import { toPhoto, toScreen, type View } from '../editor/view.ts';
import { type Context, cssColour, paintLine } from './paint.ts';

const EDGE = '#ffffff';
/** What is painted where no class is. */
const NO_CLASS = '#000000';
/** CSS pixels: a brush smaller than a dot is shown as one, and from the second on its middle tells the class. */
const SMALLEST = 1.5;
const MIDDLE_FROM = 12;
const MIDDLE = 3;

function paintRing(context: Context, x: number, y: number, radius: number, square: boolean, colour: string): void {
  const ring = new Path2D();
  if (square) ring.rect(x - radius, y - radius, radius * 2, radius * 2);
  else ring.arc(x, y, radius, 0, 2 * Math.PI);
  // White, since over its own class a ring in the class's colour is not seen.
  paintLine(context, ring, EDGE);
  if (radius < MIDDLE_FROM) return;
  const middle = new Path2D();
  middle.arc(x, y, MIDDLE, 0, 2 * Math.PI);
  paintLine(context, middle, EDGE);
  context.fillStyle = colour;
  context.fill(middle);
}

export function paintBrush(context: Context, state: EditorState, view: View): void {
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
  const other = toScreen(view, reflect(faceAxis(face), toPhoto(view, pointer)));
  context.globalAlpha = 0.7;
  paintRing(context, other.x, other.y, radius, square, colour);
  context.globalAlpha = 1;
}
