/** What can be done with the selected rows, over the lower edge of the grid. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../components/button.tsx';
import { strings } from '../strings/strings.ts';
import type { Selection } from './use-selection.ts';
import './selection-bar.css';

const words = strings.gallery;

interface SelectionBarProps {
  /** «3 photos selected» */
  says(count: number): string;
  selection: Selection;
  children: ReactNode;
}

export function SelectionBar({ says, selection, children }: SelectionBarProps) {
  if (selection.ids.size === 0) return null;
  return (
    <div className="selection-bar" role="toolbar" aria-label={words.selection}>
      <span aria-live="polite">{says(selection.ids.size)}</span>
      {children}
      <IconButton icon={X} label={words.clearSelection} shortcut="Escape" onClick={selection.clear} />
    </div>
  );
}
