/** What masks are painted with: the class in hand, the brush, and what may be painted over. */
import { Circle, Eye, EyeOff, FlipHorizontal2, Lock, LockOpen, PenTool, Square } from 'lucide-react';
import { useMemo } from 'react';
import { PARSING_COLOURS, type ParsingClass, type ParsingProfile } from '../../electron/shared/domain/vocabulary.ts';
import { keyText } from '../actions/keys.ts';
import { runAction } from '../actions/run.ts';
import { useActions } from '../actions/use-actions.ts';
import { useEditor } from '../canvas/use-editor.ts';
import { IconButton } from '../components/button.tsx';
import { Popover } from '../components/popover.tsx';
import type { Editor } from '../editor/editor.ts';
import { labelOf } from '../editor/labels.ts';
import { soloClass, toggleClass } from '../editor/layers.ts';
import { selectedFace } from '../editor/state.ts';
import { plainWords } from '../labels/words.ts';
import { classesInHand, classKey, paintActions } from '../pages/paint-actions.ts';
import { isMac } from '../platform.ts';

const swatch = (profile: ParsingProfile, index: number) => `rgb(${PARSING_COLOURS[profile][index]!.join(' ')})`;

/** One square a class: a click takes it in hand. */
function Swatches({ editor, profile }: { editor: Editor; profile: ParsingProfile }) {
  const inHand = useEditor(editor, (state) => state.paint.class);
  return (
    <div className="swatches" role="radiogroup" aria-label="Class in hand">
      {classesInHand(editor).map((name, index) =>
        index === 0 ? null : (
          // biome-ignore lint/a11y/useSemanticElements: a radio button would take the arrow keys from the photo.
          <button
            key={name}
            type="button"
            role="radio"
            aria-checked={name === inHand}
            aria-label={plainWords(name)}
            data-tip={plainWords(name)}
            data-tip-key={keyText(classKey(index), isMac)}
            style={{ background: swatch(profile, index) }}
            onClick={() => editor.setPaint({ class: name })}
          >
            {index % 10}
          </button>
        ),
      )}
    </div>
  );
}

/** Every class with what can be done about it: shown, alone, locked. */
function ClassList({ editor, profile }: { editor: Editor; profile: ParsingProfile }) {
  const { hiddenClasses } = useEditor(editor, (state) => state.layers);
  const { locked } = useEditor(editor, (state) => state.paint);
  const lock = (name: ParsingClass) => {
    const next = new Set(locked);
    if (!next.delete(name)) next.add(name);
    editor.setPaint({ locked: next });
  };
  return (
    <ul className="class-list" aria-label="Classes">
      {classesInHand(editor).map((name, index) => (
        <li key={name}>
          <span className="swatch" style={{ background: swatch(profile, index) }} />
          <span className="ellipsis">{plainWords(name)}</span>
          {index > 0 && (
            <>
              <button
                type="button"
                className="class-solo"
                onClick={() => editor.setLayers(soloClass(editor.state.layers, profile, name))}
              >
                Only
              </button>
              <IconButton
                icon={hiddenClasses.has(name) ? EyeOff : Eye}
                label={`Show ${plainWords(name)}`}
                aria-pressed={!hiddenClasses.has(name)}
                onClick={() => editor.setLayers(toggleClass(editor.state.layers, name))}
              />
            </>
          )}
          <IconButton
            icon={locked.has(name) ? Lock : LockOpen}
            label={`Lock ${plainWords(name)}`}
            aria-pressed={locked.has(name)}
            onClick={() => lock(name)}
          />
        </li>
      ))}
    </ul>
  );
}

export function PaintOptions({ editor }: { editor: Editor }) {
  const actions = useMemo(() => paintActions(editor), [editor]);
  useActions(actions, 'tool');
  const byId = (id: string) => actions.find((action) => action.id === id)!;
  const paint = useEditor(editor, (state) => state.paint);
  const profile = useEditor(editor, (state) => {
    const face = selectedFace(state);
    return (face && labelOf(face, 'parsing')?.value.profile) ?? state.paint.profile;
  });
  const locked = paint.locked.size;

  return (
    <>
      <Swatches editor={editor} profile={profile} />
      <Popover
        label="Classes"
        tip="Show, hide and lock classes"
        buttonLabel="Classes"
        className="button button-quiet class-button"
        button={
          <>
            <span className="ellipsis">{plainWords(paint.class)}</span>
            {locked > 0 && <Lock aria-label={`${locked} locked`} />}
          </>
        }
      >
        {() => <ClassList editor={editor} profile={profile} />}
      </Popover>
      <span className="tool-gap" />
      <label className="tool-range" data-tip="Brush size" data-tip-key="[ ]">
        <span>Size</span>
        <input
          className="range"
          type="range"
          min={0}
          max={100}
          value={Math.round((Math.log(paint.size) / Math.log(400)) * 100)}
          aria-label="Brush size"
          onChange={(event) => editor.setPaint({ size: Math.round(400 ** (event.currentTarget.valueAsNumber / 100)) })}
        />
        <output>{paint.size}</output>
      </label>
      <IconButton
        icon={paint.shape === 'round' ? Circle : Square}
        label={byId('paint.shape').label}
        shortcut={byId('paint.shape').keys[0]}
        onClick={() => runAction(byId('paint.shape'))}
      />
      <IconButton
        icon={FlipHorizontal2}
        label={byId('paint.mirror').label}
        shortcut={byId('paint.mirror').keys[0]}
        aria-pressed={paint.mirrored}
        onClick={() => runAction(byId('paint.mirror'))}
      />
      <IconButton
        icon={PenTool}
        label="A pen’s pressure sets the size"
        aria-pressed={paint.pressure}
        onClick={() => editor.setPaint({ pressure: !paint.pressure })}
      />
      <span className="tool-gap" />
      <label className="tool-select">
        <span>Over</span>
        <select
          value={paint.only ?? ''}
          onChange={(event) => editor.setPaint({ only: (event.currentTarget.value || null) as ParsingClass | null })}
        >
          <option value="">everything</option>
          {classesInHand(editor).map((name) => (
            <option key={name} value={name}>
              {plainWords(name).toLowerCase()} only
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
