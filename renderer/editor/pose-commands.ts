/** What keys, numbers and buttons do with the pose of the selected face. */
import { fitHead } from '../../electron/shared/domain/head-fit.ts';
import type { Patch } from '../../electron/shared/domain/patch.ts';
import {
  type Angles,
  anglesToQuaternion,
  type Quaternion,
  quaternionToAngles,
} from '../../electron/shared/domain/pose.ts';
import type { Editor } from './editor.ts';
import { labelOf } from './labels.ts';
import { say } from './patches.ts';
import { poseOf } from './pose-gizmo.ts';
import { proposalOf } from './proposals.ts';
import { type EditorState, selectedFace } from './state.ts';
import { turnFurther, turning } from './tools/pose.ts';

export const DEGREE = Math.PI / 180;

const sayPose = (state: EditorState, quaternion: Quaternion | null): Patch | null => {
  const face = selectedFace(state);
  return face && quaternion && say(face, { task: 'pose', value: { quaternion } }, state.person);
};

/** By so many degrees: to the right and down as the nose goes, and clockwise. */
export const turnHead = (editor: Editor, right: number, down: number, clockwise: number): void => {
  if (selectedFace(editor.state))
    editor.drive(turning, (state) => turnFurther(state, [-down * DEGREE, right * DEGREE, clockwise * DEGREE]));
};

/** One of the three angles in degrees, the others as they are. */
export function setAngle(state: EditorState, angle: keyof Angles, degrees: number): Patch | null {
  const face = selectedFace(state);
  if (!face || !Number.isFinite(degrees)) return null;
  return sayPose(state, anglesToQuaternion({ ...quaternionToAngles(poseOf(face)), [angle]: degrees * DEGREE }));
}

/** The pose that the face's points tell. */
export function poseFromLandmarks(state: EditorState): Patch | null {
  const face = selectedFace(state);
  const points = face && labelOf(face, 'landmarks')?.value.points;
  return sayPose(state, (points && fitHead(points.map(([x, y]) => ({ x, y })))?.quaternion) ?? null);
}

export const resetPose = (state: EditorState): Patch | null =>
  sayPose(state, proposalOf(state, selectedFace(state), 'pose')?.value.quaternion ?? null);
