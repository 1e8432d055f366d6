/** What can be done with the selected rows, over the lower edge of the grid. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../components/button.tsx';
import { countOf } from '../format.ts';
import type { Selection } from './use-selection.ts';
import './selection-bar.css';

interface SelectionBarProps {
  noun: string;
  selection: Selection;
  children: ReactNode;
}

export function SelectionBar({ noun, selection, children }: SelectionBarProps) {
  if (selection.ids.size === 0) return null;
  return (
    <div className="selection-bar" role="toolbar" aria-label="Selection">
      <span aria-live="polite">{countOf(selection.ids.size, noun)} selected</span>
      {children}
      <IconButton icon={X} label="Clear the selection" shortcut="Escape" onClick={selection.clear} />
    </div>
  );
}
