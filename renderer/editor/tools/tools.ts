/** Every tool by its name. */
import type { ToolName } from '../state.ts';
import { drawBox } from './draw-box.ts';
import { pan } from './pan.ts';
import { select } from './select.ts';
import type { Tool } from './tool.ts';

export const tools = { select, 'draw-box': drawBox, pan } satisfies Record<ToolName, Tool>;
