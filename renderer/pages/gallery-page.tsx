/** The gallery: every photo and every face of the project. */
import { useMemo, useRef } from 'react';
import { useActions } from '../actions/use-actions.ts';
import { Segmented } from '../components/segmented.tsx';
import { formatCount } from '../format.ts';
import { FaceGallery } from '../gallery/face-gallery.tsx';
import { galleryActions } from '../gallery/gallery-actions.ts';
import { PhotoGallery } from '../gallery/photo-gallery.tsx';
import { FACE_REVIEWS, FACE_SORTS, faceCount, PHOTO_SORTS, PHOTO_STATES, photoCount } from '../gallery/queries.ts';
import { FilterBar, TopBar } from '../gallery/toolbar.tsx';
import { faceSource, photoSource, useHead } from '../gallery/use-rows.ts';
import { useCall } from '../queries.ts';
import { START, useGallery } from '../state/gallery.ts';
import { useNavigation } from '../state/navigation.ts';
import { strings } from '../strings/strings.ts';
import { useStable } from '../use-stable.ts';
import './gallery-page.css';

const words = strings.gallery;

const detail = (count: number | undefined) => (count === undefined ? {} : { detail: formatCount(count) });

/** Changes what is shown; another list begins at its top. */
function changePhotos(change: Parameters<ReturnType<typeof useNavigation.getState>['setQuery']>[0]): void {
  useGallery.getState().move('photos', START);
  useNavigation.getState().setQuery(change);
}

function changeFaces(change: Parameters<ReturnType<typeof useGallery.getState>['setFaceQuery']>[0]): void {
  useGallery.getState().move('faces', START);
  useGallery.getState().setFaceQuery(change);
}

function PhotoFilters() {
  const query = useNavigation((state) => state.query);
  const status = useCall('project.status').data;
  const total = useHead(photoSource(query)).data?.total;
  const options = PHOTO_STATES.map((state) => ({ ...state, ...detail(status && photoCount(state.value, status)) }));
  return (
    <FilterBar
      shown={total === undefined ? '' : strings.window.photos(total)}
      view="photos"
      sort={{ by: query.sort, choices: PHOTO_SORTS, change: (sort) => changePhotos({ sort }) }}
      descending={query.descending}
      onDescending={(descending) => changePhotos({ descending })}
    >
      <Segmented
        label={words.photosShown}
        look="chips"
        value={query.state}
        options={options}
        onChange={(state) => changePhotos({ state })}
      />
    </FilterBar>
  );
}

function FaceFilters() {
  const query = useGallery((state) => state.faceQuery);
  const status = useCall('project.status').data;
  const total = useHead(faceSource(query)).data?.total;
  const options = FACE_REVIEWS.map((review) => ({ ...review, ...detail(status && faceCount(review.value, status)) }));
  return (
    <FilterBar
      shown={total === undefined ? '' : strings.window.faces(total)}
      view="faces"
      sort={{ by: query.sort, choices: FACE_SORTS, change: (sort) => changeFaces({ sort }) }}
      descending={query.descending}
      onDescending={(descending) => changeFaces({ descending })}
    >
      <Segmented
        label={words.facesShown}
        look="chips"
        value={query.review}
        options={options}
        onChange={(review) => changeFaces({ review })}
      />
    </FilterBar>
  );
}

export function GalleryPage() {
  const filter = useRef<HTMLInputElement>(null);
  const view = useGallery((state) => state.view);
  const photoText = useNavigation((state) => state.query.text);
  const faceText = useGallery((state) => state.faceQuery.text);
  const unsearched = useCall('project.status').data?.states.unsearched ?? 0;
  const photos = view === 'photos';

  const commands = useStable({
    focusFilter: () => filter.current?.select(),
    switchView: () => useGallery.getState().show(photos ? 'faces' : 'photos'),
    resize(factor: number) {
      const { cell, resize } = useGallery.getState();
      resize(view, cell[view] * factor);
    },
  });
  useActions(useMemo(() => galleryActions(commands), [commands]));

  return (
    <main className="gallery" aria-label={words.title}>
      <TopBar
        filter={filter}
        text={photos ? photoText : faceText}
        onText={(text) => (photos ? changePhotos({ text }) : changeFaces({ text }))}
        unsearched={unsearched}
      />
      {photos ? <PhotoFilters /> : <FaceFilters />}
      {photos ? <PhotoGallery /> : <FaceGallery />}
    </main>
  );
}
