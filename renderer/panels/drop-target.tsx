/** Takes files and folders dropped anywhere on the window, and shows that it would. */
import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { takeDrop } from '../commands/drop.ts';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import './drop-target.css';

const words = strings.window;

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

export function DropTarget({ hasProject }: { hasProject: boolean }) {
  const [over, setOver] = useState(false);

  useEffect(() => {
    const come = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      const data = event.dataTransfer;
      if (!data || !holdsFiles(event)) return;
      event.preventDefault();
      void attempt(() => takeDrop(data, hasProject));
    };
    window.addEventListener('dragover', come);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', come);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [hasProject]);

  if (!over) return null;
  return (
    <div className="drop-target">
      <div>
        <Download aria-hidden />
        <h2>{hasProject ? words.dropAdd : words.dropNew}</h2>
        <p>{words.dropAbout}</p>
      </div>
    </div>
  );
}
