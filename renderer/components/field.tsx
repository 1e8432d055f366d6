/** A named setting or input with its explanation. */
import { type ChangeEvent, type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import './field.css';

interface FieldProps {
  label: string;
  /** What it changes, in a sentence. */
  about?: ReactNode;
  /** Gets the id that ties label and control together, and the id of the explanation. */
  children(ids: { id: string; 'aria-describedby': string | undefined }): ReactNode;
}

export function Field({ label, about, children }: FieldProps) {
  const id = useId();
  const aboutId = `${id}-about`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': about ? aboutId : undefined })}
      {about && (
        <p id={aboutId} className="field-about">
          {about}
        </p>
      )}
    </div>
  );
}

/** Text that is taken when the person has finished: when the focus leaves, as it does on Enter. Escape takes it back. */
export function useDraft(value: string, commit: (draft: string) => void) {
  const [draft, setDraft] = useState<string | null>(null);
  return {
    value: draft ?? value,
    onChange: (event: ChangeEvent<HTMLInputElement>) => setDraft(event.currentTarget.value),
    onBlur() {
      if (draft !== null && draft !== value) commit(draft);
      setDraft(null);
    },
    onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
      if (event.key === 'Enter') event.currentTarget.blur();
      if (event.key === 'Escape' && draft !== null) {
        event.preventDefault();
        setDraft(null);
      }
    },
  };
}
