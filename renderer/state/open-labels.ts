/** Which tasks show their parts in the panel of labels. It outlives the page. */
import { flushSync } from 'react-dom';
import { create } from 'zustand';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';

export const useOpenLabels = create<{ open: ReadonlySet<Task> }>(() => ({ open: new Set(['parsing']) }));

export const toggleLabel = (task: Task): void =>
  useOpenLabels.setState(({ open }) => {
    const next = new Set(open);
    if (!next.delete(task)) next.add(task);
    return { open: next };
  });

/** The task whose line or parts have the focus. */
export const focusedTask = (): Task | null =>
  (document.activeElement?.closest<HTMLElement>('li.label')?.dataset['task'] as Task | undefined) ?? null;

/** Opens a task and puts the focus where it is said, at once: the next key may follow before a frame is drawn. */
export function focusLabel(task: Task): void {
  flushSync(() => useOpenLabels.setState(({ open }) => ({ open: new Set([...open, task]) })));
  const target = document.querySelector<HTMLElement>(`[data-label-focus="${task}"]`);
  // The whole of what is said there comes into sight, what is still on its way too.
  target?.closest('li.label')?.scrollIntoView({ block: 'start' });
  target?.focus({ preventScroll: true });
  if (target instanceof HTMLInputElement) target.select();
}
