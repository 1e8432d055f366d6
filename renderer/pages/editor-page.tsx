/** The editor: one photo with its faces, and beside it what is known of them. */

import { ImageOff, type LucideIcon, Maximize, Redo2, Sparkles, Undo2, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { FaceId, ImageId } from '../../electron/shared/domain/ids.ts';
import type { Action } from '../actions/action.ts';
import { shownKey } from '../actions/bindings.ts';
import { runAction } from '../actions/run.ts';
import { turns } from '../actions/turns.ts';
import { useActions } from '../actions/use-actions.ts';
import { PhotoCanvas } from '../canvas/photo-canvas.tsx';
import { useEditor } from '../canvas/use-editor.ts';
import { ActionButton, IconButton } from '../components/button.tsx';
import { Empty } from '../components/empty.tsx';
import type { Editor } from '../editor/editor.ts';
import { zoomOf } from '../editor/view.ts';
import { FacesPanel } from '../panels/faces-panel.tsx';
import { LayerBar } from '../panels/layer-bar.tsx';
import { LightBar } from '../panels/light-bar.tsx';
import { Overview } from '../panels/overview.tsx';
import { PassBar } from '../panels/pass-bar.tsx';
import { StageHint } from '../panels/stage-hint.tsx';
import { ToolBar } from '../panels/tool-bar.tsx';
import { ToolOptions } from '../panels/tool-options.tsx';
import { useCall } from '../queries.ts';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { editorActions } from './editor-actions.ts';
import { EditorSession } from './editor-session.ts';
import './editor-page.css';

const words = strings.editor;

const VIEW_BUTTONS: readonly { action: string; icon: LucideIcon }[] = [
  { action: 'view.zoom-out', icon: ZoomOut },
  { action: 'view.zoom-in', icon: ZoomIn },
  { action: 'view.fit', icon: Maximize },
];

type ById = (id: string) => Action;

function ToolButton({ action, icon, pressed }: { action: Action; icon: LucideIcon; pressed?: boolean }) {
  return (
    <IconButton
      icon={icon}
      label={action.label}
      shortcut={shownKey(action)}
      aria-pressed={pressed}
      onClick={() => runAction(action)}
    />
  );
}

function HistoryBar({ byId }: { byId: ById }) {
  useCall('history.get'); // the labels say what would be undone
  return (
    <div className="editor-tools" role="toolbar" aria-label={words.history}>
      <ToolButton action={byId('edit.undo')} icon={Undo2} />
      <ToolButton action={byId('edit.redo')} icon={Redo2} />
    </div>
  );
}

function ProposeButton({ editor, byId }: { editor: Editor; byId: ById }) {
  useEditor(editor, (state) => state.faces.length > 0); // without a face there is nothing to propose
  return <ActionButton action={byId('photo.propose')} icon={Sparkles} label={words.propose} look="quiet" />;
}

function ViewBar({ editor, byId }: { editor: Editor; byId: ById }) {
  const percent = useEditor(editor, ({ view, viewport }) => Math.round(zoomOf(view, viewport) * 100));
  const actualSize = byId('view.actual-size');
  return (
    <div className="editor-tools" role="toolbar" aria-label={words.view}>
      {VIEW_BUTTONS.map(({ action, icon }) => (
        <ToolButton key={action} action={byId(action)} icon={icon} />
      ))}
      <button
        type="button"
        className="editor-zoom"
        data-tip={actualSize.label}
        data-tip-key={shownKey(actualSize)}
        onClick={() => runAction(actualSize)}
      >
        {percent} %
      </button>
    </div>
  );
}

/** Over the photo while there is none to see: that it comes, or why it cannot. */
function PictureNotice({ session: { editor, pictures } }: { session: EditorSession }) {
  const image = useEditor(editor, (state) => state.image);
  const picture = useSyncExternalStore(pictures.subscribe, () => image && pictures.peek(image.hash));
  if (picture?.kind === 'ready') return null;
  return (
    <div className="editor-notice">
      {picture?.kind === 'problem' ? (
        <Empty icon={ImageOff} title={words.cannotShow}>
          {picture.message}
        </Empty>
      ) : (
        <p className="editor-loading">{words.opening}</p>
      )}
    </div>
  );
}

function OpenEditor({ session }: { session: EditorSession }) {
  const actions = useMemo(() => editorActions(session), [session]);
  useActions(actions);
  const byId: ById = (id) => actions.find((action) => action.id === id)!;
  const { editor, pictures } = session;

  return (
    <div className="editor">
      <main className="editor-main" aria-label={strings.actions.editor}>
        <div className="editor-bar">
          <HistoryBar byId={byId} />
          <LayerBar editor={editor} byId={byId} />
          <ProposeButton editor={editor} byId={byId} />
          <LightBar editor={editor} byId={byId} />
          <ViewBar editor={editor} byId={byId} />
        </div>
        <div className="editor-desk">
          <ToolBar editor={editor} byId={byId} />
          <div className="editor-work">
            <ToolOptions editor={editor} />
            <div className="editor-stage">
              <PhotoCanvas editor={editor} pictures={pictures} />
              <PictureNotice session={session} />
              <StageHint editor={editor} />
              <PassBar session={session} later={byId('face.skip')} />
              <Overview editor={editor} pictures={pictures} />
            </div>
          </div>
        </div>
      </main>
      <FacesPanel
        editor={editor}
        pictures={pictures}
        byId={byId}
        startQueue={() => turns.take(() => void attempt(() => session.startQueue()))}
      />
    </div>
  );
}

/** `face` is selected to begin with; without it the first one that waits for a verdict. */
export function EditorPage({ image, face }: { image: ImageId; face?: FaceId | undefined }) {
  const [session, setSession] = useState<EditorSession | null>(null);

  useEffect(() => {
    const opened = new EditorSession();
    setSession(opened);
    return () => opened.close();
  }, []);

  useEffect(() => {
    if (session) void session.show(image, face);
  }, [session, image, face]);

  return session && <OpenEditor session={session} />;
}
