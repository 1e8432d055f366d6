/** Asks what a new project takes in and where it shall lie. */
import { useState } from 'react';
import { toProblem } from '../../electron/shared/errors.ts';
import { pickFolder } from '../commands/pick.ts';
import { createProject, proposedPath } from '../commands/project-commands.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { folderOf } from '../format.ts';
import { strings } from '../strings/strings.ts';
import { ProjectPlace } from './project-place.tsx';

const words = strings.projects;

interface NewProjectProps {
  home: string;
  photos: string | null;
  files: readonly File[];
  close(): void;
}

export function NewProject({ home, photos: given, files, close }: NewProjectProps) {
  const [photos, setPhotos] = useState(given);
  const [path, setPath] = useState(() => proposedPath(home, given));
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const choosePhotos = async (): Promise<void> => {
    const folder = await pickFolder(words.photosTitle, words.photosChoose);
    if (folder === null) return;
    setPhotos(folder);
    setPath(proposedPath(folderOf(path), folder));
  };
  const create = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      if (await createProject(path, photos, files)) close();
      else setBusy(false);
    } catch (error) {
      setProblem(toProblem(error).message);
      setBusy(false);
    }
  };

  const footer = (
    <>
      <Button onClick={close}>{strings.window.cancel}</Button>
      <Button look="primary" type="submit" disabled={busy || path.trim() === ''}>
        {words.create}
      </Button>
    </>
  );
  return (
    <Dialog title={words.newTitle} width={520} onClose={close} footer={footer} onSubmit={() => void create()}>
      <div className="dialog-body">
        {files.length > 0 ? (
          <p>{words.copied(files.length)}</p>
        ) : (
          <Field label={words.photos} about={words.photosAbout}>
            {(ids) => (
              <div className="field-row">
                <input {...ids} className="input" readOnly value={photos ?? words.noPhotos} />
                <Button onClick={() => void choosePhotos()}>{words.choose}</Button>
              </div>
            )}
          </Field>
        )}
        <ProjectPlace path={path} problem={problem} onPath={setPath} />
      </div>
    </Dialog>
  );
}
