/** Asks what a foreign dataset is and where the project made of it shall lie. */
import { useState } from 'react';
import type { ClassList, FormatName } from '../../electron/shared/domain/dataset.ts';
import { toProblem } from '../../electron/shared/errors.ts';
import { createFromDataset, proposedPath } from '../commands/project-commands.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { ProjectPlace } from '../panels/project-place.tsx';
import { useCall } from '../queries.ts';
import { strings } from '../strings/strings.ts';
import { ClassesField } from './classes-field.tsx';
import { FormatFields } from './format-fields.tsx';
import './datasets.css';

const words = strings.datasets;

export function NewFromDataset({ home, dataset, close }: { home: string; dataset: string; close(): void }) {
  const formats = useCall('datasets.formats').data;
  const looked = useCall('datasets.recognise', { path: dataset });
  const found = looked.data;
  const [chosen, setChosen] = useState<FormatName | null>(null);
  const [options, setOptions] = useState<Record<string, string>>({});
  const [classes, setClasses] = useState<ClassList>('as-is');
  const [path, setPath] = useState(() => proposedPath(home, dataset));
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const format = chosen ?? found?.[0] ?? 'native';

  const create = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      if (await createFromDataset(path, { format, path: dataset, classes, options })) close();
      else setBusy(false);
    } catch (error) {
      setProblem(toProblem(error).message);
      setBusy(false);
    }
  };
  const about = looked.isPending
    ? words.looking
    : found && found.length > 0 && formats
      ? words.recognised(found.map((name) => formats[name].title).join(', '))
      : words.unknown;
  const footer = (
    <>
      <Button onClick={close}>{strings.window.cancel}</Button>
      <Button look="primary" type="submit" disabled={busy || looked.isPending || !formats || path.trim() === ''}>
        {strings.projects.create}
      </Button>
    </>
  );
  return (
    <Dialog title={words.newTitle} width={560} onClose={close} footer={footer} onSubmit={() => void create()}>
      <div className="dialog-body">
        <p>{words.newAbout}</p>
        <Field label={words.source} about={about}>
          {(ids) => <input {...ids} className="input" readOnly value={dataset} />}
        </Field>
        {formats && (
          <FormatFields
            formats={formats}
            format={format}
            options={options}
            onFormat={(next) => {
              setChosen(next);
              setOptions({});
            }}
            onOptions={setOptions}
          />
        )}
        {formats?.[format].carries.parsing.returns && <ClassesField value={classes} onChange={setClasses} />}
        <ProjectPlace path={path} problem={problem ?? looked.error?.message ?? null} onPath={setPath} />
      </div>
    </Dialog>
  );
}
