/** What keys do with the selected face as a whole: judged, deleted, its box nudged. */
import type { Review } from '../../electron/shared/domain/face.ts';
import type { Editor } from './editor.ts';
import { judge, remove } from './patches.ts';
import { faceAfter, selectedFace } from './state.ts';
import { nudge, nudgeBox } from './tools/nudge.ts';

/** Judges the selected face and selects the next one that waits. False where none waits any more. */
export function judgeSelected(editor: Editor, review: Review): boolean {
  editor.settle();
  const face = selectedFace(editor.state);
  if (face && face.review !== review) editor.apply(judge(face, review));
  const next = faceAfter(editor.state, 1, (other) => other.review === 'open');
  if (next && review !== 'open') editor.select(next.id);
  return next !== null;
}

export function removeSelected(editor: Editor): void {
  editor.settle();
  const face = selectedFace(editor.state);
  if (!face) return;
  const next = faceAfter(editor.state, 1);
  editor.apply(remove(face));
  editor.select(next?.id ?? null);
}

/** Moves the selected box, or its lower right corner, until the editor settles. */
export function nudgeSelected(editor: Editor, what: 'box' | 'corner', dx: number, dy: number): void {
  if (selectedFace(editor.state)) editor.drive(nudge, (state) => nudgeBox(state, what, dx, dy));
}
