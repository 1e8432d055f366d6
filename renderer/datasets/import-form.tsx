/** What to import and who gives way; a look before anything is changed. */
import { Download, Eye } from 'lucide-react';
import { useState } from 'react';
import {
  type ClassList,
  type FormatFacts,
  type FormatName,
  POLICIES,
  type Policy,
} from '../../electron/shared/domain/dataset.ts';
import { call } from '../api.ts';
import { pickFolder } from '../commands/pick.ts';
import { Button } from '../components/button.tsx';
import { Field, useDraft } from '../components/field.tsx';
import { attempt } from '../state/toasts.ts';
import { useTray } from '../state/tray.ts';
import { strings } from '../strings/strings.ts';
import { ClassesField } from './classes-field.tsx';
import { choicesOf, SelectField } from './fields.tsx';
import { FormatFields } from './format-fields.tsx';

const words = strings.datasets;

export function ImportForm({ formats }: { formats: Record<FormatName, FormatFacts> }) {
  const [path, setPath] = useState('');
  const [found, setFound] = useState<FormatName[] | null>(null);
  const [format, setFormat] = useState<FormatName>('native');
  const [options, setOptions] = useState<Record<string, string>>({});
  const [policy, setPolicy] = useState<Policy>('keep-human');
  const [addPhotos, setAddPhotos] = useState(false);
  const [classes, setClasses] = useState<ClassList>('as-is');

  const lookAt = async (place: string): Promise<void> => {
    setPath(place);
    setFound(null);
    if (place.trim() === '') return;
    const formatsThere = await call('datasets.recognise', { path: place });
    setFound(formatsThere);
    if (formatsThere[0]) setFormat(formatsThere[0]);
    setOptions({});
  };
  const typed = useDraft(path, (draft) => void attempt(() => lookAt(draft.trim())));
  const choose = async (): Promise<void> => {
    const folder = await pickFolder(words.chooseSource, words.useThis);
    if (folder !== null) await lookAt(folder);
  };
  const start = async (dryRun: boolean): Promise<void> => {
    await call('jobs.start', { kind: 'import-labels', format, path, policy, addPhotos, dryRun, classes, options });
    useTray.setState({ open: true });
  };

  return (
    <form
      className="dataset-form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(() => start(true));
      }}
    >
      <Field
        label={words.source}
        about={
          found === null
            ? words.sourceAbout
            : found.length > 0
              ? words.recognised(found.map((name) => formats[name].title).join(', '))
              : words.unknown
        }
      >
        {(ids) => (
          <div className="field-row">
            <input
              {...ids}
              className="input"
              spellCheck={false}
              {...typed}
              onKeyDown={(event) => {
                // The path is looked at first: the format that it has is not known yet.
                if (event.key === 'Enter') event.preventDefault();
                typed.onKeyDown(event);
              }}
            />
            <Button onClick={() => void attempt(choose)}>{words.choose}</Button>
          </div>
        )}
      </Field>
      <FormatFields
        formats={formats}
        format={format}
        options={options}
        onFormat={(next) => {
          setFormat(next);
          setOptions({}); // those of one format are none of another
        }}
        onOptions={setOptions}
      />
      {formats[format].carries.parsing.returns && <ClassesField value={classes} onChange={setClasses} />}
      <SelectField
        label={words.policy}
        value={policy}
        choices={choicesOf(words.policies, POLICIES)}
        onChange={(next) => setPolicy(next)}
      />
      <label className="dataset-check">
        <input type="checkbox" checked={addPhotos} onChange={(event) => setAddPhotos(event.currentTarget.checked)} />
        {words.addPhotos}
      </label>
      <div className="dataset-row">
        <Button type="submit" icon={Eye} disabled={found === null}>
          {words.look}
        </Button>
        <Button
          look="primary"
          icon={Download}
          disabled={found === null}
          onClick={() => void attempt(() => start(false))}
        >
          {words.importNow}
        </Button>
      </div>
    </form>
  );
}
