/** What keys do while a head is turned. */
import type { Action } from '../actions/action.ts';
import { askAgain } from '../commands/ask-again.ts';
import type { Editor } from '../editor/editor.ts';
import { labelOf } from '../editor/labels.ts';
import { say } from '../editor/patches.ts';
import { poseFromLandmarks, resetPose, turnHead } from '../editor/pose-commands.ts';
import { proposalOf } from '../editor/proposals.ts';
import { selectedFace } from '../editor/state.ts';
import { strings } from '../strings/strings.ts';
import { ARROWS, DIRECTIONS } from './editor-keys.ts';

const words = strings.tools.pose;

/** Degrees an arrow key turns by. */
const STEPS = { '': 1, 'Shift+': 5 } as const;

export function poseActions(editor: Editor): Action[] {
  const face = () => selectedFace(editor.state);
  const hasFace = () => face() !== null;
  const key = (id: string, label: string, keys: string[], run: () => void): Action => ({
    id: `pose.${id}`,
    label,
    section: 'Tools',
    keys,
    keyOnly: true,
    enabled: hasFace,
    run,
  });
  const turns = Object.entries(ARROWS).flatMap(([arrow, [dx, dy]]) =>
    Object.entries(STEPS).map(([modifier, by]) => {
      const direction = DIRECTIONS[arrow as keyof typeof ARROWS];
      return key(`turn-${direction}-${by}`, words.turn(direction, by), [`${modifier}${arrow}`], () =>
        turnHead(editor, dx * by, dy * by, 0),
      );
    }),
  );
  return [
    ...turns,
    key('roll-left', words.rollLeft, ['['], () => turnHead(editor, 0, 0, -1)),
    key('roll-right', words.rollRight, [']'], () => turnHead(editor, 0, 0, 1)),
    {
      id: 'pose.from-landmarks',
      label: words.fromLandmarks,
      section: 'Tools',
      keys: ['Shift+j'],
      enabled: () => labelOf(face() ?? { annotations: [] }, 'landmarks') !== null,
      run: () => editor.apply(poseFromLandmarks(editor.state)),
    },
    {
      id: 'pose.ask',
      label: words.ask,
      section: 'Tools',
      keys: ['Alt+g'],
      enabled: hasFace,
      run: () =>
        askAgain(editor, (known, said) => {
          const pose = labelOf(said, 'pose');
          return pose && say(known, { task: 'pose', value: pose.value }, editor.state.person);
        }),
    },
    {
      id: 'pose.reset',
      label: words.reset,
      section: 'Tools',
      keys: ['Alt+r'],
      enabled: () => proposalOf(editor.state, face(), 'pose') !== null,
      run: () => editor.apply(resetPose(editor.state)),
    },
  ];
}
