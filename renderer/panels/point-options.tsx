/** How landmarks are moved, and what can be done with the point in hand. */
import { EyeOff, FlipHorizontal2, type LucideIcon, ScanFace } from 'lucide-react';
import { useMemo } from 'react';
import { partOfLandmark } from '../../electron/shared/domain/landmarks.ts';
import { useActions } from '../actions/use-actions.ts';
import { useEditor } from '../canvas/use-editor.ts';
import { ActionButton } from '../components/button.tsx';
import { Segmented } from '../components/segmented.tsx';
import type { Editor } from '../editor/editor.ts';
import { labelOf } from '../editor/labels.ts';
import type { PointMode } from '../editor/point-settings.ts';
import { selectedFace } from '../editor/state.ts';
import { pointActions } from '../pages/point-actions.ts';

const MODES: readonly { value: PointMode; label: string; tip: string }[] = [
  { value: 'point', label: 'Point', tip: 'A drag moves one point' },
  { value: 'near', label: 'Near', tip: 'Points nearby come along (hold Shift)' },
  { value: 'slide', label: 'Slide', tip: 'The point stays on its line (hold Alt)' },
  { value: 'part', label: 'Part', tip: 'The eye, brow, nose, mouth or jaw moves as one (hold Ctrl)' },
  { value: 'face', label: 'Face', tip: 'All points move as one' },
];

const BUTTONS: readonly { id: string; icon: LucideIcon }[] = [
  { id: 'points.hide', icon: EyeOff },
  { id: 'points.mirror', icon: FlipHorizontal2 },
];

export function PointOptions({ editor }: { editor: Editor }) {
  const actions = useMemo(() => pointActions(editor), [editor]);
  useActions(actions, 'tool');
  const byId = (id: string) => actions.find((action) => action.id === id)!;
  const { mode, active } = useEditor(editor, (state) => state.points);
  const hasPoints = useEditor(editor, (state) => {
    const face = selectedFace(state);
    return face !== null && labelOf(face, 'landmarks') !== null;
  });

  if (!hasPoints)
    return (
      <>
        <p className="tool-hint">No points on this face yet.</p>
        <ActionButton action={byId('points.place')} icon={ScanFace} look="quiet" />
      </>
    );
  return (
    <>
      <Segmented
        label="A drag moves"
        value={mode}
        options={MODES}
        onChange={(next) => editor.setPoints({ mode: next })}
      />
      <span className="tool-gap" />
      {BUTTONS.map(({ id, icon }) => (
        <ActionButton key={id} action={byId(id)} icon={icon} iconOnly />
      ))}
      <span className="tool-gap" />
      <p className="tool-hint">
        {active === null
          ? 'Click a point, or step through them with Tab.'
          : `Point ${active}, ${partOfLandmark(active)}. Arrows move it, with Alt by a tenth.`}
      </p>
    </>
  );
}
