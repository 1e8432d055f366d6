/** What a model said of a face before people said otherwise. */
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Task } from '../../electron/shared/domain/vocabulary.ts';
import { type Label, labelOf } from './labels.ts';
import type { EditorState } from './state.ts';

/** Null where no model has spoken of the task, or it is not known yet. */
export function proposalOf<T extends Task>(
  { proposals }: EditorState,
  face: Pick<Face, 'id'> | null,
  task: T,
): Label<T> | null {
  if (!face || proposals?.face !== face.id) return null;
  return labelOf(proposals, task);
}
