/** Keys as text: what a press is called, how a key is shown, and what Electron's menu calls it. */

const MODIFIERS = ['Ctrl', 'Alt', 'Shift'] as const;

interface Combination {
  modifiers: ReadonlySet<string>;
  /** As in `KeyboardEvent.key`, letters in lower case. */
  key: string;
}

/** The part of a KeyboardEvent that decides which key it was. */
export interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const isLetter = (key: string): boolean => /^[a-z]$/.test(key);
/** Signs such as `?` and `[` need Shift on some keyboards and not on others, so Shift says nothing about them. */
const isSign = (key: string): boolean => /^[^a-z0-9\s]$/.test(key);

function parseKey(text: string): Combination {
  // The last sign is the key, even if it is the plus itself.
  const parts = text === '+' || text.endsWith('++') ? [...text.slice(0, -1).split('+'), '+'] : text.split('+');
  const key = parts.at(-1) ?? '';
  const modifiers = parts.slice(0, -1).filter(Boolean);
  const unknown = modifiers.find((modifier) => !MODIFIERS.some((known) => known === modifier));
  if (unknown !== undefined || key === '') throw new Error(`«${text}» names no key.`);
  return { modifiers: new Set(modifiers), key: key.length === 1 ? key.toLowerCase() : key === 'Space' ? ' ' : key };
}

/** What was spelt already: every press is held against the keys of some hundred actions. */
const spelt = new Map<string, string>();

/** One spelling a combination, so that clashes can be found by comparing texts. */
export function normalKey(text: string): string {
  const known = spelt.get(text);
  if (known !== undefined) return known;
  const { modifiers, key } = parseKey(text);
  const meant = MODIFIERS.filter((modifier) => modifiers.has(modifier) && !(modifier === 'Shift' && isSign(key)));
  const normal = [...meant, key === ' ' ? 'Space' : key].join('+');
  spelt.set(text, normal);
  return normal;
}

/** The key on the keycap: letters and digits by place where the layout writes something other than Latin there. */
function keyOf(press: Press): string {
  const digit = /^Digit([0-9])$/.exec(press.code)?.[1];
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1]?.toLowerCase();
  if (press.key.length !== 1) return press.key;
  if (digit !== undefined && (press.shiftKey || press.altKey) && !isLetter(press.key.toLowerCase())) return digit;
  const key = press.key.toLowerCase();
  return letter !== undefined && !/^[\x20-\x7e]$/.test(key) ? letter : key;
}

/** Every name the press answers to: Shift with a digit key is both `Shift+1` and the sign that it types. */
export function pressNames(press: Press): string[] {
  const modifiers = [
    ...(press.ctrlKey || press.metaKey ? ['Ctrl'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(press.shiftKey ? ['Shift'] : []),
  ];
  const names = [keyOf(press), ...(press.key.length === 1 ? [press.key.toLowerCase()] : [])];
  return [...new Set(names.map((key) => normalKey([...modifiers, key === ' ' ? 'Space' : key].join('+'))))];
}

const SHOWN: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
};
const ON_MAC: Record<string, string> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧', Enter: '⏎', Delete: '⌦', Backspace: '⌫' };

/** The keycaps of a combination, one text each. */
export function keycaps(text: string, mac: boolean): string[] {
  const parts = normalKey(text);
  const { modifiers, key } = parseKey(parts);
  const names = [...MODIFIERS.filter((modifier) => modifiers.has(modifier)), key === ' ' ? 'Space' : key];
  return names.map(
    (name) => (mac ? ON_MAC[name] : undefined) ?? SHOWN[name] ?? (isLetter(name) ? name.toUpperCase() : name),
  );
}

/** `Ctrl+Shift+Z`, or `⌘⇧Z`. */
export const keyText = (text: string, mac: boolean): string => keycaps(text, mac).join(mac ? '' : '+');

const IN_ELECTRON: Record<string, string> = {
  Ctrl: 'CmdOrCtrl',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  '+': 'Plus',
};

/** What Electron's menu calls the combination. */
export function accelerator(text: string): string {
  const { modifiers, key } = parseKey(normalKey(text));
  const names = [...MODIFIERS.filter((modifier) => modifiers.has(modifier)), key === ' ' ? 'Space' : key];
  return names.map((name) => IN_ELECTRON[name] ?? (isLetter(name) ? name.toUpperCase() : name)).join('+');
}
