/** What a person can do: one record feeds buttons, keys, command palette, key list and the desktop menu. */

/** In the order of the menu bar, which is also the order of the key list. */
export const SECTIONS = ['File', 'Edit', 'View', 'Photo', 'Face', 'Tools', 'Help'] as const;
export type Section = (typeof SECTIONS)[number];

export interface Action {
  /** Stable, as `area.verb`: menus, buttons and tests name the action by it. */
  id: string;
  /** May follow what would be done, such as «Undo accept face». */
  readonly label: string;
  section: Section;
  /** Such as `Ctrl+Z`, `Shift+ArrowLeft`, `a`, `?`. The first one is shown. `Ctrl` is the command key on a Mac. */
  keys: readonly string[];
  /** Asked when a key is pressed and when menus are drawn; absent means always. */
  enabled?(): boolean;
  /** For moves that only make sense as a key: in the key list, but no line in menus and palette. */
  keyOnly?: true;
  /** A key that stays pressed does it once only. */
  once?: true;
  run(): void | Promise<void>;
}

export const isEnabled = (action: Action): boolean => action.enabled?.() ?? true;
