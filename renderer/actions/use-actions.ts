/** The actions in force: the nearer they are to what is done, the earlier they come. */

import { useEffect } from 'react';
import { create } from 'zustand';
import { type Action, isEnabled } from './action.ts';
import { keysOf } from './bindings.ts';
import { normalKey, type Press, pressNames } from './keys.ts';

/**
 * Which part of the window brings the actions. The keys of a pass through one task win over those of the tool in hand, a
 * tool's over its page's, and a page's over the window's.
 */
export const CONTEXTS = ['pass', 'tool', 'page', 'global'] as const;
export type Context = (typeof CONTEXTS)[number];

interface Registry {
  lists: readonly { context: Context; actions: readonly Action[] }[];
}

export const useRegistry = create<Registry>(() => ({ lists: [] }));

/** Puts the actions in force while the component is mounted. Keep the list stable with useMemo. */
export function useActions(actions: readonly Action[], context: Context = 'page'): void {
  useEffect(() => {
    const entry = { context, actions };
    useRegistry.setState(({ lists }) => ({ lists: [...lists, entry] }));
    return () => useRegistry.setState(({ lists }) => ({ lists: lists.filter((other) => other !== entry) }));
  }, [actions, context]);
}

/** Every action in force, the page's first. A page that does the same thing in its own way uses the same id. */
export function actionsInForce({ lists }: Registry = useRegistry.getState()): Action[] {
  const byId = new Map<string, Action>();
  for (const context of CONTEXTS) {
    for (const action of lists.filter((list) => list.context === context).flatMap((list) => list.actions)) {
      if (!byId.has(action.id)) byId.set(action.id, action);
    }
  }
  return [...byId.values()];
}

/** The actions in force with which an action competes for keys: a nearer context takes a key from a farther one, and may. */
export const besides = (action: Action, { lists }: Registry = useRegistry.getState()): Action[] => {
  const own = lists.filter(({ actions }) => actions.some(({ id }) => id === action.id)).map(({ context }) => context);
  return lists.filter(({ context }) => own.includes(context)).flatMap(({ actions }) => actions);
};

export const actionById = (id: string): Action | undefined => actionsInForce().find((action) => action.id === id);

/** The action that a press means. A page's action hides the window's action of the same key, even while disabled. */
export function actionForPress(press: Press, actions: readonly Action[] = actionsInForce()): Action | undefined {
  const names = pressNames(press);
  const meant = actions.find((action) => keysOf(action).some((key) => names.includes(normalKey(key))));
  return meant && isEnabled(meant) ? meant : undefined;
}

/** Keys that two actions of one list both claim, as `key: one, other`. Empty in a sound list. */
export function keyClashes(actions: readonly Action[]): string[] {
  const owners = new Map<string, string>();
  const clashes: string[] = [];
  for (const action of actions) {
    for (const key of new Set(keysOf(action).map(normalKey))) {
      const owner = owners.get(key);
      if (owner !== undefined) clashes.push(`${key}: ${owner}, ${action.id}`);
      else owners.set(key, action.id);
    }
  }
  return clashes;
}
