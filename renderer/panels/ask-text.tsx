/** Asks for a text of a line or a few. */
import { useEffect, useRef, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import type { DialogState } from '../state/dialogs.ts';
import { strings } from '../strings/strings.ts';

const LONGEST = 1000;

export function AskText({
  title,
  question,
  text,
  confirm,
  answer,
}: Omit<Extract<DialogState, { name: 'ask-text' }>, 'name'>) {
  const [draft, setDraft] = useState(text);
  const input = useRef<HTMLInputElement>(null);
  // The dialog asks for nothing else.
  useEffect(() => input.current?.select(), []);
  const footer = (
    <>
      <Button onClick={() => answer(null)}>{strings.actions.cancel}</Button>
      <Button look="primary" type="submit">
        {confirm}
      </Button>
    </>
  );
  return (
    <Dialog
      title={title}
      width={420}
      onClose={() => answer(null)}
      footer={footer}
      onSubmit={() => answer(draft.trim())}
    >
      <div className="dialog-body">
        <Field label={question}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              maxLength={LONGEST}
              value={draft}
              ref={input}
              onChange={(event) => setDraft(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
