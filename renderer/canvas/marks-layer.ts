/** What is drawn on the faces in points and lines: the landmarks, and in a layer of their own the axes of the head. */
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Box } from '../../electron/shared/domain/geometry.ts';
import { labelOf } from '../editor/labels.ts';
import { activeLandmark, markedLandmark } from '../editor/landmarks.ts';
import { labelledFaces } from '../editor/state.ts';
import { paintLandmarks } from './paint-landmarks.ts';
import { paintPose } from './paint-pose.ts';
import type { SceneLayer } from './scene.ts';
import { type SpriteJob, Sprites } from './sprites.ts';
import { STRENGTHS } from './strengths.ts';

/** CSS pixels that points and figures reach out of the face. */
const MARGIN = 30;

/** All the points of a face, and its box. */
function boundsOf(face: Face): Box {
  const { x, y, width, height } = face.box;
  let [left, top, right, bottom] = [x, y, x + width, y + height];
  for (const [px, py] of labelOf(face, 'landmarks')?.value.points ?? []) {
    left = Math.min(left, px);
    top = Math.min(top, py);
    right = Math.max(right, px);
    bottom = Math.max(bottom, py);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

const landmarkSprites = new Sprites();
const poseSprites = new Sprites();

export const landmarksLayer: SceneLayer = {
  strength: ({ tool }) => STRENGTHS[tool].landmarks,

  dependsOn({ state, picture }) {
    if (!picture || !state.overlay || !state.layers.shown.landmarks) return [];
    const { view, viewport, faces, selected, draft, layers } = state;
    const points = draft?.kind === 'mask' ? null : draft;
    return [view, viewport, layers, faces, selected, points, markedLandmark(state), activeLandmark(state)];
  },

  paint(context, { state, view, picture }) {
    const { layers, selected, viewport } = state;
    if (!picture || !state.overlay || !layers.shown.landmarks) return true;
    const marks = { marked: markedLandmark(state), active: activeLandmark(state) };
    const none = { marked: -1, active: -1 };
    const jobs = labelledFaces(state).map(
      (face): SpriteJob => ({
        face,
        bounds: boundsOf(face),
        margin: MARGIN,
        look: [layers],
        // It shows the point under the pointer.
        lively: face.id === selected,
        paint: (target, at) => paintLandmarks(target, face, at, face.id === selected ? marks : none),
      }),
    );
    return landmarkSprites.draw(context, jobs, view, viewport);
  },
};

export const poseLayer: SceneLayer = {
  strength: ({ tool }) => STRENGTHS[tool].pose,

  dependsOn({ state, picture }) {
    if (!picture || !state.overlay || !state.layers.shown.pose) return [];
    const { view, viewport, faces, selected, draft, layers } = state;
    return [view, viewport, layers, faces, selected, draft?.kind === 'mask' ? null : draft];
  },

  paint(context, { state, view, picture }) {
    const { layers, selected, viewport } = state;
    if (!picture || !state.overlay || !layers.shown.pose) return true;
    const jobs = labelledFaces(state).map(
      (face): SpriteJob => ({
        face,
        bounds: face.box,
        margin: MARGIN,
        look: [layers],
        // It follows the box that is dragged.
        lively: face.id === selected,
        paint: (target, at) => paintPose(target, face, state, at),
      }),
    );
    return poseSprites.draw(context, jobs, view, viewport);
  },
};
