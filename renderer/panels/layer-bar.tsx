/** What is drawn over the photo: a button for each layer, and how masks look. */

import { Axis3d, Blend, ChevronDown, Drama, type LucideIcon, ScanFace, SquareDashed, Users } from 'lucide-react';
import type { Action } from '../actions/action.ts';
import { shownKey } from '../actions/bindings.ts';
import { runAction } from '../actions/run.ts';
import { useEditor } from '../canvas/use-editor.ts';
import { IconButton } from '../components/button.tsx';
import { Popover } from '../components/popover.tsx';
import { Segmented } from '../components/segmented.tsx';
import type { Editor } from '../editor/editor.ts';
import type { LayerName, Layers, MaskStyle } from '../editor/layers.ts';
import { strings } from '../strings/strings.ts';
import './layer-bar.css';

const words = strings.editor;

type ById = (id: string) => Action;

const ICONS: Record<LayerName, LucideIcon> = {
  boxes: SquareDashed,
  masks: Drama,
  landmarks: ScanFace,
  pose: Axis3d,
};

const STYLES: readonly { value: MaskStyle; label: string }[] = [
  { value: 'fill', label: words.maskStyles.fill },
  { value: 'outline', label: words.maskStyles.outline },
];

function Toggle({ action, icon, pressed }: { action: Action; icon: LucideIcon; pressed: boolean }) {
  return (
    <IconButton
      icon={icon}
      label={action.label}
      shortcut={shownKey(action)}
      aria-pressed={pressed}
      onClick={() => runAction(action)}
    />
  );
}

function MaskLook({ editor, layers }: { editor: Editor; layers: Layers }) {
  return (
    <div className="mask-look">
      <Segmented
        label={words.masksAs}
        value={layers.maskStyle}
        options={STYLES}
        onChange={(maskStyle) => editor.show({ layers: { ...layers, maskStyle } })}
      />
      <label>
        <span>{words.opacity}</span>
        <input
          className="range"
          type="range"
          min={5}
          max={100}
          step={5}
          disabled={layers.maskStyle !== 'fill'}
          value={Math.round(layers.maskOpacity * 100)}
          onChange={(event) =>
            editor.show({ layers: { ...layers, maskOpacity: event.currentTarget.valueAsNumber / 100 } })
          }
        />
        <output>{Math.round(layers.maskOpacity * 100)} %</output>
      </label>
    </div>
  );
}

export function LayerBar({ editor, byId }: { editor: Editor; byId: ById }) {
  const layers = useEditor(editor, (state) => state.layers);
  const button = (
    <>
      <Blend aria-hidden />
      <ChevronDown aria-hidden />
    </>
  );
  return (
    <div className="editor-tools layer-bar" role="toolbar" aria-label={words.layerBar}>
      {(Object.keys(ICONS) as LayerName[]).map((name) => (
        <Toggle key={name} action={byId(`layer.${name}`)} icon={ICONS[name]} pressed={layers.shown[name]} />
      ))}
      <Toggle action={byId('layer.every-face')} icon={Users} pressed={layers.everyFace} />
      <Popover
        label={words.masksLook}
        tip={words.masksLook}
        buttonLabel={words.masksLook}
        className="button button-quiet layer-look"
        button={button}
      >
        {() => <MaskLook editor={editor} layers={layers} />}
      </Popover>
    </div>
  );
}
