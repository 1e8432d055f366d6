/** The photo: smooth from afar, its pixels as they are from near. */
import { zoomOf } from '../editor/view.ts';
import { levelFor } from './picture.ts';
import type { SceneLayer } from './scene.ts';

/** From this zoom on a photo pixel is a square. */
const CRISP_FROM = 3;

export const photoLayer: SceneLayer = {
  dependsOn: ({ state, picture }) => [state.image?.id, state.view, state.viewport, picture],

  paint(context, { state, view, picture }) {
    if (!state.image || !picture) return true;
    const zoom = zoomOf(view, state.viewport);
    context.imageSmoothingEnabled = zoom < CRISP_FROM;
    // The levels do the shrinking; what is left is between a half and one, where bilinear is enough.
    context.imageSmoothingQuality = 'low';
    const { width, height } = state.image;
    context.drawImage(levelFor(picture, zoom), view.x, view.y, width * view.scale, height * view.scale);
    return true;
  },
};
