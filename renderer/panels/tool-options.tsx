/** The line above the photo that belongs to the tool in hand: its settings, or what it is good for. */
import type { ReactNode } from 'react';
import { useEditor } from '../canvas/use-editor.ts';
import type { Editor } from '../editor/editor.ts';
import type { ToolName } from '../editor/state.ts';
import { PaintOptions } from './paint-options.tsx';
import { PointOptions } from './point-options.tsx';
import './tool-options.css';

const hint =
  (text: string): ((props: { editor: Editor }) => ReactNode) =>
  () => <p className="tool-hint">{text}</p>;

const OPTIONS = {
  select: hint('Click a face to select it, drag it to move it, drag a handle to resize it.'),
  'draw-box': hint('Drag from corner to corner over a face.'),
  pan: hint('Drag the photo. With any other tool, hold Space or the middle button.'),
  brush: PaintOptions,
  eraser: PaintOptions,
  points: PointOptions,
} satisfies Record<ToolName, (props: { editor: Editor }) => ReactNode>;

export function ToolOptions({ editor }: { editor: Editor }) {
  const tool = useEditor(editor, (state) => state.tool);
  const Options = OPTIONS[tool];
  return (
    <div className="tool-options" role="toolbar" aria-label="Tool settings">
      <Options editor={editor} />
    </div>
  );
}
