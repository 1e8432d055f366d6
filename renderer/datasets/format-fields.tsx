/** Choosing a format and what it leaves open. */
import { FORMAT_NAMES, type FormatFacts, type FormatName } from '../../electron/shared/domain/dataset.ts';
import { strings } from '../strings/strings.ts';
import { SelectField } from './fields.tsx';

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
      <SelectField
        label={strings.datasets.format}
        about={facts.about}
        value={format}
        choices={FORMAT_NAMES.map((name) => ({ value: name, label: formats[name].title }))}
        onChange={onFormat}
      />
      {Object.entries(facts.options).map(([name, { about, choices }]) => (
        <SelectField
          key={name}
          label={about}
          value={options[name] ?? choices[0]!.value}
          choices={choices}
          onChange={(value) => onOptions({ ...options, [name]: value })}
        />
      ))}
    </>
  );
}
