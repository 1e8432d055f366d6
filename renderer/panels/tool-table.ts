/** Every tool as people meet it: its key, its picture, and what it belongs to. What it does is in `editor/tools/`. */
import {
  Axis3d,
  Brush,
  CircleDot,
  Eraser,
  Hand,
  Lasso,
  type LucideIcon,
  Maximize2,
  MousePointer2,
  PaintBucket,
  Pentagon,
  RotateCcwSquare,
  SquarePlus,
  WandSparkles,
} from 'lucide-react';
import type { Action } from '../actions/action.ts';
import type { Editor } from '../editor/editor.ts';
import { TOOLS, type ToolName } from '../editor/state.ts';
import { strings } from '../strings/strings.ts';

/** Tools of one family stand together and share their settings. */
export const TOOL_FAMILIES = ['faces', 'masks', 'points', 'pose'] as const;
type ToolFamily = (typeof TOOL_FAMILIES)[number];

interface ToolFacts {
  /** Null where it has none: panning is held space. */
  key: string | null;
  icon: LucideIcon;
  family: ToolFamily;
}

export const TOOL_FACTS: Readonly<Record<ToolName, ToolFacts>> = {
  select: { key: 'v', icon: MousePointer2, family: 'faces' },
  'draw-box': { key: 'n', icon: SquarePlus, family: 'faces' },
  pan: { key: null, icon: Hand, family: 'faces' },
  brush: { key: 'b', icon: Brush, family: 'masks' },
  eraser: { key: 'e', icon: Eraser, family: 'masks' },
  polygon: { key: 'p', icon: Pentagon, family: 'masks' },
  lasso: { key: 'Shift+l', icon: Lasso, family: 'masks' },
  fill: { key: 'Shift+b', icon: PaintBucket, family: 'masks' },
  wand: { key: 'Shift+w', icon: WandSparkles, family: 'masks' },
  pull: { key: 'Shift+n', icon: Maximize2, family: 'masks' },
  restore: { key: 'Shift+r', icon: RotateCcwSquare, family: 'masks' },
  points: { key: 'k', icon: CircleDot, family: 'points' },
  pose: { key: 'Shift+t', icon: Axis3d, family: 'pose' },
};

export const toolActions = (editor: Editor): Action[] =>
  TOOLS.map((tool): Action => {
    const { key } = TOOL_FACTS[tool];
    return {
      id: `tool.${tool}`,
      label: strings.tools.names[tool],
      section: 'Tools',
      keys: key ? [key] : [],
      run: () => editor.setTool(tool),
    };
  });
