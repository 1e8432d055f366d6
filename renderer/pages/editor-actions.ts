/** What a person can do in the editor. */

import type { Action } from '../actions/action.ts';
import type { Editor } from '../editor/editor.ts';
import { judgeSelected, nudgeSelected, removeSelected } from '../editor/face-commands.ts';
import { selectedFace } from '../editor/state.ts';
import { toolActions } from '../panels/tool-table.ts';
import { useNavigation } from '../state/navigation.ts';
import { strings } from '../strings/strings.ts';
import { aidActions } from './aid-actions.ts';
import { ARROWS, DIRECTIONS, focusIsOnPhoto } from './editor-keys.ts';
import type { EditorSession } from './editor-session.ts';
import { layerActions } from './layer-actions.ts';
import { focusRegion } from './regions.ts';
import { reviewActions } from './review-actions.ts';

const words = strings.review;
const frame = strings.editor;

const ZOOM_STEP = 1.5;
/** Photo pixels an arrow key moves a box by, without and with Shift. */
const STEPS = { '': 1, 'Shift+': 10 } as const;

function nudges(editor: Editor): Action[] {
  const what = { '': 'box', 'Alt+': 'corner' } as const;
  return (Object.keys(ARROWS) as (keyof typeof ARROWS)[]).flatMap((arrow) =>
    (['', 'Alt+'] as const).flatMap((alt) =>
      (['', 'Shift+'] as const).map((shift): Action => {
        const [dx, dy] = ARROWS[arrow];
        const direction = DIRECTIONS[arrow];
        const by = STEPS[shift];
        return {
          id: `face.${alt ? 'resize' : 'move'}-${direction}-${by}`,
          label: alt ? frame.resizeBox(direction, by) : frame.moveBox(direction, by),
          section: 'Face',
          keys: [`${alt}${shift}${arrow}`],
          keyOnly: true,
          enabled: () => selectedFace(editor.state) !== null,
          run: () => nudgeSelected(editor, what[alt], dx * by, dy * by),
        };
      }),
    ),
  );
}

export function editorActions(
  session: Pick<EditorSession, 'editor' | 'step' | 'propose' | 'historyLabel' | 'judge' | 'skip' | 'goOn' | 'goBack'>,
): Action[] {
  const { editor } = session;
  const hasFace = () => selectedFace(editor.state) !== null;
  const hasImage = () => editor.state.image !== null;
  return [
    {
      id: 'edit.undo',
      get label() {
        return session.historyLabel('undo');
      },
      section: 'Edit',
      keys: ['Ctrl+z'],
      run: () => editor.undo(),
    },
    {
      id: 'edit.redo',
      get label() {
        return session.historyLabel('redo');
      },
      section: 'Edit',
      keys: ['Ctrl+Shift+z', 'Ctrl+y'],
      run: () => editor.redo(),
    },

    { id: 'view.zoom-in', label: frame.zoomIn, section: 'View', keys: ['+', '='], run: () => editor.zoomBy(ZOOM_STEP) },
    {
      id: 'view.zoom-out',
      label: frame.zoomOut,
      section: 'View',
      keys: ['-'],
      run: () => editor.zoomBy(1 / ZOOM_STEP),
    },
    {
      id: 'view.fit',
      label: frame.fit,
      section: 'View',
      keys: ['0', 'f'],
      run: () => editor.fit(),
    },
    {
      id: 'view.actual-size',
      label: frame.actualSize,
      section: 'View',
      keys: ['1'],
      run: () => editor.showActualSize(),
    },
    {
      id: 'view.zoom-face',
      label: frame.zoomToFace,
      section: 'View',
      keys: ['z'],
      enabled: hasFace,
      run: () => editor.zoomToFace(),
    },
    {
      id: 'view.hide-overlay',
      label: frame.bare,
      section: 'View',
      keys: ['h'],
      keyOnly: true,
      run: () => editor.show({ overlay: false }),
    },
    {
      id: 'view.pan',
      label: frame.pan,
      section: 'View',
      keys: ['Space'],
      keyOnly: true,
      run: () => editor.grab(true),
    },

    { id: 'view.next-region', label: frame.nextRegion, section: 'View', keys: ['F6'], run: () => focusRegion(1) },
    {
      id: 'view.previous-region',
      label: frame.previousRegion,
      section: 'View',
      keys: ['Shift+F6'],
      run: () => focusRegion(-1),
    },

    ...layerActions(editor),

    { id: 'photo.next', label: frame.nextPhoto, section: 'Photo', keys: ['d'], run: () => session.step('next') },
    {
      id: 'photo.previous',
      label: frame.previousPhoto,
      section: 'Photo',
      keys: ['a'],
      run: () => session.step('previous'),
    },
    {
      id: 'photo.back',
      label: frame.back,
      section: 'Photo',
      keys: ['Escape'],
      run: () => {
        if (!editor.escape()) useNavigation.getState().go({ name: 'gallery' });
      },
    },

    {
      id: 'photo.propose',
      label: frame.proposeForPhoto,
      section: 'Photo',
      // P is for polygons wherever there is such a tool.
      keys: ['g'],
      enabled: () => editor.state.faces.length > 0,
      run: () => session.propose(),
    },

    {
      id: 'face.accept',
      label: words.acceptAndGoOn,
      section: 'Face',
      keys: ['Enter'],
      once: true,
      enabled: hasImage,
      // A gesture of several clicks is ended first.
      run: () => (editor.complete() ? undefined : session.judge('accepted')),
    },
    {
      id: 'face.accept-whole',
      label: words.acceptWhole,
      section: 'Face',
      keys: ['Ctrl+Enter'],
      once: true,
      enabled: hasFace,
      run: () => session.judge('accepted'),
    },
    {
      id: 'face.reject',
      label: words.rejectAndGoOn,
      section: 'Face',
      keys: ['r'],
      once: true,
      enabled: hasFace,
      run: () => session.judge('rejected'),
    },
    {
      id: 'face.reopen',
      label: words.reopen,
      section: 'Face',
      keys: ['o'],
      enabled: () => (selectedFace(editor.state)?.review ?? 'open') !== 'open',
      run: () => void judgeSelected(editor, 'open'),
    },
    {
      id: 'face.delete',
      label: words.delete,
      section: 'Face',
      keys: ['Delete', 'Backspace'],
      enabled: hasFace,
      run: () => {
        if (!editor.back()) removeSelected(editor);
      },
    },
    {
      id: 'face.next',
      label: frame.nextFace,
      section: 'Face',
      keys: ['Tab'],
      enabled: focusIsOnPhoto,
      run: () => editor.selectNext(1),
    },
    {
      id: 'face.previous',
      label: frame.previousFace,
      section: 'Face',
      keys: ['Shift+Tab'],
      enabled: focusIsOnPhoto,
      run: () => editor.selectNext(-1),
    },
    ...nudges(editor),
    ...reviewActions(session),

    ...toolActions(editor),
    ...aidActions(editor),
  ];
}
