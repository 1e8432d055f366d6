/** A choice between a few values that are all in sight: radio buttons drawn as one strip. */
import type { ReactNode } from 'react';
import './segmented.css';

interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; detail?: ReactNode; tip?: string }[];
  onChange(value: Value): void;
  /** `chips` are apart from each other and lighter, for filters. */
  look?: 'strip' | 'chips';
}

export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  look = 'strip',
}: SegmentedProps<Value>) {
  return (
    <fieldset className={`segmented segmented-${look}`} aria-label={label}>
      {options.map((option) => (
        <label key={option.value} data-tip={option.tip}>
          <input
            type="radio"
            name={label}
            value={option.value}
            aria-label={option.label}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            // Arrow keys belong to the strip only for those who came to it by key.
            onClick={(event) => event.detail > 0 && event.currentTarget.blur()}
          />
          <span>{option.label}</span>
          {option.detail !== undefined && <small>{option.detail}</small>}
        </label>
      ))}
    </fieldset>
  );
}
