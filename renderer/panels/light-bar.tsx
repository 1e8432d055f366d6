/** How bright the photo is shown, and what helps to see where one is. */
import { ChevronDown, type LucideIcon, Map as MapIcon, Ruler, Search, Sun } from 'lucide-react';
import type { Action } from '../actions/action.ts';
import { shownKey } from '../actions/bindings.ts';
import { runAction } from '../actions/run.ts';
import { useEditor } from '../canvas/use-editor.ts';
import { Button, IconButton } from '../components/button.tsx';
import { Popover } from '../components/popover.tsx';
import { AIDS, type Aid } from '../editor/aids.ts';
import type { Editor } from '../editor/editor.ts';
import { DAYLIGHT, isDaylight, type Light } from '../editor/light.ts';
import { strings } from '../strings/strings.ts';

const words = strings.tools.view;

const ICONS: Record<Aid, LucideIcon> = { overview: MapIcon, loupe: Search, rulers: Ruler };

interface Slider {
  name: 'brightness' | 'contrast' | 'gamma';
  min: number;
  max: number;
  step: number;
}

const SLIDERS: readonly Slider[] = [
  { name: 'brightness', min: -0.5, max: 0.5, step: 0.02 },
  { name: 'contrast', min: -0.9, max: 0.9, step: 0.02 },
  { name: 'gamma', min: 0.3, max: 3, step: 0.05 },
];

function LightPanel({ editor }: { editor: Editor }) {
  const light = useEditor(editor, (state) => state.light);
  const set = (change: Partial<Light>) => editor.show({ light: { ...light, ...change } });
  return (
    <div className="mask-look">
      {SLIDERS.map(({ name, ...range }) => (
        <label key={name}>
          <span>{words[name]}</span>
          <input
            className="range"
            type="range"
            {...range}
            value={light[name]}
            onChange={(event) => set({ [name]: event.currentTarget.valueAsNumber })}
          />
          <output>{light[name].toFixed(2)}</output>
        </label>
      ))}
      <label>
        <input
          type="checkbox"
          checked={light.equalise}
          onChange={(event) => set({ equalise: event.currentTarget.checked })}
        />
        <span>{words.equalise}</span>
      </label>
      <Button look="quiet" disabled={isDaylight(light)} onClick={() => editor.show({ light: DAYLIGHT })}>
        {words.reset}
      </Button>
    </div>
  );
}

export function LightBar({ editor, byId }: { editor: Editor; byId: (id: string) => Action }) {
  const changed = useEditor(editor, (state) => !isDaylight(state.light));
  const aids = useEditor(editor, (state) => state.aids);
  return (
    <div className="editor-tools layer-bar" role="toolbar" aria-label={words.aids}>
      {AIDS.map((aid) => (
        <IconButton
          key={aid}
          icon={ICONS[aid]}
          label={words[aid]}
          shortcut={shownKey(byId(`view.${aid}`))}
          aria-pressed={aids[aid]}
          onClick={() => runAction(byId(`view.${aid}`))}
        />
      ))}
      <Popover
        label={words.adjust}
        tip={words.adjustTip}
        buttonLabel={words.adjust}
        className={`button button-quiet layer-look ${changed ? 'layer-changed' : ''}`}
        button={
          <>
            <Sun aria-hidden />
            <ChevronDown aria-hidden />
          </>
        }
      >
        {() => <LightPanel editor={editor} />}
      </Popover>
    </div>
  );
}
