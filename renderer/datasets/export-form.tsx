/** What to export and how; beside it, what the format carries. */
import { Upload } from 'lucide-react';
import { useState } from 'react';
import {
  type ClassList,
  CONTENTS,
  type Content,
  type ExportRequest,
  type FormatFacts,
  type FormatName,
} from '../../electron/shared/domain/dataset.ts';
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';
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
import { ChoiceField, choicesOf, NumberField, TextField } from './fields.tsx';
import { FormatFields } from './format-fields.tsx';
import { NO_SPLIT, type SplitDraft, SplitFields, splitRuleOf } from './split-fields.tsx';
import { TaskFilter } from './task-filter.tsx';

const words = strings.datasets;
const REVIEWS = ['accepted', 'unrejected', 'all'] as const;
const PRIVACIES = {
  none: null,
  plain: { names: false, blur: false },
  clean: { names: true, blur: false },
  blurred: { names: true, blur: true },
} as const;
type PrivacyName = keyof typeof PRIVACIES;

export function ExportForm({
  formats,
  home,
  name,
}: {
  formats: Record<FormatName, FormatFacts>;
  home: string;
  name: string;
}) {
  const [format, setFormat] = useState<FormatName>('native');
  const [options, setOptions] = useState<Record<string, string>>({});
  const [content, setContent] = useState<Content>('photos');
  const [size, setSize] = useState(512);
  const [aligned, setAligned] = useState(false);
  const [review, setReview] = useState<ExportRequest['review']>('unrejected');
  const [margin, setMargin] = useState(50);
  const [tasks, setTasks] = useState<readonly Task[]>(TASKS);
  const [classes, setClasses] = useState<ClassList>('as-is');
  const [split, setSplit] = useState<SplitDraft>(NO_SPLIT);
  const [title, setTitle] = useState('');
  const [privacy, setPrivacy] = useState<PrivacyName>('none');
  const [confidence, setConfidence] = useState(0);
  const [licence, setLicence] = useState('');
  const [folder, setFolder] = useState<string | null>(null);
  const target = folder ?? joinPath(home, `${name}-${format}`);

  const chooseFormat = (next: FormatName): void => {
    setFormat(next);
    setOptions({});
    setContent(formats[next].unit === 'face' ? 'crops' : 'photos');
  };
  const chooseFolder = async (): Promise<void> => {
    const parent = await pickFolder(words.chooseFolder, words.putHere);
    if (parent !== null) setFolder(joinPath(parent, `${name}-${format}`));
  };
  const rule = splitRuleOf(split);
  const start = async (): Promise<void> => {
    if (rule === null) return;
    await call('jobs.start', {
      kind: 'export',
      format,
      folder: target,
      content,
      crop: { size, margin: margin / 100, aligned },
      review,
      confidence,
      tasks: tasks.length === TASKS.length ? 'all' : [...tasks],
      split: rule,
      privacy: PRIVACIES[privacy],
      title,
      licence,
      classes,
      options,
    });
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
          options={options}
          onFormat={chooseFormat}
          onOptions={setOptions}
        />
        <ChoiceField
          label={words.content}
          value={content}
          choices={choicesOf(words.contents, CONTENTS)}
          onChange={(next) => setContent(next)}
        />
        {content === 'crops' && (
          <div className="dataset-row">
            <NumberField
              label={words.size}
              min={16}
              max={4096}
              value={size}
              onChange={(side) => setSize(side || 512)}
            />
            <label className="dataset-check">
              <input type="checkbox" checked={aligned} onChange={(event) => setAligned(event.currentTarget.checked)} />
              {words.aligned}
            </label>
            {!aligned && (
              <NumberField
                label={words.margin}
                min={0}
                max={200}
                step={5}
                value={margin}
                onChange={(percent) => setMargin(Math.min(200, Math.max(0, percent)))}
              />
            )}
          </div>
        )}
        <ChoiceField
          label={words.faces}
          value={review}
          choices={choicesOf(words.reviews, REVIEWS)}
          onChange={(next) => setReview(next)}
        />
        <TaskFilter tasks={tasks} onChange={setTasks} />
        {formats[format].carries.parsing.level !== 'none' && <ClassesField value={classes} onChange={setClasses} />}
        <SplitFields split={split} onChange={setSplit} />
        <ChoiceField
          label={words.privacy}
          value={privacy}
          choices={choicesOf(words.privacies, Object.keys(PRIVACIES) as PrivacyName[])}
          onChange={(next) => setPrivacy(next)}
        />
        <NumberField
          label={words.confidence}
          min={0}
          max={1}
          step={0.05}
          value={confidence}
          onChange={(least) => setConfidence(Math.min(1, Math.max(0, least)))}
        />
        <TextField label={words.datasetTitle} value={title} placeholder={name} onChange={setTitle} />
        <TextField label={words.licence} value={licence} placeholder={words.licencePlaceholder} onChange={setLicence} />
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
        <Button
          look="primary"
          type="submit"
          icon={Upload}
          disabled={target.trim() === '' || rule === null || tasks.length === 0}
        >
          {words.start}
        </Button>
      </form>
      <CarriesTable format={formats[format]} review={review} tasks={tasks} />
    </div>
  );
}
