/** The one dialog that is open, if any, and who waits for its answer. */
import { create } from 'zustand';

export type DialogState =
  | { name: 'palette' }
  | { name: 'keys' }
  | { name: 'duplicates' }
  /** `photos` is a folder on the core's machine, `files` come from this one; either may be chosen in the dialog. */
  | { name: 'new-project'; photos: string | null; files: readonly File[] }
  /** `dataset` is a folder on the core's machine. */
  | { name: 'new-from-dataset'; dataset: string }
  /** With `projects`, only a project can be chosen. */
  | { name: 'choose-folder'; title: string; choose: string; projects: boolean; answer(path: string | null): void }
  /** Answers null where the person cancelled. */
  | {
      name: 'ask-text';
      title: string;
      question: string;
      text: string;
      confirm: string;
      answer(text: string | null): void;
    }
  | { name: 'confirm'; title: string; message: string; confirm: string; answer(yes: boolean): void };

interface Dialogs {
  /** The last one is on top: a chooser may open over the dialog that asks for it. */
  stack: readonly DialogState[];
}

export const useDialogs = create<Dialogs>(() => ({ stack: [] }));

export const openDialog = (dialog: DialogState): void =>
  useDialogs.setState(({ stack }) => ({ stack: [...stack.filter(({ name }) => name !== dialog.name), dialog] }));

export const closeDialog = (dialog: DialogState): void =>
  useDialogs.setState(({ stack }) => ({ stack: stack.filter((other) => other !== dialog) }));

/** Asks before something ends or is lost that no undo brings back. */
export const confirmLoss = (title: string, message: string, confirm: string): Promise<boolean> =>
  new Promise((answer) => openDialog({ name: 'confirm', title, message, confirm, answer }));

/** Asks for a text; null where the person cancels. */
export const askText = (title: string, question: string, text: string, confirm: string): Promise<string | null> =>
  new Promise((answer) => openDialog({ name: 'ask-text', title, question, text, confirm, answer }));
