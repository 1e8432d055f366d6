/** The classes of a mask: one in hand, and for each whether it is shown, alone or locked. */
import { Eye, EyeOff, Lock, LockOpen } from 'lucide-react';
import { PARSING_COLOURS, type ParsingClass, type ParsingProfile } from '../../electron/shared/domain/vocabulary.ts';
import { keyText } from '../actions/keys.ts';
import { useEditor } from '../canvas/use-editor.ts';
import { IconButton } from '../components/button.tsx';
import { Popover } from '../components/popover.tsx';
import type { Editor } from '../editor/editor.ts';
import { soloClass, toggleClass } from '../editor/layers.ts';
import { plainWords } from '../labels/words.ts';
import { classesInHand, classKey } from '../pages/paint-actions.ts';
import { isMac } from '../platform.ts';
import { strings } from '../strings/strings.ts';

const words = strings.tools.paint;

const colourOf = (profile: ParsingProfile, index: number) => `rgb(${PARSING_COLOURS[profile][index]!.join(' ')})`;

/** Black or white, whichever is read better on a class's colour. */
function inkOn(profile: ParsingProfile, index: number): string {
  const [red, green, blue] = PARSING_COLOURS[profile][index]!;
  return 0.299 * red + 0.587 * green + 0.114 * blue > 110 ? '#000000' : '#ffffff';
}

interface ClassProps {
  editor: Editor;
  profile: ParsingProfile;
}

/** One square a class: a click takes it in hand. */
function Swatches({ editor, profile }: ClassProps) {
  const inHand = useEditor(editor, (state) => state.paint.class);
  return (
    <div className="swatches" role="toolbar" aria-label={words.class}>
      {classesInHand(editor.state).map((name, index) =>
        index === 0 ? null : (
          <button
            key={name}
            type="button"
            aria-pressed={name === inHand}
            aria-label={plainWords(name)}
            data-tip={plainWords(name)}
            data-tip-key={keyText(classKey(index), isMac)}
            style={{ background: colourOf(profile, index), color: inkOn(profile, index) }}
            onClick={() => editor.setPaint({ class: name })}
          >
            {index % 10}
          </button>
        ),
      )}
    </div>
  );
}

function ClassList({ editor, profile }: ClassProps) {
  const layers = useEditor(editor, (state) => state.layers);
  const locked = useEditor(editor, (state) => state.paint.locked);
  const lock = (name: ParsingClass) => {
    const next = new Set(locked);
    if (!next.delete(name)) next.add(name);
    editor.setPaint({ locked: next });
  };
  return (
    <ul className="class-list" aria-label={words.classes}>
      {classesInHand(editor.state).map((name, index) => (
        <li key={name}>
          <span className="swatch" style={{ background: colourOf(profile, index) }} />
          <span className="ellipsis">{plainWords(name)}</span>
          {index > 0 && (
            <>
              <input
                className="range"
                type="range"
                min={5}
                max={100}
                step={5}
                aria-label={words.opacity(plainWords(name))}
                data-tip={words.opacity(plainWords(name))}
                value={Math.round((layers.classOpacity[name] ?? 1) * 100)}
                onChange={({ currentTarget }) =>
                  editor.show({
                    layers: {
                      ...layers,
                      classOpacity: { ...layers.classOpacity, [name]: currentTarget.valueAsNumber / 100 },
                    },
                  })
                }
              />
              <button
                type="button"
                className="class-solo"
                onClick={() => editor.show({ layers: soloClass(layers, profile, name) })}
              >
                {words.only}
              </button>
              <IconButton
                icon={layers.hiddenClasses.has(name) ? EyeOff : Eye}
                label={words.show(plainWords(name))}
                aria-pressed={!layers.hiddenClasses.has(name)}
                onClick={() => editor.show({ layers: toggleClass(layers, name) })}
              />
            </>
          )}
          <IconButton
            icon={locked.has(name) ? Lock : LockOpen}
            label={words.lock(plainWords(name))}
            aria-pressed={locked.has(name)}
            onClick={() => lock(name)}
          />
        </li>
      ))}
    </ul>
  );
}

export function ClassChoice({ editor, profile }: ClassProps) {
  const { class: inHand, locked } = useEditor(editor, (state) => state.paint);
  return (
    <>
      <Swatches editor={editor} profile={profile} />
      <Popover
        label={words.classes}
        tip={words.classesTip}
        buttonLabel={words.classes}
        className="button button-quiet class-button"
        button={
          <>
            <span className="ellipsis">{plainWords(inHand)}</span>
            {locked.size > 0 && <Lock aria-label={words.locked(locked.size)} />}
          </>
        }
      >
        {() => <ClassList editor={editor} profile={profile} />}
      </Popover>
    </>
  );
}
