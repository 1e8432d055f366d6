/** What keys do while a mask is painted. */
import { PARSING_PROFILES, type ParsingClass } from '../../electron/shared/domain/vocabulary.ts';
import type { Action } from '../actions/action.ts';
import type { Editor } from '../editor/editor.ts';
import { labelOf } from '../editor/labels.ts';
import { nextSize } from '../editor/paint-settings.ts';
import { selectedFace } from '../editor/state.ts';

/** The classes that can be painted now: those of the selected face's map, or of the map it would get. */
export function classesInHand(editor: Editor): readonly ParsingClass[] {
  const face = selectedFace(editor.state);
  const stored = face && labelOf(face, 'parsing');
  return PARSING_PROFILES[stored?.value.profile ?? editor.state.paint.profile];
}

/** 1 to 9, then 0, then the same with Shift: one key for each class but the background, which the eraser paints. */
export const classKey = (index: number): string => `${index > 10 ? 'Shift+' : ''}${index % 10}`;

const MOST_CLASSES = Math.max(...Object.values(PARSING_PROFILES).map((classes) => classes.length));

const classActions = (editor: Editor): Action[] =>
  Array.from({ length: MOST_CLASSES - 1 }, (_, at): Action => {
    const index = at + 1;
    return {
      id: `paint.class-${index}`,
      label: `Paint class ${index}`,
      section: 'Tools',
      keys: [classKey(index)],
      keyOnly: true,
      enabled: () => index < classesInHand(editor).length,
      run: () => editor.setPaint({ class: classesInHand(editor)[index]! }),
    };
  });

export const paintActions = (editor: Editor): Action[] => [
  ...classActions(editor),
  {
    id: 'paint.smaller',
    label: 'Smaller brush',
    section: 'Tools',
    keys: ['['],
    run: () => editor.setPaint({ size: nextSize(editor.state.paint.size, -1) }),
  },
  {
    id: 'paint.larger',
    label: 'Larger brush',
    section: 'Tools',
    keys: [']'],
    run: () => editor.setPaint({ size: nextSize(editor.state.paint.size, 1) }),
  },
  {
    id: 'paint.shape',
    label: 'Round or square brush',
    section: 'Tools',
    keys: ['q'],
    run: () => editor.setPaint({ shape: editor.state.paint.shape === 'round' ? 'square' : 'round' }),
  },
  {
    id: 'paint.mirror',
    label: 'Paint both sides of the face',
    section: 'Tools',
    keys: ['s'],
    run: () => editor.setPaint({ mirrored: !editor.state.paint.mirrored }),
  },
];
