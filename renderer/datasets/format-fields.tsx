/** Choosing a format and what it leaves open. */
import { FORMAT_NAMES, type FormatFacts, FormatName } from '../../electron/shared/domain/dataset.ts';
import { Field } from '../components/field.tsx';
import { strings } from '../strings/strings.ts';

interface FormatFieldsProps {
  formats: Record<FormatName, FormatFacts>;
  format: FormatName;
  options: Record<string, string>;
  onFormat(format: FormatName): void;
  onOptions(options: Record<string, string>): void;
}

export function FormatFields({ formats, format, options, onFormat, onOptions }: FormatFieldsProps) {
  const facts = formats[format];
  return (
    <>
      <Field label={strings.datasets.format} about={facts.about}>
        {(ids) => (
          <select
            {...ids}
            className="select dataset-select"
            value={format}
            onChange={(event) => onFormat(FormatName.parse(event.currentTarget.value))}
          >
            {FORMAT_NAMES.map((name) => (
              <option key={name} value={name}>
                {formats[name].title}
              </option>
            ))}
          </select>
        )}
      </Field>
      {Object.entries(facts.options).map(([name, { about, choices }]) => (
        <Field key={name} label={about}>
          {(ids) => (
            <select
              {...ids}
              className="select dataset-select"
              value={options[name] ?? choices[0]?.value}
              onChange={(event) => onOptions({ ...options, [name]: event.currentTarget.value })}
            >
              {choices.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
      ))}
    </>
  );
}
