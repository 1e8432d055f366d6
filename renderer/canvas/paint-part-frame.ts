/** Paints the frame around the part of the landmarks that is moved as one, with its grips. */
import { partFrame } from '../editor/part-frame.ts';
import type { EditorState } from '../editor/state.ts';
import type { View } from '../editor/view.ts';
import { paintHandles } from './overlay-layer.ts';
import { type Context, paintLine } from './paint.ts';

const COLOUR = '#ffe14d';

export function paintPartFrame(context: Context, state: EditorState, view: View): void {
  const frame = partFrame({ ...state, view });
  if (!frame) return;
  const { shown, knob } = frame;
  const lines = new Path2D();
  lines.rect(shown.x, shown.y, shown.width, shown.height);
  lines.moveTo(knob.x, shown.y);
  lines.lineTo(knob.x, knob.y);
  context.setLineDash([4, 3]);
  paintLine(context, lines, COLOUR);
  context.setLineDash([]);
  paintHandles(context, shown);
  context.beginPath();
  // Larger than a landmark and of another colour: it may lie on one.
  context.arc(knob.x, knob.y, 5.5, 0, 2 * Math.PI);
  context.fillStyle = COLOUR;
  context.fill();
  context.strokeStyle = 'rgba(0, 0, 0, 0.7)';
  context.lineWidth = 1;
  context.stroke();
}
