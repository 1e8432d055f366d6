/** What helps to see where one is, and the light of the photo. */
import type { Action } from '../actions/action.ts';
import { AIDS, type Aid } from '../editor/aids.ts';
import type { Editor } from '../editor/editor.ts';
import { DAYLIGHT } from '../editor/light.ts';
import { strings } from '../strings/strings.ts';

const words = strings.tools.view;
const KEYS: Record<Aid, string> = { overview: 'Shift+v', loupe: 'Shift+g', rulers: 'Shift+e' };

export const aidActions = (editor: Editor): Action[] => [
  ...AIDS.map(
    (aid): Action => ({
      id: `view.${aid}`,
      label: words[aid],
      section: 'View',
      keys: [KEYS[aid]],
      run: () => editor.show({ aids: { ...editor.state.aids, [aid]: !editor.state.aids[aid] } }),
    }),
  ),
  {
    id: 'view.equalise',
    label: words.equalise,
    section: 'View',
    keys: ['Shift+d'],
    run: () => editor.show({ light: { ...editor.state.light, equalise: !editor.state.light.equalise } }),
  },
  {
    id: 'view.daylight',
    label: words.reset,
    section: 'View',
    keys: [],
    run: () => editor.show({ light: DAYLIGHT }),
  },
];
