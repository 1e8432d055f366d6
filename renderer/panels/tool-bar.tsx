/** The tools, in a column beside the photo. */

import type { Action } from '../actions/action.ts';
import { shownKey } from '../actions/bindings.ts';
import { runAction } from '../actions/run.ts';
import { useEditor } from '../canvas/use-editor.ts';
import { IconButton } from '../components/button.tsx';
import type { Editor } from '../editor/editor.ts';
import { TOOLS } from '../editor/state.ts';
import { strings } from '../strings/strings.ts';
import { TOOL_FACTS, TOOL_FAMILIES } from './tool-table.ts';
import './tool-bar.css';

export function ToolBar({ editor, byId }: { editor: Editor; byId: (id: string) => Action }) {
  const active = useEditor(editor, (state) => state.tool);
  return (
    <div className="tool-bar" role="toolbar" aria-label={strings.tools.title} aria-orientation="vertical">
      {TOOL_FAMILIES.map((family) => (
        <div key={family} className="tool-family">
          {TOOLS.filter((tool) => TOOL_FACTS[tool].family === family).map((tool) => {
            const action = byId(`tool.${tool}`);
            return (
              <IconButton
                key={tool}
                icon={TOOL_FACTS[tool].icon}
                label={action.label}
                shortcut={shownKey(action)}
                tipSide="right"
                aria-pressed={tool === active}
                onClick={() => runAction(action)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}
