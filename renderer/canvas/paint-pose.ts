/** Paints how a head is turned: its three axes from the middle of the face, and the angles in figures. */
import type { Face } from '../../electron/shared/domain/face.ts';
import { boxCenter } from '../../electron/shared/domain/geometry.ts';
import { labelOf } from '../editor/labels.ts';
import { poseAxes } from '../editor/pose-axes.ts';
import { type EditorState, shownBox } from '../editor/state.ts';
import { boxToScreen, type View } from '../editor/view.ts';
import { poseWords } from '../labels/words.ts';
import { type Context, paintTag, RIM, TAG_HEIGHT } from './paint.ts';

const COLOURS = { x: '#ff5a52', y: '#4fd86b', z: '#5b9dff' } as const;
/** Of an axis that lies flat on the photo, in parts of the box's shorter side. */
const LENGTH = 0.42;
/** CSS pixels of a box from which on it carries the figures. */
const FIGURES_FROM = 90;
const EDGE = 6;

export function paintPose(context: Context, face: Face, state: EditorState, view: View): void {
  const pose = labelOf(face, 'pose')?.value;
  if (!pose) return;
  const { viewport, selected, draft } = state;
  const box = boxToScreen(view, shownBox(state, face));
  const middle = boxCenter(box);
  const length = Math.min(box.width, box.height) * LENGTH;
  const width = Math.min(3, Math.max(1.5, length / 24));

  context.lineCap = 'round';
  for (const { name, x, y } of poseAxes(pose.quaternion)) {
    context.beginPath();
    context.moveTo(middle.x, middle.y);
    context.lineTo(middle.x + x * length, middle.y + y * length);
    context.lineWidth = width + 2;
    context.strokeStyle = RIM;
    context.stroke();
    context.lineWidth = width;
    context.strokeStyle = COLOURS[name];
    context.stroke();
  }
  context.lineCap = 'butt';

  // Below the box, where the size stands while the box changes; at the edge of the screen where that is out of sight.
  if (face.id !== selected || box.width < FIGURES_FROM || draft?.kind === 'box') return;
  const at = {
    x: Math.max(box.x - 1, EDGE),
    y: Math.min(box.y + box.height + 7, viewport.height - TAG_HEIGHT - EDGE),
  };
  paintTag(context, at, poseWords(pose.quaternion), '#ffffff', false);
}
