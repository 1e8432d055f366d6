/** What to export and how; beside it, what the format carries. */
import { Upload } from 'lucide-react';
import { useState } from 'react';
import { CONTENTS, type FormatFacts, type FormatName } from '../../electron/shared/domain/dataset.ts';
import { call } from '../api.ts';
import { pickFolder } from '../commands/pick.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { joinPath } from '../format.ts';
import { attempt } from '../state/toasts.ts';
import { useTray } from '../state/tray.ts';
import { strings } from '../strings/strings.ts';
import { CarriesTable } from './carries-table.tsx';
import { ClassesField } from './classes-field.tsx';
import { CropFields } from './crop-fields.tsx';
import { type ExportDraft, NEW_EXPORT, PRIVACY_NAMES, REVIEWS, requestOf, withFormat } from './export-draft.ts';
import { ChoiceField, choicesOf, NumberField, TextField } from './fields.tsx';
import { FormatFields } from './format-fields.tsx';
import { SplitFields } from './split-fields.tsx';
import { TaskFilter } from './task-filter.tsx';

const words = strings.datasets;

interface ExportFormProps {
  formats: Record<FormatName, FormatFacts>;
  home: string;
  name: string;
}

export function ExportForm({ formats, home, name }: ExportFormProps) {
  const [draft, setDraft] = useState(NEW_EXPORT);
  const [folder, setFolder] = useState<string | null>(null);
  const change = (part: Partial<ExportDraft>): void => setDraft({ ...draft, ...part });
  const { format, tasks } = draft;
  const target = folder ?? joinPath(home, `${name}-${format}`);
  const request = requestOf(draft, target);

  const chooseFolder = async (): Promise<void> => {
    const parent = await pickFolder(words.chooseFolder, words.putHere);
    if (parent !== null) setFolder(joinPath(parent, `${name}-${format}`));
  };
  const start = async (): Promise<void> => {
    if (request === null) return;
    await call('jobs.start', request);
    useTray.setState({ open: true });
  };

  return (
    <div className="dataset-columns">
      <form
        className="dataset-form"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(start);
        }}
      >
        <FormatFields
          formats={formats}
          format={format}
          options={draft.options}
          onFormat={(next) => change(withFormat(next, formats[next]))}
          onOptions={(options) => change({ options })}
        />
        <ChoiceField
          label={words.content}
          value={draft.content}
          choices={choicesOf(words.contents, CONTENTS)}
          onChange={(content) => change({ content })}
        />
        {draft.content === 'crops' && <CropFields {...draft} onChange={change} />}
        <ChoiceField
          label={words.faces}
          value={draft.review}
          choices={choicesOf(words.reviews, REVIEWS)}
          onChange={(review) => change({ review })}
        />
        <TaskFilter tasks={tasks} onChange={(next) => change({ tasks: next })} />
        {formats[format].carries.parsing.level !== 'none' && (
          <ClassesField value={draft.classes} onChange={(classes) => change({ classes })} />
        )}
        <SplitFields split={draft.split} onChange={(split) => change({ split })} />
        <ChoiceField
          label={words.privacy}
          value={draft.privacy}
          choices={choicesOf(words.privacies, PRIVACY_NAMES)}
          onChange={(privacy) => change({ privacy })}
        />
        <NumberField
          label={words.confidence}
          min={0}
          max={1}
          step={0.05}
          value={draft.confidence}
          onChange={(least) => change({ confidence: Math.min(1, Math.max(0, least)) })}
        />
        <TextField
          label={words.datasetTitle}
          value={draft.title}
          placeholder={name}
          onChange={(title) => change({ title })}
        />
        <TextField
          label={words.licence}
          value={draft.licence}
          placeholder={words.licencePlaceholder}
          onChange={(licence) => change({ licence })}
        />
        <Field label={words.folder} about={words.folderAbout}>
          {(ids) => (
            <div className="field-row">
              <input
                {...ids}
                className="input"
                spellCheck={false}
                value={target}
                onChange={(event) => setFolder(event.currentTarget.value)}
              />
              <Button onClick={() => void attempt(chooseFolder)}>{words.choose}</Button>
            </div>
          )}
        </Field>
        <Button look="primary" type="submit" icon={Upload} disabled={request === null}>
          {words.start}
        </Button>
      </form>
      <CarriesTable format={formats[format]} review={draft.review} tasks={tasks} />
    </div>
  );
}
