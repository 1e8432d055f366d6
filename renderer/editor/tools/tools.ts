/** Every tool by its name. */
import type { ToolName } from '../state.ts';
import { brush, eraser } from './brush.ts';
import { drawBox } from './draw-box.ts';
import { fill, wand } from './fill.ts';
import { lasso, polygon, restore } from './outline.ts';
import { pan } from './pan.ts';
import { points } from './points.ts';
import { pose } from './pose.ts';
import { pull } from './pull.ts';
import { select } from './select.ts';
import type { Tool } from './tool.ts';

export const tools: Record<ToolName, Tool> = {
  select,
  'draw-box': drawBox,
  pan,
  brush,
  eraser,
  polygon,
  lasso,
  fill,
  wand,
  pull,
  restore,
  points,
  pose,
};

/** Tools that a double click zooms with; others have a use for two quick clicks. */
export const ZOOMING_TOOLS: ReadonlySet<ToolName> = new Set(['select', 'pan']);
