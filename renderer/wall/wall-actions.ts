/** What can be done on the wall: one key a value. */
import type { Action } from '../actions/action.ts';
import { strings } from '../strings/strings.ts';
import type { Saying } from './subjects.ts';

const words = strings.wall;

export interface WallCommands {
  hasFaces(): boolean;
  say(saying: Saying): Promise<void>;
  accept(): Promise<void>;
  judge(): Promise<void>;
  name(): Promise<void>;
}

export const wallActions = (wall: WallCommands, sayings: readonly Saying[], names: boolean): Action[] => [
  ...sayings.map(
    (saying): Action => ({
      id: `wall.say-${saying.key}`,
      label: words.set(saying.label),
      section: 'Face',
      keys: [saying.key],
      enabled: () => wall.hasFaces(),
      run: () => wall.say(saying),
    }),
  ),
  ...(names
    ? [
        {
          id: 'wall.name',
          label: words.nameThem,
          section: 'Face',
          keys: ['i'],
          enabled: () => wall.hasFaces(),
          run: () => wall.name(),
        } as const satisfies Action,
      ]
    : []),
  {
    id: 'wall.accept-value',
    label: words.accept,
    section: 'Face',
    keys: ['a'],
    enabled: () => wall.hasFaces(),
    run: () => wall.accept(),
  },
  {
    id: 'wall.accept-faces',
    label: words.accepted,
    section: 'Face',
    keys: ['Shift+a'],
    enabled: () => wall.hasFaces(),
    run: () => wall.judge(),
  },
];
