/** What keys do while a mask is painted. */
import { PARSING_PROFILES, type ParsingClass } from '../../electron/shared/domain/vocabulary.ts';
import type { Action } from '../actions/action.ts';
import type { Editor } from '../editor/editor.ts';
import { labelOf } from '../editor/labels.ts';
import { classAt, MASK_COMMANDS, type MaskCommand, reshape } from '../editor/mask-commands.ts';
import { AREA_MODES, nextSize } from '../editor/paint-settings.ts';
import { type EditorState, selectedFace } from '../editor/state.ts';
import { strings } from '../strings/strings.ts';

const words = strings.tools.paint;

/** The classes that can be painted now: those of the selected face's map, or of the map it would get. */
export function classesInHand(state: EditorState): readonly ParsingClass[] {
  const face = selectedFace(state);
  const stored = face && labelOf(face, 'parsing');
  return PARSING_PROFILES[stored?.value.profile ?? state.paint.profile];
}

/** 1 to 9, then 0, then the same with Shift: one key for each class but the background, which the eraser paints. */
export const classKey = (index: number): string => `${index > 10 ? 'Shift+' : ''}${index % 10}`;

const MOST_CLASSES = Math.max(...Object.values(PARSING_PROFILES).map((classes) => classes.length));

const classActions = (editor: Editor): Action[] =>
  Array.from({ length: MOST_CLASSES - 1 }, (_, at): Action => {
    const index = at + 1;
    return {
      id: `paint.class-${index}`,
      label: words.paintClass(index),
      section: 'Tools',
      keys: [classKey(index)],
      keyOnly: true,
      enabled: () => index < classesInHand(editor.state).length,
      run: () => editor.setPaint({ class: classesInHand(editor.state)[index]! }),
    };
  });

const COMMAND_KEYS: Record<MaskCommand, string> = {
  grow: 'Alt+]',
  shrink: 'Alt+[',
  smooth: 'Shift+j',
  islands: 'Shift+o',
  holes: 'Shift+u',
  tidy: 'Shift+y',
  follow: 'Alt+k',
};

const commandActions = (editor: Editor): Action[] =>
  MASK_COMMANDS.map(
    (command): Action => ({
      id: `paint.${command}`,
      label: words.commands[command],
      section: 'Tools',
      keys: [COMMAND_KEYS[command]],
      enabled() {
        const face = selectedFace(editor.state);
        return face !== null && labelOf(face, 'parsing') !== null;
      },
      run: () => editor.apply(reshape(editor.state, command)),
    }),
  );

/** Settings that a key switches on and off, or goes through. */
function switches(editor: Editor): Action[] {
  const action = (id: string, label: string, key: string, run: () => void): Action => ({
    id: `paint.${id}`,
    label,
    section: 'Tools',
    keys: [key],
    run,
  });
  const paint = () => editor.state.paint;
  return [
    action('smaller', words.smaller, '[', () => editor.setPaint({ size: nextSize(paint().size, -1) })),
    action('larger', words.larger, ']', () => editor.setPaint({ size: nextSize(paint().size, 1) })),
    action('shape', words.shape, 'q', () => editor.setPaint({ shape: paint().shape === 'round' ? 'square' : 'round' })),
    action('mirror', words.mirror, 's', () => editor.setPaint({ mirrored: !paint().mirrored })),
    action('mode', words.nextMode, 'Shift+a', () => {
      const next = (AREA_MODES.indexOf(paint().mode) + 1) % AREA_MODES.length;
      editor.setPaint({ mode: AREA_MODES[next]! });
    }),
    action('snap', words.snap, 'Shift+s', () => editor.setPaint({ snaps: !paint().snaps })),
    action('connected', words.connected, 'Shift+c', () => editor.setPaint({ connected: !paint().connected })),
    action('pick', words.pick, 'Shift+p', () => {
      const found = classAt(editor.state, editor.state.pointer);
      if (found !== null && found !== 'background') editor.setPaint({ class: found });
    }),
  ];
}

export const paintActions = (editor: Editor): Action[] => [
  ...classActions(editor),
  ...switches(editor),
  ...commandActions(editor),
];
