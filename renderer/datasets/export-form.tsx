/** What to export and how; beside it, what the format carries. */
import { Upload } from 'lucide-react';
import { useState } from 'react';
import {
  CONTENTS,
  type Content,
  type ExportRequest,
  type FormatFacts,
  type FormatName,
} from '../../electron/shared/domain/dataset.ts';
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
import { FormatFields } from './format-fields.tsx';

const words = strings.datasets;
/** Percent to learn from, to choose by and to judge with. */
const SHARES = [80, 10, 10] as const;
const REVIEWS = ['accepted', 'unrejected', 'all'] as const;
const PRIVACIES = { none: null, clean: { names: true, blur: false }, blurred: { names: true, blur: true } } as const;
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
  const [split, setSplit] = useState<'none' | 'ratio'>('none');
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
  const start = async (): Promise<void> => {
    await call('jobs.start', {
      kind: 'export',
      format,
      folder: target,
      content,
      crop: { size, margin: 0.5, aligned },
      review,
      confidence,
      split:
        split === 'none'
          ? { by: 'none' }
          : { by: 'ratio', train: SHARES[0] / 100, val: SHARES[1] / 100, test: SHARES[2] / 100 },
      privacy: PRIVACIES[privacy],
      licence,
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
        <div className="field">
          <span className="field-title">{words.split}</span>
          <Segmented
            label={words.split}
            value={split}
            options={[
              { value: 'none', label: words.splitNone },
              { value: 'ratio', label: SHARES.join(' / '), tip: words.splitAbout },
            ]}
            onChange={(next) => setSplit(next)}
          />
        </div>
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
        <Button look="primary" type="submit" icon={Upload} disabled={target.trim() === ''}>
          {words.start}
        </Button>
      </form>
      <CarriesTable format={formats[format]} />
    </div>
  );
}
