/** What the keyboard does in a grid. */
import type { Action } from '../actions/action.ts';
import type { Move } from './layout.ts';

/** A grid as its actions see it. */
export interface GridCommands {
  move(move: Move, extend: boolean): void;
  open(): void;
  toggle(): void;
  selectAll(): void;
  clear(): void;
  hasSelection(): boolean;
}

const MOVE_KEYS: Record<Move, { key: string; label: string }> = {
  left: { key: 'ArrowLeft', label: 'Go left' },
  right: { key: 'ArrowRight', label: 'Go right' },
  up: { key: 'ArrowUp', label: 'Go up' },
  down: { key: 'ArrowDown', label: 'Go down' },
  home: { key: 'Home', label: 'Go to the first' },
  end: { key: 'End', label: 'Go to the last' },
  pageUp: { key: 'PageUp', label: 'Go up a page' },
  pageDown: { key: 'PageDown', label: 'Go down a page' },
};

export function gridActions(grid: GridCommands): Action[] {
  const moves = (Object.keys(MOVE_KEYS) as Move[]).flatMap((move): Action[] => {
    const { key, label } = MOVE_KEYS[move];
    const common = { section: 'View', keyOnly: true } as const;
    return [
      { ...common, id: `grid.${move}`, label, keys: [key], run: () => grid.move(move, false) },
      {
        ...common,
        id: `grid.${move}-selecting`,
        section: 'Edit',
        label: `${label}, selecting`,
        keys: [`Shift+${key}`],
        run: () => grid.move(move, true),
      },
    ];
  });
  return [
    { id: 'grid.open', label: 'Open in the editor', section: 'View', keys: ['Enter'], run: () => grid.open() },
    {
      id: 'grid.toggle',
      label: 'Select or deselect',
      section: 'Edit',
      keys: ['Space'],
      keyOnly: true,
      run: () => grid.toggle(),
    },
    { id: 'grid.select-all', label: 'Select all', section: 'Edit', keys: ['Ctrl+a'], run: () => grid.selectAll() },
    {
      id: 'grid.clear',
      label: 'Clear the selection',
      section: 'Edit',
      keys: ['Escape'],
      enabled: () => grid.hasSelection(),
      run: () => grid.clear(),
    },
    ...moves,
  ];
}
