/** How landmarks are moved, and what can be done with the point in hand. */
import { EyeOff, FlipHorizontal2, History, type LucideIcon, ScanFace, Sparkles, Waypoints } from 'lucide-react';
import { useMemo } from 'react';
import { partOfLandmark } from '../../electron/shared/domain/landmarks.ts';
import { useActions } from '../actions/use-actions.ts';
import { useEditor } from '../canvas/use-editor.ts';
import { ActionButton } from '../components/button.tsx';
import { Segmented } from '../components/segmented.tsx';
import type { Editor } from '../editor/editor.ts';
import { labelOf } from '../editor/labels.ts';
import { POINT_MODES } from '../editor/point-settings.ts';
import { selectedFace } from '../editor/state.ts';
import { plainWords } from '../labels/words.ts';
import { pointActions } from '../pages/point-actions.ts';
import { strings } from '../strings/strings.ts';

const words = strings.tools.points;

const BUTTONS: readonly { id: string; icon: LucideIcon }[] = [
  { id: 'points.hide', icon: EyeOff },
  { id: 'points.mirror', icon: FlipHorizontal2 },
  { id: 'points.reset', icon: History },
  { id: 'points.ask', icon: Sparkles },
  { id: 'points.follow', icon: Waypoints },
];

function Reach({ editor, reach }: { editor: Editor; reach: number }) {
  return (
    <label className="tool-range">
      <span>{words.reach}</span>
      <input
        className="range"
        type="range"
        min={5}
        max={60}
        value={Math.round(reach * 100)}
        onChange={(event) => editor.setPoints({ reach: event.currentTarget.valueAsNumber / 100 })}
      />
      <output>{Math.round(reach * 100)} %</output>
    </label>
  );
}

export function PointOptions({ editor }: { editor: Editor }) {
  const actions = useMemo(() => pointActions(editor), [editor]);
  useActions(actions, 'tool');
  const byId = (id: string) => actions.find((action) => action.id === id)!;
  const { mode, active, reach } = useEditor(editor, (state) => state.points);
  useEditor(editor, (state) => state.proposals); // whether there is something to give back
  const hasPoints = useEditor(
    editor,
    (state) => labelOf(selectedFace(state) ?? { annotations: [] }, 'landmarks') !== null,
  );

  if (!hasPoints)
    return (
      <div className="tool-group">
        <p className="tool-hint">{words.none}</p>
        <ActionButton action={byId('points.place')} icon={ScanFace} look="quiet" />
      </div>
    );
  return (
    <>
      <div className="tool-group">
        <Segmented
          label={words.moves}
          value={mode}
          options={POINT_MODES.map((value) => ({ value, label: words.modes[value], tip: words.modeTips[value] }))}
          onChange={(next) => editor.setPoints({ mode: next })}
        />
        {mode === 'near' && <Reach editor={editor} reach={reach} />}
      </div>
      <div className="tool-group">
        {BUTTONS.map(({ id, icon }) => (
          <ActionButton key={id} action={byId(id)} icon={icon} iconOnly look="quiet" />
        ))}
      </div>
      <p className="tool-group tool-hint">
        {active === null ? words.choose : words.active(active, plainWords(partOfLandmark(active)))}
      </p>
    </>
  );
}
