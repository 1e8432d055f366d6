/** The kinds of fields that the forms of this page are made of. */
import { Field } from '../components/field.tsx';
import { Segmented } from '../components/segmented.tsx';

interface Choice<Value extends string> {
  value: Value;
  label: string;
  tip?: string;
}

/** Values with the words for them, in this order. */
export const choicesOf = <Value extends string>(
  labels: Readonly<Record<Value, string>>,
  values: readonly Value[],
): Choice<Value>[] => values.map((value) => ({ value, label: labels[value] }));

interface ChoiceFieldProps<Value extends string> {
  label: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onChange(value: Value): void;
}

/** A few choices that are all in sight. */
export function ChoiceField<Value extends string>({ label, value, choices, onChange }: ChoiceFieldProps<Value>) {
  return (
    <div className="field">
      <span className="field-title">{label}</span>
      <Segmented label={label} value={value} options={choices} onChange={onChange} />
    </div>
  );
}

interface SelectFieldProps<Value extends string> extends ChoiceFieldProps<Value> {
  about?: string;
}

/** Many choices, or long ones, in a list that opens. */
export function SelectField<Value extends string>({ label, about, value, choices, onChange }: SelectFieldProps<Value>) {
  return (
    <Field label={label} about={about}>
      {(ids) => (
        <select
          {...ids}
          className="select dataset-select"
          value={value}
          onChange={({ currentTarget }) => {
            const chosen = choices.find((choice) => choice.value === currentTarget.value);
            if (chosen) onChange(chosen.value);
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface NumberFieldProps {
  label: string;
  value: number;
  min?: number;
  max?: number;
  step?: number;
  /** Gets what is typed, within the limits or not, and 0 for nothing. */
  onChange(value: number): void;
}

export function NumberField({ label, value, min, max, step, onChange }: NumberFieldProps) {
  return (
    <Field label={label}>
      {(ids) => (
        <input
          {...ids}
          className="input dataset-number"
          type="number"
          min={min}
          max={max}
          step={step}
          value={value}
          onChange={(event) => onChange(event.currentTarget.valueAsNumber || 0)}
        />
      )}
    </Field>
  );
}

interface TextFieldProps {
  label: string;
  about?: string;
  value: string;
  placeholder?: string;
  /** The path of a file is no text to be spelled. */
  isPath?: boolean;
  onChange(value: string): void;
}

export function TextField({ label, about, value, placeholder, isPath, onChange }: TextFieldProps) {
  return (
    <Field label={label} about={about}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          value={value}
          placeholder={placeholder}
          spellCheck={isPath ? false : undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
