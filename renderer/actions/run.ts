/** Actions at work: keys pressed anywhere in the window, choices in the desktop's menu, and the menu itself. */

import type { MenuSection } from '../../electron/shared/contract.ts';
import { desktop } from '../api.ts';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { type Action, isEnabled, SECTIONS } from './action.ts';
import { shownKey, useBindings } from './bindings.ts';
import { onHistoryWords } from './history-words.ts';
import { accelerator, pressNames } from './keys.ts';
import { turns } from './turns.ts';
import { actionById, actionForPress, actionsInForce, useRegistry } from './use-actions.ts';

/** How long the window rests before the desktop's menu is drawn again. Milliseconds. */
const MENU_REST_MS = 150;

/** At once, or in its turn while a face is on its way. */
export const runAction = (action: Action): void => turns.take(() => void attempt(() => action.run()));

/** Keys that edit text wherever there is text. */
const TEXT_KEYS = /^Ctrl\+(Shift\+)?(a|c|v|x|y|z|Arrow\w+|Backspace|Delete|Home|End|Enter)$/;
const VALUE_KEYS = /^(Arrow\w+|Home|End|Page\w+)$/;

/** Whether the element under the focus wants the key for itself. */
function isTaken(target: Element | null, name: string): boolean {
  if (!target) return false;
  if (target.closest('input:is([type="range"], [type="radio"]), select') && VALUE_KEYS.test(name)) return true;
  if (
    target.closest(
      'input:not([type="range"], [type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"]',
    )
  )
    return !/^(Ctrl\+|Alt\+|F\d)/.test(name) || TEXT_KEYS.test(name);
  // Enter says nothing to a choice.
  if (name === 'Enter' && target.closest('input[type="radio"]')) return false;
  return /^(Enter|Space)$/.test(name) && target.closest('button, a[href], summary, input') !== null;
}

/** A dialog has the keyboard for itself; an open popover has Escape. */
const isCovered = (name: string): boolean =>
  document.querySelector('dialog:modal') !== null ||
  (name === 'Escape' && document.querySelector(':popover-open') !== null);

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const names = pressNames(event);
  const target = event.target instanceof Element ? event.target : null;
  if (names.some((name) => isTaken(target, name) || isCovered(name))) return;
  const action = actionForPress(event);
  if (!action) return;
  event.preventDefault();
  // A key that is held says once that a face is right, not of every face that follows.
  if (!(event.repeat && action.once)) runAction(action);
}

const acceleratorOf = (action: Action): string | null => {
  const key = shownKey(action);
  return key === undefined ? null : accelerator(key);
};

/** The actions in force as the desktop's menus. */
export function menuOf(actions: readonly Action[]): MenuSection[] {
  const listed = actions.filter((action) => !action.keyOnly);
  return SECTIONS.map((section) => ({
    title: strings.actions.sections[section],
    items: listed
      .filter((action) => action.section === section)
      .map((action) => ({
        id: action.id,
        label: action.label,
        accelerator: acceleratorOf(action),
        enabled: isEnabled(action),
      })),
  })).filter(({ items }) => items.length > 0);
}

/** Keeps the desktop's menu as the actions are, and runs what is chosen there. */
function followMenu({ onAction, setMenu }: NonNullable<typeof desktop>): () => void {
  let shown = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = (): void => {
    timer = undefined;
    const menu = menuOf(actionsInForce());
    const text = JSON.stringify(menu);
    if (text === shown) return;
    shown = text;
    void setMenu(menu);
  };
  const drawSoon = (): void => {
    timer ??= setTimeout(draw, MENU_REST_MS);
  };
  // What is enabled follows from what the person does, which is mostly clicks and keys.
  const moments = ['pointerup', 'keyup', 'focus'] as const;
  for (const moment of moments) window.addEventListener(moment, drawSoon);
  const ends = [
    useRegistry.subscribe(drawSoon),
    useBindings.subscribe(drawSoon),
    onHistoryWords(drawSoon),
    onAction((id) => {
      const action = actionById(id);
      if (action && isEnabled(action)) runAction(action);
    }),
  ];
  drawSoon();
  return () => {
    clearTimeout(timer);
    for (const moment of moments) window.removeEventListener(moment, drawSoon);
    for (const end of ends) end();
  };
}

/** Puts keys and menu to work. Returns a function that ends it. */
export function followKeys(): () => void {
  window.addEventListener('keydown', press);
  const end = desktop && followMenu(desktop);
  return () => {
    window.removeEventListener('keydown', press);
    end?.();
  };
}
