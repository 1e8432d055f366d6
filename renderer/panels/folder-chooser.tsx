/** Chooses a folder of the machine that the core runs on, where the host has no dialog for it. */
import { ArrowUp, Folder, FolderHeart } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { isProject } from '../commands/project-commands.ts';
import { Button, IconButton } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { useDraft } from '../components/field.tsx';
import { LoadProblem } from '../components/load-problem.tsx';
import { fileName } from '../format.ts';
import { useCall } from '../queries.ts';
import { strings } from '../strings/strings.ts';
import './folder-chooser.css';

const words = strings.projects;

interface FolderChooserProps {
  title: string;
  choose: string;
  projects: boolean;
  answer(path: string | null): void;
}

export function FolderChooser({ title, choose, projects, answer }: FolderChooserProps) {
  const [path, setPath] = useState<string | undefined>(undefined);
  const [selected, setSelected] = useState<string | null>(null);
  const listing = useCall('folder.list', path === undefined ? {} : { path });
  const { data } = listing;
  const list = useRef<HTMLUListElement>(null);
  const target = selected ?? data?.path ?? null;
  const address = useDraft(data?.path ?? '', (draft) => enter(draft.trim()));

  const enter = (folder: string): void => {
    setSelected(null);
    setPath(folder === '' ? undefined : folder);
  };
  // The list has the keyboard, with nothing in it chosen yet: the folder itself is what one looks at.
  useEffect(() => {
    if (data && !document.activeElement?.matches('.chooser-address > input')) list.current?.focus();
  }, [data]);

  const keys = (event: KeyboardEvent): void => {
    const rows = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLButtonElement);
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
    const next = steps[event.key];
    if (next !== undefined) {
      event.preventDefault();
      rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
    } else if (event.key === 'ArrowRight' || event.key === 'Enter') {
      const folder = data?.folders[at];
      if (!folder) return;
      event.preventDefault();
      if (folder.project && event.key === 'Enter') answer(folder.path);
      else enter(folder.path);
    } else if ((event.key === 'ArrowLeft' || event.key === 'Backspace') && data?.parent) {
      event.preventDefault();
      enter(data.parent);
    }
  };

  const footer = (
    <>
      <span className="chooser-target ellipsis">
        {data &&
          (selected === null && !projects
            ? words.photosIn(data.photos, fileName(data.path))
            : target && fileName(target))}
      </span>
      <Button onClick={() => answer(null)}>{strings.window.cancel}</Button>
      <Button
        look="primary"
        disabled={target === null || (projects && !isProject(target))}
        onClick={() => answer(target)}
      >
        {choose}
      </Button>
    </>
  );

  return (
    <Dialog title={title} width={560} onClose={() => answer(null)} footer={footer}>
      <div className="chooser-address">
        <IconButton
          icon={ArrowUp}
          label={words.folderAbove}
          shortcut="ArrowLeft"
          disabled={!data?.parent}
          onClick={() => data?.parent && enter(data.parent)}
        />
        <input className="input" aria-label={words.folderPath} spellCheck={false} {...address} />
      </div>
      <div className="chooser-list scroll">
        {listing.isError ? (
          <LoadProblem what={words.theFolder} error={listing.error} retry={() => enter('')} />
        ) : (
          <ul ref={list} aria-label={words.folders} tabIndex={-1} onKeyDown={keys}>
            {data?.folders.map((folder) => {
              const Icon = folder.project ? FolderHeart : Folder;
              return (
                <li key={folder.path}>
                  <button
                    type="button"
                    aria-pressed={selected === folder.path}
                    onFocus={() => setSelected(folder.path)}
                    onClick={() => setSelected(folder.path)}
                    onDoubleClick={() => (folder.project ? answer(folder.path) : enter(folder.path))}
                  >
                    <Icon aria-hidden />
                    <span className="ellipsis">{folder.name}</span>
                    {folder.project && <small>{words.isProject}</small>}
                  </button>
                </li>
              );
            })}
            {data?.folders.length === 0 && <li className="chooser-none">{words.noFolders}</li>}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
