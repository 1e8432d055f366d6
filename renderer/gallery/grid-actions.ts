/** What the keyboard does in a grid. */
import type { Action } from '../actions/action.ts';
import { strings } from '../strings/strings.ts';
import type { Move } from './layout.ts';

const words = strings.gallery;

/** A grid as its actions see it. */
export interface GridCommands {
  move(move: Move, extend: boolean): void;
  open(): void;
  toggle(): void;
  selectAll(): void;
  clear(): void;
  hasSelection(): boolean;
}

const MOVE_KEYS: Record<Move, string> = {
  left: 'ArrowLeft',
  right: 'ArrowRight',
  up: 'ArrowUp',
  down: 'ArrowDown',
  home: 'Home',
  end: 'End',
  pageUp: 'PageUp',
  pageDown: 'PageDown',
};

export function gridActions(grid: GridCommands): Action[] {
  const moves = (Object.keys(MOVE_KEYS) as Move[]).flatMap((move): Action[] => {
    const key = MOVE_KEYS[move];
    const label = words.moves[move];
    const common = { section: 'View', keyOnly: true } as const;
    return [
      { ...common, id: `grid.${move}`, label, keys: [key], run: () => grid.move(move, false) },
      {
        ...common,
        id: `grid.${move}-selecting`,
        section: 'Edit',
        label: words.selecting(label),
        keys: [`Shift+${key}`],
        run: () => grid.move(move, true),
      },
    ];
  });
  return [
    { id: 'grid.open', label: words.open, section: 'View', keys: ['Enter'], run: () => grid.open() },
    {
      id: 'grid.toggle',
      label: words.toggle,
      section: 'Edit',
      keys: ['Space'],
      keyOnly: true,
      run: () => grid.toggle(),
    },
    { id: 'grid.select-all', label: words.selectAll, section: 'Edit', keys: ['Ctrl+a'], run: () => grid.selectAll() },
    {
      id: 'grid.clear',
      label: words.clearSelection,
      section: 'Edit',
      keys: ['Escape'],
      enabled: () => grid.hasSelection(),
      run: () => grid.clear(),
    },
    ...moves,
  ];
}
