/** The parts of the faces, as coloured areas or as lines along their borders. */
import type { Box } from '../../electron/shared/domain/geometry.ts';
import { PARSING_COLOURS } from '../../electron/shared/domain/vocabulary.ts';
import { labelOf } from '../editor/labels.ts';
import { classStrengths } from '../editor/layers.ts';
import { type EditorState, labelledFaces } from '../editor/state.ts';
import { boxToScreen, type View } from '../editor/view.ts';
import { type Mask, maskLines, maskPixels } from './mask-picture.ts';
import { type Context, cssColour, RIM } from './paint.ts';
import type { SceneLayer } from './scene.ts';
import { type SpriteJob, Sprites } from './sprites.ts';
import { STRENGTHS } from './strengths.ts';

/** Device pixels from which on the cells of a map are squares. */
const CRISP_FROM = 3;
/** CSS pixels with the rim. */
const LINE_WIDTH = 3;

interface Shown {
  mask: Mask;
  /** Whether a brush is at work on it. */
  changing: boolean;
}

function paintAreas(
  context: Context,
  { mask, changing }: Shown,
  shown: Box,
  strengths: readonly number[],
  cell: number,
): void {
  context.imageSmoothingEnabled = cell < CRISP_FROM;
  context.imageSmoothingQuality = cell < 0.5 ? 'medium' : 'low';
  context.drawImage(maskPixels(mask, strengths, changing), shown.x, shown.y, shown.width, shown.height);
}

/** Lines as wide on the screen at any zoom, so the path is brought to the screen before it is stroked. */
function paintLines(
  context: Context,
  { mask, changing }: Shown,
  shown: Box,
  strengths: readonly number[],
  cell: number,
): void {
  const step = 2 ** Math.max(0, Math.ceil(Math.log2(1 / cell)));
  const toScreen = new DOMMatrix([shown.width / mask.width, 0, 0, shown.height / mask.height, shown.x, shown.y]);
  context.lineJoin = 'round';
  for (const { label, path } of maskLines(mask, step, cell < CRISP_FROM, changing)) {
    const strength = strengths[label] ?? 0;
    if (strength === 0) continue;
    const line = new Path2D();
    line.addPath(path, toScreen);
    context.globalAlpha = strength;
    context.lineWidth = LINE_WIDTH;
    context.strokeStyle = RIM;
    context.stroke(line);
    context.lineWidth = LINE_WIDTH / 2;
    context.strokeStyle = cssColour(PARSING_COLOURS[mask.profile][label]!);
    context.stroke(line);
  }
}

export function paintMask(
  context: Context,
  mask: Mask,
  view: View,
  { layers, highlight, viewport, draft }: EditorState,
): void {
  const shown = boxToScreen(view, mask.frame);
  const changing = draft?.kind === 'mask' && draft.mask === mask;
  const strengths = classStrengths(mask.profile, layers, highlight);
  const cell = (shown.width / mask.width) * viewport.pixelRatio;
  context.globalAlpha = layers.maskStyle === 'fill' ? layers.maskOpacity : 1;
  const paint = layers.maskStyle === 'fill' ? paintAreas : paintLines;
  paint(context, { mask, changing }, shown, strengths, cell);
  context.globalAlpha = 1;
}

const sprites = new Sprites();

export const masksLayer: SceneLayer = {
  strength: ({ tool }) => STRENGTHS[tool].masks,

  dependsOn({ state, picture }) {
    const { layers, overlay } = state;
    // What is not shown changes nothing.
    if (!picture || !overlay || !layers.shown.masks) return [];
    const draft = state.draft?.kind === 'mask' ? state.draft : null;
    return [state.view, state.viewport, layers, state.highlight, state.faces, state.selected, draft];
  },

  paint(context, { state, view, picture }) {
    const { layers, highlight, viewport } = state;
    if (!picture || !state.overlay || !layers.shown.masks) return true;
    const jobs = labelledFaces(state).flatMap((face): SpriteJob[] => {
      const mask = labelOf(face, 'parsing')?.value;
      if (!mask) return [];
      return [
        {
          face,
          bounds: mask.frame,
          margin: LINE_WIDTH,
          look: [layers, highlight],
          lively: state.draft?.kind === 'mask' && state.draft.mask === mask,
          paint: (target, at) => paintMask(target, mask, at, state),
        },
      ];
    });
    return sprites.draw(context, jobs, view, viewport);
  },
};
