/** Names a face, and remembers the name for the next face of the same person. */
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Editor } from '../editor/editor.ts';
import { nameFace } from '../editor/review-edits.ts';
import { useLastPerson } from '../state/last-person.ts';

export function givePerson(editor: Editor, face: Face, name: string | null): void {
  if (name !== null) useLastPerson.setState({ name });
  editor.apply(nameFace(face, name, editor.state.person));
}
