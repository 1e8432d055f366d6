/** Which action a press means. */
import { expect, test } from 'vitest';
import type { Action } from '../../../renderer/actions/action.ts';
import { rivalsOf } from '../../../renderer/actions/bindings.ts';
import { actionForPress, actionsInForce, besides } from '../../../renderer/actions/use-actions.ts';

const action = (id: string, key: string, enabled = true): Action => ({
  id,
  label: id,
  section: 'Edit',
  keys: [key],
  enabled: () => enabled,
  run: () => {},
});
const press = { key: 'x', code: 'KeyX', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const inForce = (page: Action[], global: Action[]) =>
  actionsInForce({
    lists: [
      { context: 'global', actions: global },
      { context: 'page', actions: page },
    ],
  });

test("a page's action comes before the window's", () => {
  const actions = inForce([action('page', 'x')], [action('window', 'x')]);
  expect(actionForPress(press, actions)?.id).toBe('page');
});

test("a page's disabled action still keeps the key", () => {
  const actions = inForce([action('page', 'x', false)], [action('window', 'x')]);
  expect(actionForPress(press, actions)).toBeUndefined();
});

test("a key that the page leaves free is the window's", () => {
  const actions = inForce([action('page', 'y')], [action('window', 'x')]);
  expect(actionForPress(press, actions)?.id).toBe('window');
});

test('a page replaces an action of the window by its id', () => {
  const actions = inForce([action('undo', 'x')], [action('undo', 'y'), action('redo', 'z')]);
  expect(actions.map(({ id, keys }) => [id, keys[0]])).toEqual([
    ['undo', 'x'],
    ['redo', 'z'],
  ]);
});

test('a key that a page takes from the window is no clash', () => {
  const [page, other, global] = [action('page', 'x'), action('other', 'x'), action('window', 'x')];
  const lists = [
    { context: 'global', actions: [global] },
    { context: 'page', actions: [page, other] },
  ] as const;
  expect(rivalsOf(page, besides(page, { lists }))).toEqual([other]);
  expect(rivalsOf(global, besides(global, { lists }))).toEqual([]);
});
