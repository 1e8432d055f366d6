/** What keys do while landmarks are moved. */
import type { Action } from '../actions/action.ts';
import type { Editor } from '../editor/editor.ts';
import { labelOf } from '../editor/labels.ts';
import { mirrorPart, nudgePoints, placeMeanFace, stepPoint, toggleActive } from '../editor/point-commands.ts';
import { selectedFace } from '../editor/state.ts';
import { ARROWS, focusIsOnPhoto } from './editor-keys.ts';

/** Photo pixels an arrow key moves a point by. */
const STEPS = { '': 1, 'Shift+': 10, 'Alt+': 0.1 } as const;

const nudges = (editor: Editor, hasActive: () => boolean): Action[] =>
  Object.entries(ARROWS).flatMap(([arrow, [dx, dy]]) =>
    Object.entries(STEPS).map(([modifier, by]): Action => {
      const direction = arrow.slice('Arrow'.length).toLowerCase();
      return {
        id: `points.move-${direction}-${by}`,
        label: `Move the point ${direction} by ${by} px`,
        section: 'Tools',
        keys: [`${modifier}${arrow}`],
        keyOnly: true,
        enabled: hasActive,
        run: () => nudgePoints(editor, dx * by, dy * by),
      };
    }),
  );

export function pointActions(editor: Editor): Action[] {
  const face = () => selectedFace(editor.state);
  const hasPoints = () => {
    const shown = face();
    return shown !== null && labelOf(shown, 'landmarks') !== null;
  };
  const hasActive = () => hasPoints() && editor.state.points.active !== null;
  return [
    {
      id: 'points.next',
      label: 'Next point',
      section: 'Tools',
      keys: ['Tab'],
      enabled: () => hasPoints() && focusIsOnPhoto(),
      run: () => stepPoint(editor, 1),
    },
    {
      id: 'points.previous',
      label: 'Previous point',
      section: 'Tools',
      keys: ['Shift+Tab'],
      enabled: () => hasPoints() && focusIsOnPhoto(),
      run: () => stepPoint(editor, -1),
    },
    ...nudges(editor, hasActive),
    {
      id: 'points.hide',
      label: 'Hide or show the point',
      section: 'Tools',
      keys: ['q'],
      enabled: hasActive,
      run: () => editor.apply(toggleActive(editor.state, false)),
    },
    {
      id: 'points.hide-part',
      label: 'Hide or show the whole part',
      section: 'Tools',
      keys: ['Shift+q'],
      enabled: hasActive,
      run: () => editor.apply(toggleActive(editor.state, true)),
    },
    {
      id: 'points.mirror',
      label: 'Mirror the part from the other side',
      section: 'Tools',
      keys: ['s'],
      enabled: hasActive,
      run: () => editor.apply(mirrorPart(editor.state)),
    },
    {
      id: 'points.place',
      label: 'Place an average face',
      section: 'Tools',
      keys: ['Shift+k'],
      enabled: () => face() !== null && !hasPoints(),
      run: () => editor.apply(placeMeanFace(editor.state)),
    },
  ];
}
