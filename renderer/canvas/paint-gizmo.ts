/** Paints what turns a head: the wire of an average face as the head is turned, and the ring that rolls it. */
import type { Point } from '../../electron/shared/domain/geometry.ts';
import { LANDMARK_GROUPS } from '../../electron/shared/domain/landmarks.ts';
import { quaternionToAngles } from '../../electron/shared/domain/pose.ts';
import { gizmoOf, poseOf, wireHead } from '../editor/pose-gizmo.ts';
import { type EditorState, selectedFace, shownFace } from '../editor/state.ts';
import { toScreen, type View } from '../editor/view.ts';
import { type Context, paintLine } from './paint.ts';

const WIRE = '#ffd27a';
const RING = '#ffffff';
/** How far over the ring the mark of the crown reaches, in parts of its radius. */
const CROWN = 0.08;

/** Lines that no group of points has: what makes a mask of the lines. */
const BRACES: readonly (readonly number[])[] = [
  [0, 17],
  [21, 27, 22],
  [26, 16],
  [27, 39],
  [27, 42],
  [31, 30, 35],
  [36, 0],
  [45, 16],
  [48, 4],
  [54, 12],
  [57, 8],
  [33, 51],
];

export function paintGizmo(context: Context, state: EditorState, view: View): void {
  const selected = selectedFace(state);
  if (!selected) return;
  const gizmo = gizmoOf(selected);
  const quaternion = poseOf(shownFace(state, selected));
  const wire = wireHead(gizmo, quaternion).map((point) => toScreen(view, point));
  context.lineJoin = 'round';
  const lines = new Path2D();
  const draw = (points: readonly Point[]) => {
    for (const [at, { x, y }] of points.entries()) at === 0 ? lines.moveTo(x, y) : lines.lineTo(x, y);
  };
  for (const { first, last, closed } of LANDMARK_GROUPS) {
    const points = wire.slice(first, last + 1);
    draw(closed ? [...points, points[0]!] : points);
  }
  for (const brace of BRACES) draw(brace.map((index) => wire[index]!));
  context.globalAlpha = 0.85;
  paintLine(context, lines, WIRE);

  const { x, y } = toScreen(view, gizmo.centre);
  const radius = gizmo.radius * view.scale;
  const { roll } = quaternionToAngles(quaternion);
  const ring = new Path2D();
  ring.arc(x, y, radius, 0, 2 * Math.PI);
  const [up, left] = [-Math.cos(roll), Math.sin(roll)];
  ring.moveTo(x + left * radius, y + up * radius);
  ring.lineTo(x + left * radius * (1 + CROWN), y + up * radius * (1 + CROWN));
  context.globalAlpha = 0.7;
  paintLine(context, ring, RING);
  context.globalAlpha = 1;
}
