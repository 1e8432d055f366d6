/** The wire head that turns with the pose, and the ring around it that rolls it: where they lie, and what a drag does. */
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Point } from '../../electron/shared/domain/geometry.ts';
import { fitHead } from '../../electron/shared/domain/head-fit.ts';
import { MEAN_FACE, meanInBox } from '../../electron/shared/domain/mean-face.ts';
import { type Quaternion, quaternionToMatrix, turnPose } from '../../electron/shared/domain/pose.ts';
import { labelOf } from './labels.ts';

export const STRAIGHT: Quaternion = [1, 0, 0, 0];

export const poseOf = (face: Face): Quaternion => labelOf(face, 'pose')?.value.quaternion ?? STRAIGHT;

export interface Gizmo {
  /** In the photo. */
  centre: Point;
  /** Pixels of the photo a centimetre of the mean face takes. */
  scale: number;
  /** Of the ring, in pixels of the photo. */
  radius: number;
}

/** Centimetres from the middle of the mean face to the ring around it. */
const RING = 11;

/** On the face's points where it has some, else where its box says. */
export function gizmoOf(face: Face): Gizmo {
  const points = labelOf(face, 'landmarks')?.value.points;
  const fit = points && fitHead(points.map(([x, y]) => ({ x, y })));
  if (fit) return { centre: fit.centre, scale: fit.scale, radius: RING * fit.scale };
  const { centre, scaleX, scaleY } = meanInBox(face.box);
  const scale = Math.min(scaleX, scaleY);
  return { centre, scale, radius: RING * scale };
}

/** The mean face under a rotation, in the photo. */
export function wireHead({ centre, scale }: Gizmo, quaternion: Quaternion): Point[] {
  const matrix = quaternionToMatrix(quaternion);
  return MEAN_FACE.map(([x, y, z]) => ({
    x: centre.x + scale * (matrix[0]! * x + matrix[1]! * y + matrix[2]! * z),
    y: centre.y + scale * (matrix[3]! * x + matrix[4]! * y + matrix[5]! * z),
  }));
}

/** A drag of one radius turns the head by this many radians: the nose about follows the pointer. */
const TURN = 1.2;

/** The nose goes where the pointer goes. */
export const turnedByDrag = (from: Quaternion, { radius }: Gizmo, dx: number, dy: number): Quaternion =>
  turnPose(from, [(-dy / radius) * TURN, (dx / radius) * TURN, 0]);

/** The angle of a point about the centre, in radians, clockwise from the right. */
const angleAt = ({ centre }: Gizmo, { x, y }: Point): number => Math.atan2(y - centre.y, x - centre.x);

/** The ring goes along with the pointer. */
export const rolledByDrag = (from: Quaternion, gizmo: Gizmo, start: Point, to: Point): Quaternion =>
  turnPose(from, [0, 0, angleAt(gizmo, to) - angleAt(gizmo, start)]);
