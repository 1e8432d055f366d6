/** Has the editor know what models said of the face in hand, as long as a tool can give it back. */
import type { FaceId } from '../../electron/shared/domain/ids.ts';
import { call, on } from '../api.ts';
import type { Editor } from '../editor/editor.ts';
import type { EditorState } from '../editor/state.ts';
import { TOOL_FACTS } from '../panels/tool-table.ts';
import { attempt } from '../state/toasts.ts';

const faceAsked = ({ tool, selected }: EditorState): FaceId | null =>
  TOOL_FACTS[tool].family === 'faces' ? null : selected;

/** Asks whenever another face is taken up. Returns a function that ends it. */
export function followProposals(editor: Editor): () => void {
  let asked: FaceId | null = null;
  const follow = (): void => {
    const face = faceAsked(editor.state);
    if (face === asked) return;
    asked = face;
    if (face === null) return;
    void attempt(async () => {
      const annotations = await call('faces.proposals', { face });
      if (asked === face) editor.show({ proposals: { face, annotations } });
    });
  };
  const ends = [
    editor.subscribe(follow),
    // A job may have brought new ones.
    on('job.changed', ({ state }) => {
      if (state === 'done') asked = null;
      follow();
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
