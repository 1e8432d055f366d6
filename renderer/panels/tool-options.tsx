/** The line above the photo that belongs to the tool in hand: its settings, or what it is good for. */
import type { ReactNode } from 'react';
import { useEditor } from '../canvas/use-editor.ts';
import type { Editor } from '../editor/editor.ts';
import type { ToolName } from '../editor/state.ts';
import { strings } from '../strings/strings.ts';
import { PaintOptions } from './paint-options.tsx';
import { PointOptions } from './point-options.tsx';
import { PoseOptions } from './pose-options.tsx';
import './tool-options.css';

type Options = (props: { editor: Editor }) => ReactNode;

const hint =
  (text: string): Options =>
  () => <p className="tool-group tool-hint">{text}</p>;

const { hints } = strings.tools;

const OPTIONS: Readonly<Record<ToolName, Options>> = {
  select: hint(hints.select),
  'draw-box': hint(hints['draw-box']),
  pan: hint(hints.pan),
  brush: PaintOptions,
  eraser: PaintOptions,
  polygon: PaintOptions,
  lasso: PaintOptions,
  fill: PaintOptions,
  wand: PaintOptions,
  pull: PaintOptions,
  restore: PaintOptions,
  points: PointOptions,
  pose: PoseOptions,
};

export function ToolOptions({ editor }: { editor: Editor }) {
  const tool = useEditor(editor, (state) => state.tool);
  const Shown = OPTIONS[tool];
  return (
    <div className="tool-options" role="toolbar" aria-label={strings.tools.settings}>
      <div className="tool-lines">
        <div className="tool-groups">
          <Shown editor={editor} />
        </div>
      </div>
    </div>
  );
}
