/** What keys do while landmarks are moved. */
import type { Action } from '../actions/action.ts';
import { askAgain } from '../commands/ask-again.ts';
import type { Editor } from '../editor/editor.ts';
import { followPoints } from '../editor/follow-points.ts';
import { labelOf } from '../editor/labels.ts';
import {
  mirrorPart,
  nudgePoints,
  placeMeanFace,
  resetPart,
  stepPoint,
  takePart,
  toggleActive,
} from '../editor/point-commands.ts';
import { POINT_MODES } from '../editor/point-settings.ts';
import { proposalOf } from '../editor/proposals.ts';
import { selectedFace } from '../editor/state.ts';
import { strings } from '../strings/strings.ts';
import { ARROWS, DIRECTIONS, focusIsOnPhoto } from './editor-keys.ts';

const words = strings.tools.points;

/** Photo pixels an arrow key moves a point by. */
const STEPS = { '': 1, 'Shift+': 10, 'Alt+': 0.1 } as const;

const nudges = (editor: Editor, hasActive: () => boolean): Action[] =>
  Object.entries(ARROWS).flatMap(([arrow, [dx, dy]]) =>
    Object.entries(STEPS).map(([modifier, by]): Action => {
      const direction = DIRECTIONS[arrow as keyof typeof ARROWS];
      return {
        id: `points.move-${direction}-${by}`,
        label: words.move(direction, by),
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
  const hasPoints = () => labelOf(face() ?? { annotations: [] }, 'landmarks') !== null;
  const hasActive = () => hasPoints() && editor.state.points.active !== null;
  const hasProposal = () => proposalOf(editor.state, face(), 'landmarks') !== null;
  const action = (id: string, label: string, key: string, enabled: () => boolean, run: Action['run']): Action => ({
    id: `points.${id}`,
    label,
    section: 'Tools',
    keys: [key],
    enabled,
    run,
  });
  return [
    action(
      'next',
      words.next,
      'Tab',
      () => hasPoints() && focusIsOnPhoto(),
      () => stepPoint(editor, 1),
    ),
    action(
      'previous',
      words.previous,
      'Shift+Tab',
      () => hasPoints() && focusIsOnPhoto(),
      () => stepPoint(editor, -1),
    ),
    ...nudges(editor, hasActive),
    action('hide', words.hide, 'q', hasActive, () => editor.apply(toggleActive(editor.state, false))),
    action('hide-part', words.hidePart, 'Shift+q', hasActive, () => editor.apply(toggleActive(editor.state, true))),
    action('mirror', words.mirror, 's', hasActive, () => editor.apply(mirrorPart(editor.state))),
    action('mode', words.nextMode, 'Shift+a', hasPoints, () => {
      const next = (POINT_MODES.indexOf(editor.state.points.mode) + 1) % POINT_MODES.length;
      editor.setPoints({ mode: POINT_MODES[next]! });
    }),
    action(
      'reset',
      words.reset,
      'Alt+r',
      () => hasActive() && hasProposal(),
      () => editor.apply(resetPart(editor.state, false)),
    ),
    action('ask', words.ask, 'Alt+g', hasActive, () => {
      const { active } = editor.state.points;
      return askAgain(editor, (known, said) => {
        const points = labelOf(said, 'landmarks')?.value.points;
        return points ? takePart(known, active, points, editor.state) : null;
      });
    }),
    action('reset-all', words.resetAll, 'Alt+Shift+r', hasProposal, () => editor.apply(resetPart(editor.state, true))),
    action(
      'follow',
      words.follow,
      'Alt+k',
      () => hasPoints() && labelOf(face() ?? { annotations: [] }, 'parsing') !== null,
      () => editor.apply(followPoints(editor.state)),
    ),
    action(
      'place',
      words.place,
      'Shift+k',
      () => face() !== null && !hasPoints(),
      () => editor.apply(placeMeanFace(editor.state)),
    ),
  ];
}
