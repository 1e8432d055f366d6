/** The three angles of the head as numbers, and where else they can come from. */
import { History, ScanFace, Sparkles } from 'lucide-react';
import { useMemo } from 'react';
import { type Angles, quaternionToAngles } from '../../electron/shared/domain/pose.ts';
import { useActions } from '../actions/use-actions.ts';
import { useEditor } from '../canvas/use-editor.ts';
import { ActionButton } from '../components/button.tsx';
import { useDraft } from '../components/field.tsx';
import type { Editor } from '../editor/editor.ts';
import { labelOf } from '../editor/labels.ts';
import { DEGREE, setAngle } from '../editor/pose-commands.ts';
import { poseOf } from '../editor/pose-gizmo.ts';
import { selectedFace, shownFace } from '../editor/state.ts';
import { poseActions } from '../pages/pose-actions.ts';
import { strings } from '../strings/strings.ts';

const words = strings.tools.pose;
const ANGLES = ['yaw', 'pitch', 'roll'] as const;

function AngleField({ editor, angle, degrees }: { editor: Editor; angle: keyof Angles; degrees: number }) {
  const field = useDraft(degrees.toFixed(1), (draft) =>
    editor.apply(setAngle(editor.state, angle, Number(draft.replace(',', '.').replace('−', '-')))),
  );
  return (
    <label className="tool-number">
      <span>{words[angle]}</span>
      <input type="text" inputMode="decimal" {...field} />
      <span>°</span>
    </label>
  );
}

export function PoseOptions({ editor }: { editor: Editor }) {
  const actions = useMemo(() => poseActions(editor), [editor]);
  useActions(actions, 'tool');
  const byId = (id: string) => actions.find((action) => action.id === id)!;
  useEditor(editor, (state) => state.proposals); // whether there is something to give back
  const quaternion = useEditor(editor, (state) => {
    const face = selectedFace(state);
    const shown = face && shownFace(state, face);
    return shown && labelOf(shown, 'pose') ? poseOf(shown) : null;
  });
  const angles = quaternion && quaternionToAngles(quaternion);
  return (
    <>
      {angles && (
        <div className="tool-group">
          {ANGLES.map((angle) => (
            <AngleField key={angle} editor={editor} angle={angle} degrees={angles[angle] / DEGREE} />
          ))}
        </div>
      )}
      <div className="tool-group">
        <ActionButton action={byId('pose.from-landmarks')} icon={ScanFace} look="quiet" />
        <ActionButton action={byId('pose.reset')} icon={History} iconOnly look="quiet" />
        <ActionButton action={byId('pose.ask')} icon={Sparkles} iconOnly look="quiet" />
      </div>
    </>
  );
}
