/** The project's photos as a grid. */
import { ScanFace, Sparkles } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import type { ImageId } from '../../electron/shared/domain/ids.ts';
import { useActions } from '../actions/use-actions.ts';
import { call, desktop } from '../api.ts';
import { findFaces, proposeLabels } from '../commands/photo-commands.ts';
import { ActionButton } from '../components/button.tsx';
import { useGallery } from '../state/gallery.ts';
import { useNavigation } from '../state/navigation.ts';
import { attempt } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { useStable } from '../use-stable.ts';
import { captionHeight, drawPhoto, photoName } from './cells.tsx';
import { EmptyGallery } from './empty-gallery.tsx';
import { photoActions, proposeForSelectionAction, searchAgainAction } from './gallery-actions.ts';
import { Grid } from './grid.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { photoSource, rowFromCursor } from './use-rows.ts';
import { useSelection } from './use-selection.ts';

const words = strings.gallery;

/** Coming back from the editor, the cursor is on the photo that was open there last. */
function useReturnFromEditor(): void {
  useEffect(() => {
    const { from, lastPhoto, query } = useNavigation.getState();
    if (from !== 'editor' || lastPhoto === null) return;
    void attempt(async () => {
      const { position } = await call('images.around', { image: lastPhoto, query });
      if (position !== null) useGallery.getState().move('photos', { cursor: position });
    });
  }, []);
}

export function PhotoGallery() {
  const query = useNavigation((state) => state.query);
  const { go, setQuery } = useNavigation.getState();
  const source = useMemo(() => photoSource(query), [query]);
  const selection = useSelection(source);
  useReturnFromEditor();

  const underCursor = () => rowFromCursor(source, useGallery.getState().place.photos.cursor, () => true);
  const commands = useStable({
    hasPhoto: () => underCursor() !== undefined,
    async showInFolder() {
      const photo = underCursor();
      if (photo) await desktop?.showInFolder(photo.path);
    },
    hasSelection: () => selection.ids.size > 0,
    searchAgain: () => findFaces([...selection.ids] as ImageId[]),
    propose: () => proposeLabels([...selection.ids] as ImageId[]),
  });
  useActions(useMemo(() => photoActions(commands), [commands]));

  return (
    <>
      <Grid
        view="photos"
        label={words.photos}
        source={source}
        selection={selection}
        draw={drawPhoto}
        caption={captionHeight}
        name={photoName}
        open={(image) => go({ name: 'editor', image: image.id })}
        empty={
          <EmptyGallery
            noun="photos"
            filtered={query.state !== 'all' || query.text !== ''}
            showAll={() => setQuery({ state: 'all', text: '' })}
          />
        }
      />
      <SelectionBar says={words.photosSelected} selection={selection}>
        <ActionButton
          action={searchAgainAction(commands)}
          icon={ScanFace}
          label={strings.actions.findFaces}
          look="quiet"
        />
        <ActionButton action={proposeForSelectionAction(commands)} icon={Sparkles} label={words.propose} look="quiet" />
      </SelectionBar>
    </>
  );
}
