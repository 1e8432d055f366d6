/** Beside the photo: where it stands in the gallery, its facts, its faces with their verdicts, and the selected one. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { Check, ChevronLeft, ChevronRight, CircleAlert, Ellipsis, Flag } from 'lucide-react';
import { type MouseEvent, memo, useDeferredValue, useEffect, useRef } from 'react';
import type { Face } from '../../electron/shared/domain/face.ts';
import { type Image, type ImageState, imageState } from '../../electron/shared/domain/image.ts';
import type { Action } from '../actions/action.ts';
import { shownKey } from '../actions/bindings.ts';
import type { PictureCache } from '../canvas/picture-cache.ts';
import { useEditor } from '../canvas/use-editor.ts';
import { ActionButton, Button } from '../components/button.tsx';
import type { Editor } from '../editor/editor.ts';
import { fileName, formatBytes, formatCount } from '../format.ts';
import { useCall } from '../queries.ts';
import { useNavigation } from '../state/navigation.ts';
import { strings } from '../strings/strings.ts';
import { FaceCrop } from './face-crop.tsx';
import { pixels, REVIEW_ICONS, REVIEW_WORDS } from './face-words.ts';
import { QueueBar } from './queue-bar.tsx';
import { SelectedFace } from './selected-face.tsx';
import './faces-panel.css';

const words = strings.editor;

type ById = (id: string) => Action;

/** CSS pixels. */
const ROW_HEIGHT = 42;

/** Buttons that are clicked leave the keyboard to the photo. */
const keepFocus = (event: MouseEvent): void => {
  const { target } = event;
  if (!(target instanceof HTMLElement && target.closest('input, select, textarea'))) event.preventDefault();
};

const Position = memo(function Position({ image, byId }: { image: Image; byId: ById }) {
  const query = useNavigation((state) => state.query);
  const around = useCall('images.around', { image: image.id, query }).data;
  const text =
    around &&
    (around.position === null ? words.notAmong(around.total) : words.position(around.position + 1, around.total));
  return (
    <nav className="faces-position" aria-label={strings.gallery.photos}>
      <ActionButton action={byId('photo.previous')} icon={ChevronLeft} iconOnly />
      <span>{text}</span>
      <ActionButton action={byId('photo.next')} icon={ChevronRight} iconOnly />
    </nav>
  );
});

const stateWords = (state: ImageState, open: number): string =>
  state === 'open' ? strings.window.facesToReview(open) : words.states[state];

const Facts = memo(function Facts({ image, faces }: { image: Image; faces: readonly Face[] }) {
  const open = faces.filter((face) => face.review === 'open').length;
  const state = imageState({ ...image, faces: faces.length, openFaces: open });
  const size = `${formatCount(image.width)} × ${formatCount(image.height)} px`;
  const facts = [size, image.format.toUpperCase(), formatBytes(image.bytes)].join(' · ');
  return (
    <header className="faces-facts">
      <h2 className="ellipsis selectable" data-tip={`${image.path} · ${facts}`}>
        {fileName(image.path)}
      </h2>
      <p className="faces-format">{facts}</p>
      <p className="faces-state" data-state={state}>
        {stateWords(state, open)}
      </p>
    </header>
  );
});

interface RowProps {
  image: Image;
  face: Face;
  number: number;
  selected: boolean;
  editor: Editor;
  pictures: PictureCache;
}

const FaceRow = memo(function FaceRow({ image, face, number, selected, editor, pictures }: RowProps) {
  const Icon = REVIEW_ICONS[face.review];
  return (
    <button
      type="button"
      className="faces-row"
      aria-current={selected}
      onClick={() => editor.select(face.id)}
      onDoubleClick={() => editor.zoomToFace(face.id)}
    >
      <FaceCrop image={image} box={face.box} pictures={pictures} />
      <span className="faces-number">{number}</span>
      <span className="faces-size">
        {pixels(face.box)}
        {face.flag !== null && <Flag className="faces-flag" aria-label={strings.review.flag} />}
      </span>
      <span className="faces-score">{face.score === null ? words.drawn : face.score.toFixed(2)}</span>
      <Icon data-review={face.review} aria-label={REVIEW_WORDS[face.review]} />
    </button>
  );
});

interface ListProps {
  image: Image;
  faces: readonly Face[];
  editor: Editor;
  pictures: PictureCache;
}

/** Only the rows in sight exist, so a photo of a crowd costs no more than one of a family. */
const FaceList = memo(function FaceList({ image, faces, editor, pictures }: ListProps) {
  const selected = useEditor(editor, (state) => state.selected);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: faces.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 4,
    paddingStart: 4,
    paddingEnd: 4,
    scrollPaddingStart: 4,
    scrollPaddingEnd: 4,
  });
  const at = faces.findIndex(({ id }) => id === selected);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at);
  }, [rows, at]);

  return (
    <div ref={scroller} className="faces-list scroll">
      <ol aria-label={words.faces} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const face = faces[index];
          return (
            face && (
              <li key={face.id} style={{ height: ROW_HEIGHT, translate: `0 ${start}px` }}>
                <FaceRow
                  image={image}
                  face={face}
                  number={index + 1}
                  selected={index === at}
                  editor={editor}
                  pictures={pictures}
                />
              </li>
            )
          );
        })}
      </ol>
    </div>
  );
});

function SaveLine({ editor }: { editor: Editor }) {
  const save = useEditor(editor, (state) => state.save);
  if (save.kind === 'problem')
    return (
      <footer className="faces-save faces-save-problem" role="alert">
        <CircleAlert aria-hidden />
        <p className="selectable">{words.notSaved(save.message)}</p>
        <Button onClick={() => editor.retry()}>{words.saveAgain}</Button>
        <Button look="quiet" onClick={() => editor.discard()}>
          {words.giveUp}
        </Button>
      </footer>
    );
  return (
    <footer className="faces-save" role="status">
      {save.kind === 'saved' ? <Check aria-hidden /> : <Ellipsis aria-hidden />}
      {save.kind === 'saved' ? words.saved : words.saving}
    </footer>
  );
}

interface FacesPanelProps {
  editor: Editor;
  pictures: PictureCache;
  byId: ById;
  /** Begins the queue that was chosen. */
  startQueue(): void;
}

export function FacesPanel({ editor, pictures, byId, startQueue }: FacesPanelProps) {
  // The photo comes first: the panel follows when the window has a moment.
  const image = useDeferredValue(useEditor(editor, (state) => state.image));
  const faces = useDeferredValue(useEditor(editor, (state) => state.faces));
  return (
    <aside className="faces" aria-label={words.panel} onMouseDown={keepFocus}>
      {image && (
        <>
          <Position image={image} byId={byId} />
          <QueueBar start={startQueue} oneFaceAction={byId('queue.one-face')} />
          <Facts image={image} faces={faces} />
          {faces.length > 0 ? (
            <FaceList image={image} faces={faces} editor={editor} pictures={pictures} />
          ) : (
            <p className="faces-none">
              {words.noFaces[0]} <kbd>{shownKey(byId('tool.draw-box'))?.toUpperCase()}</kbd> {words.noFaces[1]}
            </p>
          )}
          {faces.length > 0 && <SelectedFace editor={editor} byId={byId} />}
        </>
      )}
      <SaveLine editor={editor} />
    </aside>
  );
}
