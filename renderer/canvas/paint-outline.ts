/** Paints a line that is being drawn around an area: what is set, where it would go, and the point that closes it. */
import type { EditorState } from '../editor/state.ts';
import { toScreen, type View } from '../editor/view.ts';
import { type Context, paintLine, RIM } from './paint.ts';

const COLOUR = '#ffffff';
const RADIUS = 4;

export function paintOutline(context: Context, { draft, tool }: EditorState, view: View): void {
  if (draft?.kind !== 'outline') return;
  const line = draft.points.map((point) => toScreen(view, point));
  const tip = draft.tip.map((point) => toScreen(view, point));
  const [first] = line;
  if (!first) return;
  const set = new Path2D();
  for (const { x, y } of line) set.lineTo(x, y);
  paintLine(context, set, COLOUR);
  const open = new Path2D();
  for (const { x, y } of [line.at(-1)!, ...tip]) open.lineTo(x, y);
  context.setLineDash([4, 4]);
  paintLine(context, open, COLOUR);
  // A lasso closes by itself: the way back is hinted at.
  const end = tip.at(-1) ?? line.at(-1)!;
  const back = new Path2D();
  back.moveTo(end.x, end.y);
  back.lineTo(first.x, first.y);
  context.globalAlpha = 0.5;
  if (tool !== 'polygon' || line.length > 1) paintLine(context, back, COLOUR);
  context.globalAlpha = 1;
  context.setLineDash([]);
  if (tool !== 'polygon') return;
  context.beginPath();
  context.arc(first.x, first.y, RADIUS, 0, 2 * Math.PI);
  context.fillStyle = COLOUR;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = RIM;
  context.stroke();
}
