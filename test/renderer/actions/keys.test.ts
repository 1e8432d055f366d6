/** Keys as text: which presses they mean, and how they are shown. */
import { describe, expect, test } from 'vitest';
import { accelerator, keyText, normalKey, type Press, pressNames } from '../../../renderer/actions/keys.ts';

const matchesKey = (press: Press, text: string): boolean => pressNames(press).includes(normalKey(text));

const press = (key: string, code: string, ...modifiers: ('ctrl' | 'meta' | 'alt' | 'shift')[]): Press => ({
  key,
  code,
  ctrlKey: modifiers.includes('ctrl'),
  metaKey: modifiers.includes('meta'),
  altKey: modifiers.includes('alt'),
  shiftKey: modifiers.includes('shift'),
});

describe('a press means a key', () => {
  test.each([
    ['a', press('a', 'KeyA')],
    ['a', press('A', 'KeyA')], // Caps Lock
    ['Shift+a', press('A', 'KeyA', 'shift')],
    ['Ctrl+Z', press('z', 'KeyZ', 'ctrl')],
    ['Ctrl+z', press('z', 'KeyZ', 'meta')], // the command key of a Mac
    ['Ctrl+Shift+z', press('Z', 'KeyZ', 'ctrl', 'shift')],
    ['Shift+ArrowLeft', press('ArrowLeft', 'ArrowLeft', 'shift')],
    ['Space', press(' ', 'Space')],
    ['?', press('?', 'Slash', 'shift')],
    ['/', press('/', 'Digit7', 'shift')], // a German keyboard
    ['+', press('+', 'Equal', 'shift')],
    ['Ctrl++', press('+', 'BracketRight', 'ctrl')],
    ['Shift+1', press('!', 'Digit1', 'shift')],
    ['a', press('ф', 'KeyA')], // a Russian keyboard
    ['q', press('q', 'KeyA')], // a French keyboard: what is written on the key counts
  ])('%s', (key, event) => {
    expect(matchesKey(event, key)).toBe(true);
  });

  test.each([
    ['a', press('A', 'KeyA', 'shift')],
    ['a', press('a', 'KeyA', 'ctrl')],
    ['Ctrl+z', press('Z', 'KeyZ', 'ctrl', 'shift')],
    ['ArrowLeft', press('ArrowLeft', 'ArrowLeft', 'alt')],
    ['a', press('q', 'KeyA')],
  ])('but not %s where more or other is pressed', (key, event) => {
    expect(matchesKey(event, key)).toBe(false);
  });
});

test('one combination has one spelling', () => {
  expect([normalKey('Shift+Ctrl+Z'), normalKey('Shift+?'), normalKey('Space')]).toEqual(['Ctrl+Shift+z', '?', 'Space']);
});

test('an unknown modifier is refused by name', () => {
  expect(() => normalKey('Strg+z')).toThrow('«Strg+z» names no key');
});

test.each([
  ['Ctrl+Shift+z', false, 'Ctrl+Shift+Z'],
  ['Ctrl+Shift+z', true, '⌘⇧Z'],
  ['ArrowLeft', false, '←'],
  ['?', false, '?'],
])('%s is shown to people (Mac: %s) as %s', (key, mac, shown) => {
  expect(keyText(key, mac)).toBe(shown);
});

test.each([
  ['Ctrl+z', 'CmdOrCtrl+Z'],
  ['Shift+ArrowLeft', 'Shift+Left'],
  ['+', 'Plus'],
  ['F1', 'F1'],
])('%s is called %s in a menu of Electron', (key, name) => {
  expect(accelerator(key)).toBe(name);
});
