/** Choosing folders and files: with the desktop's dialogs, or with the window's own where it runs in a browser. */
import { desktop } from '../api.ts';
import { openDialog } from '../state/dialogs.ts';

/** A folder on the core's machine, or null. `choose` is the word on the button; `projects` admits nothing else. */
export function pickFolder(title: string, choose: string, projects = false): Promise<string | null> {
  if (desktop) return desktop.pickFolder(title);
  return new Promise((answer) => openDialog({ name: 'choose-folder', title, choose, projects, answer }));
}

/** Files of the machine that the browser runs on; none when the person cancels. */
export function pickFiles(accept: readonly string[]): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = accept.join(',');
  return new Promise((resolve) => {
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}
