/** The keys that actions have here: those they bring along, unless the preset or the person says otherwise. */
import { create } from 'zustand';
import type { Settings } from '../../electron/shared/domain/project.ts';
import type { Action } from './action.ts';
import { normalKey } from './keys.ts';
import { PRESETS } from './presets.ts';

interface Bindings {
  preset: Settings['keys'];
  /** By the action's id; an empty list takes the keys away. */
  changes: Settings['keyChanges'];
}

export const useBindings = create<Bindings>(() => ({ preset: 'lineament', changes: {} }));

/** What the settings say of the action's keys; the first one is shown. */
export function keysOf({ id, keys }: Pick<Action, 'id' | 'keys'>): readonly string[] {
  const { preset, changes } = useBindings.getState();
  const habits: Readonly<Record<string, readonly string[]>> = PRESETS[preset];
  return changes[id] ?? habits[id] ?? keys;
}

/** The key that buttons and menus show. */
export const shownKey = (action: Pick<Action, 'id' | 'keys'>): string | undefined => keysOf(action)[0];

/** The other actions that claim one of the action's keys. */
export function rivalsOf(action: Action, actions: readonly Action[]): Action[] {
  const keys = new Set(keysOf(action).map(normalKey));
  return actions.filter((other) => other.id !== action.id && keysOf(other).some((key) => keys.has(normalKey(key))));
}
