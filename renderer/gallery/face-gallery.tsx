/** The project's faces as a grid, with verdicts on many at once. */
import { Check, RotateCcw, X } from 'lucide-react';
import { useMemo } from 'react';
import type { FaceRow, Review } from '../../electron/shared/domain/face.ts';
import { useActions } from '../actions/use-actions.ts';
import { call } from '../api.ts';
import { ActionButton } from '../components/button.tsx';
import { queryClient } from '../queries.ts';
import { useGallery } from '../state/gallery.ts';
import { useNavigation } from '../state/navigation.ts';
import { useStable } from '../use-stable.ts';
import { captionHeight, drawFace, faceName } from './cells.tsx';
import { EmptyGallery } from './empty-gallery.tsx';
import { faceActions } from './gallery-actions.ts';
import { Grid } from './grid.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { faceSource, type RowPage } from './use-rows.ts';
import { useSelection } from './use-selection.ts';

const BUTTONS = [
  { icon: Check, label: 'Accept' },
  { icon: X, label: 'Reject' },
  { icon: RotateCcw, label: 'Reopen' },
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

async function judge(ids: ReadonlySet<number>, to: Review): Promise<void> {
  const edits = rowsInMemory(ids)
    .filter((face) => face.review !== to)
    .map(({ id, revision, review }) => ({
      face: id,
      baseRevision: revision,
      changes: [{ field: 'review' as const, from: review, to }],
    }));
  if (edits.length > 0) await call('faces.apply', { edits });
}

export function FaceGallery() {
  const query = useGallery((state) => state.faceQuery);
  const { setFaceQuery } = useGallery.getState();
  const { go } = useNavigation.getState();
  const source = useMemo(() => faceSource(query), [query]);
  const selection = useSelection(source);

  const commands = useStable({
    hasSelection: () => selection.ids.size > 0,
    judge: (review: Review) => judge(selection.ids, review),
  });
  const actions = useMemo(() => faceActions(commands), [commands]);
  useActions(actions);

  return (
    <>
      <Grid
        view="faces"
        label="Faces"
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
      <SelectionBar noun="face" selection={selection}>
        {actions.map((action, index) => (
          <ActionButton key={action.id} action={action} look="quiet" {...BUTTONS[index]} />
        ))}
      </SelectionBar>
    </>
  );
}
