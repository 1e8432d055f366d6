/** Rulers along the edges of the screen, and the loupe: what is under the pointer, large. */
import { rulerStep } from '../editor/aids.ts';
import { labelOf } from '../editor/labels.ts';
import { activeLandmark, markedLandmark } from '../editor/landmarks.ts';
import { selectedFace, shownFace } from '../editor/state.ts';
import { toPhoto, type View } from '../editor/view.ts';
import { paintMask } from './masks-layer.ts';
import { type Context, FONT, RIM } from './paint.ts';
import { paintLandmarks } from './paint-landmarks.ts';
import { photoLayer } from './photo-layer.ts';
import type { Scene, SceneLayer } from './scene.ts';

/** CSS pixels. */
const RULER = 18;
const LOUPE = 96;
const EDGE = 16;
/** How much larger the loupe shows things than the screen does. */
const MAGNIFIED = 4;
/** Parts of a step that have a mark without a name. */
const PARTS = 5;

function paintRuler(context: Context, { state, view }: Scene, side: 'x' | 'y'): void {
  const { viewport, pointer } = state;
  const length = side === 'x' ? viewport.width : viewport.height;
  context.fillStyle = 'rgba(18, 19, 21, 0.78)';
  if (side === 'x') context.fillRect(0, 0, length, RULER);
  else context.fillRect(0, 0, RULER, length);
  const step = rulerStep(view.scale);
  const first = Math.floor(-view[side] / view.scale / step) * step;
  context.font = `500 9px ${FONT}`;
  context.textBaseline = 'top';
  context.fillStyle = '#d7dade';
  for (let mark = first; mark * view.scale + view[side] < length; mark += step / PARTS) {
    const at = Math.round(mark * view.scale + view[side]);
    const named = Math.abs(mark / step - Math.round(mark / step)) < 1e-6;
    const size = named ? RULER : 4;
    if (side === 'x') context.fillRect(at, RULER - size, 1, size);
    else context.fillRect(RULER - size, at, size, 1);
    if (!named) continue;
    const text = `${Math.round(mark)}`;
    if (side === 'x') context.fillText(text, at + 3, 2);
    else {
      context.save();
      context.translate(2, at + 3);
      context.rotate(-Math.PI / 2);
      context.fillText(text, -context.measureText(text).width - 2, 0);
      context.restore();
    }
  }
  if (!pointer) return;
  context.fillStyle = '#ffe14d';
  if (side === 'x') context.fillRect(Math.round(pointer.x), 0, 1, RULER);
  else context.fillRect(0, Math.round(pointer.y), RULER, 1);
}

function paintLoupe(context: Context, scene: Scene): void {
  const { state, view, picture } = scene;
  const { pointer, viewport } = state;
  if (!pointer || !(context instanceof CanvasRenderingContext2D)) return;
  // In the corner that the pointer is not in.
  const right = pointer.x < viewport.width - 3 * LOUPE || pointer.y > 3 * LOUPE;
  const top = state.aids.rulers ? RULER : 0;
  const centre = { x: right ? viewport.width - LOUPE - EDGE : LOUPE + EDGE, y: LOUPE + EDGE + top };
  const under = toPhoto(view, pointer);
  const scale = view.scale * MAGNIFIED;
  const near: View = { scale, x: centre.x - under.x * scale, y: centre.y - under.y * scale };
  context.save();
  context.beginPath();
  context.arc(centre.x, centre.y, LOUPE, 0, 2 * Math.PI);
  context.fillStyle = '#17181a';
  context.fill();
  context.clip();
  photoLayer.paint(context, { ...scene, view: near, picture });
  const face = selectedFace(state);
  const shown = face && shownFace(state, face);
  const mask = shown && labelOf(shown, 'parsing')?.value;
  if (state.overlay && mask && state.layers.shown.masks) paintMask(context, mask, near, state);
  if (state.overlay && shown && state.layers.shown.landmarks)
    paintLandmarks(context, shown, near, { marked: markedLandmark(state), active: activeLandmark(state) });
  context.strokeStyle = 'rgba(255, 255, 255, 0.8)';
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(centre.x - 8, centre.y);
  context.lineTo(centre.x + 8, centre.y);
  context.moveTo(centre.x, centre.y - 8);
  context.lineTo(centre.x, centre.y + 8);
  context.stroke();
  context.restore();
  context.beginPath();
  context.arc(centre.x, centre.y, LOUPE, 0, 2 * Math.PI);
  context.lineWidth = 4;
  context.strokeStyle = RIM;
  context.stroke();
  context.lineWidth = 2;
  context.strokeStyle = '#ffffff';
  context.stroke();
}

export const aidsLayer: SceneLayer = {
  dependsOn({ state, picture }) {
    const { aids, pointer, view, viewport, draft, faces, selected, layers, overlay, points } = state;
    if (!picture || !(aids.rulers || aids.loupe)) return [];
    return [
      aids,
      pointer,
      view,
      viewport,
      ...(aids.loupe ? [picture, draft, faces, selected, layers, overlay, points] : []),
    ];
  },

  paint(context, scene) {
    const { aids } = scene.state;
    if (!scene.picture) return true;
    if (aids.loupe) paintLoupe(context, scene);
    if (aids.rulers) {
      paintRuler(context, scene, 'x');
      paintRuler(context, scene, 'y');
    }
    return true;
  },
};
