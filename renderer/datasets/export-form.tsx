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
import { Segmented } from '../components/segmented.tsx';
import { joinPath } from '../format.ts';
import { attempt } from '../state/toasts.ts';
import { useTray } from '../state/tray.ts';
import { strings } from '../strings/strings.ts';
import { CarriesTable } from './carries-table.tsx';
import { ClassesField } from './classes-field.tsx';
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

const choicesOf = <Value extends string>(labels: Record<Value, string>, values: readonly Value[]) =>
  values.map((value) => ({ value, label: labels[value] }));

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
        <div className="field">
          <span className="field-title">{words.content}</span>
          <Segmented
            label={words.content}
            value={content}
            options={choicesOf(words.contents, CONTENTS)}
            onChange={(next) => setContent(next)}
          />
        </div>
        {content === 'crops' && (
          <div className="dataset-row">
            <Field label={words.size}>
              {(ids) => (
                <input
                  {...ids}
                  className="input dataset-number"
                  type="number"
                  min={16}
                  max={4096}
                  value={size}
                  onChange={(event) => setSize(event.currentTarget.valueAsNumber || 512)}
                />
              )}
            </Field>
            <label className="dataset-check">
              <input type="checkbox" checked={aligned} onChange={(event) => setAligned(event.currentTarget.checked)} />
              {words.aligned}
            </label>
            {!aligned && (
              <Field label={words.margin}>
                {(ids) => (
                  <input
                    {...ids}
                    className="input dataset-number"
                    type="number"
                    min={0}
                    max={200}
                    step={5}
                    value={margin}
                    onChange={(event) => setMargin(Math.min(200, Math.max(0, event.currentTarget.valueAsNumber || 0)))}
                  />
                )}
              </Field>
            )}
          </div>
        )}
        <div className="field">
          <span className="field-title">{words.faces}</span>
          <Segmented
            label={words.faces}
            value={review}
            options={choicesOf(words.reviews, REVIEWS)}
            onChange={(next) => setReview(next)}
          />
        </div>
        <TaskFilter tasks={tasks} onChange={setTasks} />
        {formats[format].carries.parsing.level !== 'none' && <ClassesField value={classes} onChange={setClasses} />}
        <SplitFields split={split} onChange={setSplit} />
        <div className="field">
          <span className="field-title">{words.privacy}</span>
          <Segmented
            label={words.privacy}
            value={privacy}
            options={choicesOf(words.privacies, Object.keys(PRIVACIES) as PrivacyName[])}
            onChange={(next) => setPrivacy(next)}
          />
        </div>
        <Field label={words.confidence}>
          {(ids) => (
            <input
              {...ids}
              className="input dataset-number"
              type="number"
              min={0}
              max={1}
              step={0.05}
              value={confidence}
              onChange={(event) => setConfidence(Math.min(1, Math.max(0, event.currentTarget.valueAsNumber || 0)))}
            />
          )}
        </Field>
        <Field label={words.datasetTitle}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              value={title}
              placeholder={name}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={words.licence}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              value={licence}
              placeholder={words.licencePlaceholder}
              onChange={(event) => setLicence(event.currentTarget.value)}
            />
          )}
        </Field>
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
