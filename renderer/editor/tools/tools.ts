/** Every tool by its name. */
import type { ToolName } from '../state.ts';
import { brush, eraser } from './brush.ts';
import { drawBox } from './draw-box.ts';
import { pan } from './pan.ts';
import { points } from './points.ts';
import { select } from './select.ts';
import type { Tool } from './tool.ts';

export const tools = { select, 'draw-box': drawBox, pan, brush, eraser, points } satisfies Record<ToolName, Tool>;
