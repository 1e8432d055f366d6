/** What masks are painted with: the class in hand, the settings of the tool, and what may be painted over. */
import {
  BrushCleaning,
  Circle,
  CircleDashed,
  Expand,
  FlipHorizontal2,
  Link2,
  type LucideIcon,
  Magnet,
  PenTool,
  Shrink,
  Sparkle,
  Square,
  Waves,
  Waypoints,
} from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { ParsingClass, ParsingProfile } from '../../electron/shared/domain/vocabulary.ts';
import type { Action } from '../actions/action.ts';
import { shownKey } from '../actions/bindings.ts';
import { runAction } from '../actions/run.ts';
import { useActions } from '../actions/use-actions.ts';
import { useEditor } from '../canvas/use-editor.ts';
import { ActionButton, IconButton } from '../components/button.tsx';
import { Segmented } from '../components/segmented.tsx';
import type { Editor } from '../editor/editor.ts';
import { labelOf } from '../editor/labels.ts';
import { MASK_COMMANDS, type MaskCommand } from '../editor/mask-commands.ts';
import { AREA_MODES, LARGEST, type PaintSettings } from '../editor/paint-settings.ts';
import { selectedFace, type ToolName } from '../editor/state.ts';
import { plainWords } from '../labels/words.ts';
import { classesInHand, paintActions } from '../pages/paint-actions.ts';
import { strings } from '../strings/strings.ts';
import { ClassChoice } from './class-choice.tsx';

const words = strings.tools.paint;

const COMMAND_ICONS: Record<MaskCommand, LucideIcon> = {
  grow: Expand,
  shrink: Shrink,
  smooth: Waves,
  islands: Sparkle,
  holes: CircleDashed,
  tidy: BrushCleaning,
  follow: Waypoints,
};

interface PartProps {
  editor: Editor;
  paint: PaintSettings;
  byId(id: string): Action;
}

function Switch({ action, icon, on }: { action: Action; icon: LucideIcon; on: boolean }) {
  return (
    <IconButton
      icon={icon}
      label={action.label}
      shortcut={shownKey(action)}
      aria-pressed={on}
      onClick={() => runAction(action)}
    />
  );
}

/** The slider goes by ratios: as far from 4 to 8 as from 100 to 200. */
const STOPS = 100;
const toStop = (size: number) => Math.round((Math.log(size) / Math.log(LARGEST)) * STOPS);
const fromStop = (stop: number) => Math.round(LARGEST ** (stop / STOPS));

function BrushSettings({ editor, paint, byId }: PartProps) {
  return (
    <>
      <label className="tool-range" data-tip={words.sizeTip} data-tip-key="[ ]">
        <span>{words.size}</span>
        <input
          className="range"
          type="range"
          max={STOPS}
          value={toStop(paint.size)}
          onChange={(event) => editor.setPaint({ size: fromStop(event.currentTarget.valueAsNumber) })}
        />
        <output>{paint.size}</output>
      </label>
      <IconButton
        icon={paint.shape === 'round' ? Circle : Square}
        label={words.shape}
        shortcut={shownKey(byId('paint.shape'))}
        onClick={() => runAction(byId('paint.shape'))}
      />
      <Switch action={byId('paint.mirror')} icon={FlipHorizontal2} on={paint.mirrored} />
      <IconButton
        icon={PenTool}
        label={words.pressure}
        aria-pressed={paint.pressure}
        onClick={() => editor.setPaint({ pressure: !paint.pressure })}
      />
    </>
  );
}

const OutlineSettings = ({ editor, paint, byId }: PartProps) => (
  <>
    <Segmented
      label={words.mode}
      value={paint.mode}
      options={AREA_MODES.map((value) => ({ value, label: words.modes[value], tip: words.modeTips[value] }))}
      onChange={(mode) => editor.setPaint({ mode })}
    />
    <Switch action={byId('paint.snap')} icon={Magnet} on={paint.snaps} />
  </>
);

const ConnectedSwitch = ({ paint, byId }: PartProps) => (
  <Switch action={byId('paint.connected')} icon={Link2} on={paint.connected} />
);

const WandSettings = (props: PartProps) => (
  <>
    <label className="tool-range">
      <span>{words.tolerance}</span>
      <input
        className="range"
        type="range"
        min={1}
        max={120}
        value={props.paint.tolerance}
        onChange={(event) => props.editor.setPaint({ tolerance: event.currentTarget.valueAsNumber })}
      />
      <output>{props.paint.tolerance}</output>
    </label>
    <ConnectedSwitch {...props} />
  </>
);

const PARTS: Partial<Record<ToolName, (props: PartProps) => ReactNode>> = {
  brush: BrushSettings,
  eraser: BrushSettings,
  polygon: OutlineSettings,
  lasso: OutlineSettings,
  fill: ConnectedSwitch,
  wand: WandSettings,
  pull: ConnectedSwitch,
};

function Over({ editor, paint }: Omit<PartProps, 'byId'>) {
  return (
    <label className="tool-select">
      <span>{words.over}</span>
      <select
        value={paint.only ?? ''}
        onChange={(event) => editor.setPaint({ only: (event.currentTarget.value || null) as ParsingClass | null })}
      >
        <option value="">{words.everything}</option>
        {classesInHand(editor.state).map((name) => (
          <option key={name} value={name}>
            {words.overOnly(plainWords(name))}
          </option>
        ))}
      </select>
    </label>
  );
}

const LISTS = Object.keys(words.lists) as ParsingProfile[];

/** What a face without a mask will get one of. */
const ListChoice = ({ editor, paint }: Omit<PartProps, 'byId'>) => (
  <Segmented
    label={words.list}
    value={paint.profile}
    options={LISTS.map((value) => ({ value, label: words.lists[value], tip: words.list }))}
    onChange={(profile) => editor.setPaint({ profile })}
  />
);

export function PaintOptions({ editor }: { editor: Editor }) {
  const actions = useMemo(() => paintActions(editor), [editor]);
  useActions(actions, 'tool');
  const byId = (id: string) => actions.find((action) => action.id === id)!;
  const tool = useEditor(editor, (state) => state.tool);
  const paint = useEditor(editor, (state) => state.paint);
  const stored = useEditor(editor, (state) => {
    const face = selectedFace(state);
    return (face && labelOf(face, 'parsing')?.value.profile) ?? null;
  });
  const Part = PARTS[tool];

  return (
    <>
      <div className="tool-group">
        <ClassChoice editor={editor} profile={stored ?? paint.profile} />
        {stored === null && <ListChoice editor={editor} paint={paint} />}
      </div>
      {Part && (
        <div className="tool-group">
          <Part editor={editor} paint={paint} byId={byId} />
        </div>
      )}
      <div className="tool-group">
        <Over editor={editor} paint={paint} />
      </div>
      <div className="tool-group">
        {MASK_COMMANDS.map((command) => (
          <ActionButton
            key={command}
            action={byId(`paint.${command}`)}
            icon={COMMAND_ICONS[command]}
            iconOnly
            look="quiet"
          />
        ))}
      </div>
    </>
  );
}
