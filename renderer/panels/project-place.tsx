/** Asks where a new project shall lie, and says why it cannot lie there. */
import { desktop } from '../api.ts';
import { pickFolder } from '../commands/pick.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { fileName, joinPath } from '../format.ts';
import { strings } from '../strings/strings.ts';
import './new-project.css';

const words = strings.projects;

interface ProjectPlaceProps {
  path: string;
  problem: string | null;
  onPath(path: string): void;
}

export function ProjectPlace({ path, problem, onPath }: ProjectPlaceProps) {
  const choosePlace = async (): Promise<void> => {
    if (desktop) {
      const chosen = await desktop.pickNewProject(fileName(path));
      if (chosen !== null) onPath(chosen);
      return;
    }
    const folder = await pickFolder(words.placeTitle, words.placeChoose);
    if (folder !== null) onPath(joinPath(folder, fileName(path)));
  };
  return (
    <>
      <Field label={words.folder} about={words.folderAbout}>
        {(ids) => (
          <div className="field-row">
            <input
              {...ids}
              className="input"
              spellCheck={false}
              value={path}
              aria-invalid={problem !== null}
              onChange={(event) => onPath(event.currentTarget.value)}
            />
            <Button onClick={() => void choosePlace()}>{words.choose}</Button>
          </div>
        )}
      </Field>
      {problem !== null && (
        <p role="alert" className="new-project-problem selectable">
          {problem}
        </p>
      )}
    </>
  );
}
