/** A modal dialog: the browser's own, with a title, a body and a row of buttons. */
import { X } from 'lucide-react';
import { type ReactNode, type SyntheticEvent, useId, useLayoutEffect, useRef } from 'react';
import { strings } from '../strings/strings.ts';
import { IconButton } from './button.tsx';
import './dialog.css';

interface DialogProps {
  title: string;
  /** Without a visible title bar: the content says what it is. */
  bare?: boolean;
  width?: number;
  onClose(): void;
  children: ReactNode;
  /** Buttons at the lower edge; the last one does it. */
  footer?: ReactNode;
  /** Makes the dialog a form: Enter in a field submits. */
  onSubmit?(): void;
}

export function Dialog({ title, bare = false, width = 480, onClose, children, footer, onSubmit }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    dialog.current?.showModal();
    // Without anything to fill in or to choose, the focus is on the whole: nobody opens a dialog to close it.
    if (dialog.current?.querySelector('.dialog-header :focus')) dialog.current.focus();
  }, []);

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    onSubmit?.();
  };

  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      className={bare ? 'dialog dialog-bare' : 'dialog'}
      style={{ width }}
      aria-label={bare ? title : undefined}
      aria-labelledby={bare ? undefined : id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <form className="dialog-form" onSubmit={submit}>
        {!bare && (
          <header className="dialog-header">
            <h2 id={id}>{title}</h2>
            <IconButton icon={X} label={strings.window.close} shortcut="Escape" onClick={onClose} />
          </header>
        )}
        {children}
        {footer && <footer className="dialog-footer">{footer}</footer>}
      </form>
    </dialog>
  );
}
