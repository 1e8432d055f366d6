/** What the tool in hand shows over everything else: the brush at its true size, a line under way, frames and rings. */
import { activeTool, type EditorState, type ToolName } from '../editor/state.ts';
import type { View } from '../editor/view.ts';
import type { Context } from './paint.ts';
import { paintBrush } from './paint-brush.ts';
import { paintGizmo } from './paint-gizmo.ts';
import { paintOutline } from './paint-outline.ts';
import { paintPartFrame } from './paint-part-frame.ts';
import type { SceneLayer } from './scene.ts';

interface ToolPaint {
  paint(context: Context, state: EditorState, view: View): void;
  /** Whether it follows the pointer. */
  pointer: boolean;
}

const BRUSH: ToolPaint = { paint: paintBrush, pointer: true };
const OUTLINE: ToolPaint = { paint: paintOutline, pointer: false };

const PAINTS: Readonly<Record<ToolName, ToolPaint | null>> = {
  select: null,
  'draw-box': null,
  pan: null,
  brush: BRUSH,
  eraser: BRUSH,
  polygon: OUTLINE,
  lasso: OUTLINE,
  fill: null,
  wand: null,
  pull: null,
  restore: OUTLINE,
  points: { paint: paintPartFrame, pointer: false },
  pose: { paint: paintGizmo, pointer: false },
};

export const toolLayer: SceneLayer = {
  dependsOn({ state, picture }) {
    const tool = PAINTS[activeTool(state)];
    if (!picture || !state.overlay || !tool) return [];
    const { view, viewport, paint, points, faces, selected, draft } = state;
    const held = draft?.kind === 'mask' ? null : draft;
    return [tool, tool.pointer ? state.pointer : null, view, viewport, paint, points, faces, selected, held];
  },

  paint(context, { state, view, picture }) {
    if (picture && state.overlay) PAINTS[activeTool(state)]?.paint(context, state, view);
    return true;
  },
};
