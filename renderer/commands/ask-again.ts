/**
 * Has the network in use look at the selected face again, and takes over a part of what it says. It is asked in any case,
 * though a proposal may be kept: the box may lie elsewhere since, and another network may be in use.
 */
import type { Annotation } from '../../electron/shared/domain/annotation.ts';
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Patch } from '../../electron/shared/domain/patch.ts';
import { call } from '../api.ts';
import type { Editor } from '../editor/editor.ts';
import { faceOf, selectedFace } from '../editor/state.ts';
import { showToast } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { activeModel } from './model-commands.ts';
import { leadToModels } from './photo-commands.ts';

/** Until what was done to faces is stored: the network looks where the store says that they are. */
const saved = (editor: Editor): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (editor.state.save.kind === 'saving') return;
      end();
      resolve();
    };
    const end = editor.subscribe(look);
    look();
  });

/** Faces that are being looked at: a second press changes nothing. */
const asked = new Set<number>();

/**
 * `take` makes the patch from the face as it is when the answer has come, and from what the network says; null where the
 * network does not say it.
 */
export async function askAgain(
  editor: Editor,
  take: (face: Face, said: { annotations: Annotation[] }) => Patch | null,
): Promise<void> {
  const id = selectedFace(editor.state)?.id;
  if (id === undefined || asked.has(id)) return;
  const model = await activeModel('network');
  if (!model) return leadToModels(strings.gallery.needsNetwork);
  asked.add(id);
  try {
    editor.settle();
    await saved(editor);
    const [said] = await call('models.ask', { model: model.id, faces: [id] });
    const face = faceOf(editor.state, id);
    // Another photo is open, or the face is gone.
    if (!said || !face) return;
    const patch = said.problem === null ? take(face, said) : null;
    if (patch) editor.apply(patch);
    else showToast({ level: 'warning', message: said.problem ?? strings.tools.askedInVain(model.name) });
  } finally {
    asked.delete(id);
  }
}
