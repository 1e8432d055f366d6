/** What is drawn on the faces in points and lines: the landmarks, and the axes of the head. */
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Box } from '../../electron/shared/domain/geometry.ts';
import { labelOf } from '../editor/labels.ts';
import { activeLandmark, markedLandmark } from '../editor/landmarks.ts';
import { labelledFaces } from '../editor/state.ts';
import { paintLandmarks } from './paint-landmarks.ts';
import { paintPose } from './paint-pose.ts';
import type { SceneLayer } from './scene.ts';
import { type SpriteJob, Sprites } from './sprites.ts';

/** CSS pixels that points and figures reach out of the face. */
const MARGIN = 30;

const sprites = new Sprites();

/** The face's box and all its points. */
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

export const marksLayer: SceneLayer = {
  dependsOn({ state, picture }) {
    const { shown } = state.layers;
    if (!picture || !state.overlay || !(shown.landmarks || shown.pose)) return [];
    const { view, viewport, faces, selected, draft, layers } = state;
    const points = draft?.kind === 'mask' ? null : draft;
    return [view, viewport, layers, faces, selected, points, markedLandmark(state), activeLandmark(state)];
  },

  paint(context, { state, view, picture }) {
    const { layers, selected, viewport } = state;
    if (!picture || !state.overlay) return true;
    const marks = { marked: markedLandmark(state), active: activeLandmark(state) };
    const none = { marked: -1, active: -1 };
    const jobs = labelledFaces(state).map(
      (face): SpriteJob => ({
        face,
        bounds: boundsOf(face),
        margin: MARGIN,
        look: [layers],
        // It shows the point under the pointer, and follows the box that is dragged.
        lively: face.id === selected,
        paint(target, at) {
          if (layers.shown.landmarks) paintLandmarks(target, face, at, face.id === selected ? marks : none);
          if (layers.shown.pose) paintPose(target, face, state, at);
        },
      }),
    );
    return sprites.draw(context, jobs, view, viewport);
  },
};
