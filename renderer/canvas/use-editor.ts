/** Lets a component follow one part of the editor's state; it renders when that part is another, not on every move. */
import { useSyncExternalStore } from 'react';
import type { Editor } from '../editor/editor.ts';
import type { EditorState } from '../editor/state.ts';

export const useEditor = <Part>(editor: Editor, part: (state: EditorState) => Part): Part =>
  useSyncExternalStore(editor.subscribe, () => part(editor.state));
