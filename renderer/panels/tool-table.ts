/** Every tool as people meet it: its name, its key, its picture. What it does is in `editor/tools/`. */
import { Brush, CircleDot, Eraser, Hand, type LucideIcon, MousePointer2, SquarePlus } from 'lucide-react';
import type { Action } from '../actions/action.ts';
import type { Editor } from '../editor/editor.ts';
import { TOOLS, type ToolName } from '../editor/state.ts';

interface ToolFacts {
  label: string;
  /** Null where it has none: panning is held space. */
  key: string | null;
  icon: LucideIcon;
  /** Tools of one family stand together. */
  family: 'faces' | 'masks' | 'points';
}

export const TOOL_FACTS = {
  select: { label: 'Select and move', key: 'v', icon: MousePointer2, family: 'faces' },
  'draw-box': { label: 'Draw a box', key: 'n', icon: SquarePlus, family: 'faces' },
  pan: { label: 'Drag the photo', key: null, icon: Hand, family: 'faces' },
  brush: { label: 'Brush', key: 'b', icon: Brush, family: 'masks' },
  eraser: { label: 'Eraser', key: 'e', icon: Eraser, family: 'masks' },
  points: { label: 'Move landmarks', key: 'k', icon: CircleDot, family: 'points' },
} as const satisfies Record<ToolName, ToolFacts>;

export const toolActions = (editor: Editor): Action[] =>
  TOOLS.map((tool): Action => {
    const { label, key } = TOOL_FACTS[tool];
    return { id: `tool.${tool}`, label, section: 'Tools', keys: key ? [key] : [], run: () => editor.setTool(tool) };
  });
