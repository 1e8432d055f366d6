/** The project's faces as a grid, with verdicts on many at once. */
import { Check, RotateCcw, X } from 'lucide-react';
import { useMemo } from 'react';
import type { Face, FaceRow, Review } from '../../electron/shared/domain/face.ts';
import { useActions } from '../actions/use-actions.ts';
import { call } from '../api.ts';
import { ActionButton } from '../components/button.tsx';
import { queryClient } from '../queries.ts';
import { useGallery } from '../state/gallery.ts';
import { useNavigation } from '../state/navigation.ts';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { useStable } from '../use-stable.ts';
import { captionHeight, drawFace, faceName } from './cells.tsx';
import { EmptyGallery } from './empty-gallery.tsx';
import { faceActions } from './gallery-actions.ts';
import { Grid } from './grid.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { faceSource, type RowPage, rowFromCursor } from './use-rows.ts';
import { useSelection } from './use-selection.ts';

const words = strings.gallery;

const BUTTONS = [
  { icon: Check, label: words.judge.accepted.button },
  { icon: X, label: words.judge.rejected.button },
  { icon: RotateCcw, label: words.judge.open.button },
] as const;

/** The rows with these ids, as they were read last. */
function rowsInMemory(ids: ReadonlySet<number>): FaceRow[] {
  const pages = queryClient.getQueriesData<RowPage<FaceRow>>({ queryKey: ['faces.page'] });
  const rows = pages.flatMap(([, page]) => page?.rows ?? []).filter((row) => ids.has(row.id));
  const newest = new Map<number, FaceRow>();
  for (const row of rows) {
    if (row.revision >= (newest.get(row.id)?.revision ?? 0)) newest.set(row.id, row);
  }
  return [...newest.values()];
}

/** Puts changed faces in the place of what lists remember of them. */
function remember(faces: readonly Face[]): void {
  const changed = new Map(faces.map(({ id, review, revision }) => [id, { review, revision }]));
  const update = (row: FaceRow): FaceRow => (changed.has(row.id) ? { ...row, ...changed.get(row.id) } : row);
  queryClient.setQueriesData<RowPage<FaceRow>>(
    { queryKey: ['faces.page'] },
    (page) => page && { ...page, rows: page.rows.map(update) },
  );
}

async function judge(ids: ReadonlySet<number>, to: Review): Promise<void> {
  const edits = rowsInMemory(ids)
    .filter((face) => face.review !== to)
    .map(({ id, revision, review }) => ({
      face: id,
      baseRevision: revision,
      changes: [{ field: 'review' as const, from: review, to }],
    }));
  if (edits.length === 0) return;
  remember(await call('faces.apply', { edits }));
  await queryClient.invalidateQueries({ queryKey: ['faces.page'] });
}

/** One verdict after the other: the next one is about the list and the revisions that the one before has left. */
let verdicts: Promise<void> = Promise.resolve();

export function FaceGallery() {
  const query = useGallery((state) => state.faceQuery);
  const { setFaceQuery } = useGallery.getState();
  const { go } = useNavigation.getState();
  const source = useMemo(() => faceSource(query), [query]);
  const selection = useSelection(source);

  /** Faces that were judged a moment ago may still stand in a list that they have left. */
  const isListed = (face: FaceRow): boolean => query.review === 'all' || face.review === query.review;
  const underCursor = () => rowFromCursor(source, useGallery.getState().place.faces.cursor, isListed);
  const judgeCursor = async (review: Review): Promise<void> => {
    const face = underCursor();
    if (!face) return;
    await judge(new Set([face.id]), review);
    // Where the face does not leave the list, the cursor leaves the face.
    const { place, move } = useGallery.getState();
    if (query.review === 'all' || query.review === review) move('faces', { cursor: place.faces.cursor + 1 });
  };
  const commands = useStable({
    hasFaces: () => selection.ids.size > 0 || underCursor() !== undefined,
    judge(review: Review) {
      const { ids } = selection;
      verdicts = verdicts.then(() => attempt(() => (ids.size > 0 ? judge(ids, review) : judgeCursor(review))));
      // With this filter they are about to leave the list.
      if (query.review !== 'all') selection.clear();
      return verdicts;
    },
  });
  const actions = useMemo(() => faceActions(commands), [commands]);
  useActions(actions);

  return (
    <>
      <Grid
        view="faces"
        label={words.faces}
        source={source}
        selection={selection}
        draw={drawFace}
        caption={captionHeight}
        name={faceName}
        open={(face) => go({ name: 'editor', image: face.image, face: face.id })}
        empty={
          <EmptyGallery
            noun="faces"
            filtered={query.review !== 'all' || query.text !== ''}
            showAll={() => setFaceQuery({ review: 'all', text: '' })}
          />
        }
      />
      <SelectionBar says={words.facesSelected} selection={selection}>
        {actions.map((action, index) => (
          <ActionButton key={action.id} action={action} look="quiet" {...BUTTONS[index]} />
        ))}
      </SelectionBar>
    </>
  );
}
