/** The gallery: its two grids, what they show and what can be done there. */
import type { FaceQuery, Review } from '../../../electron/shared/domain/face.ts';
import type { ImageQuery, ImageState } from '../../../electron/shared/domain/image.ts';
import type { Move } from '../../gallery/layout.ts';
import { countOf, formatCount } from '../counts.ts';

const states: Record<ImageQuery['state'], string> = {
  all: 'All',
  open: 'To review',
  done: 'Done',
  empty: 'No face',
  unsearched: 'Not searched',
  problem: 'Problems',
};

const stateTips: Record<ImageState, string> = {
  open: 'Photos with faces that wait for a verdict',
  done: 'Photos whose faces are all judged',
  empty: 'Photos that were searched without finding a face',
  unsearched: 'Photos that no detector has looked at',
  problem: 'Photos whose file is missing or has changed',
};

const photoSorts: Record<ImageQuery['sort'], string> = {
  path: 'File',
  added: 'Added',
  faces: 'Faces',
  open: 'Faces to review',
};

const reviews: Record<FaceQuery['review'], string> = {
  all: 'All',
  open: 'To review',
  accepted: 'Accepted',
  rejected: 'Rejected',
};

const faceSorts: Record<FaceQuery['sort'], string> = {
  photo: 'Photo',
  score: 'Score',
  size: 'Size',
  changed: 'Last change',
};

const verdicts: Record<Review, string> = { open: 'to review', accepted: 'accepted', rejected: 'rejected' };

/** Keys that judge faces, and what their buttons say. */
const judge: Record<Review, { action: string; button: string }> = {
  accepted: { action: 'Accept', button: 'Accept' },
  rejected: { action: 'Reject', button: 'Reject' },
  open: { action: 'Take the verdict back', button: 'Reopen' },
};

const moves: Record<Move, string> = {
  left: 'Go left',
  right: 'Go right',
  up: 'Go up',
  down: 'Go down',
  home: 'Go to the first',
  end: 'Go to the last',
  pageUp: 'Go up a page',
  pageDown: 'Go down a page',
};

export const gallery = {
  title: 'Gallery',
  photos: 'Photos',
  faces: 'Faces',
  states,
  stateTips,
  photoSorts,
  reviews,
  faceSorts,
  verdicts,
  judge,
  moves,
  selecting: (move: string) => `${move}, selecting`,
  view: 'View',
  photosShown: 'Photos shown',
  facesShown: 'Faces shown',
  filter: 'Filter',
  filterBy: 'Filter by file or folder',
  clearFilter: 'Clear the filter',
  sortBy: 'Sort by',
  descending: 'Descending order',
  descendingTip: 'Descending: click for ascending',
  ascendingTip: 'Ascending: click for descending',
  thumbnailSize: 'Thumbnail size',
  switchView: 'Switch between photos and faces',
  larger: 'Larger thumbnails',
  smaller: 'Smaller thumbnails',
  searchAgain: 'Find faces in the selected photos',
  proposeSelected: 'Propose labels for the selected photos',
  propose: 'Propose labels',
  showInFolder: 'Show the file in its folder',
  open: 'Open in the editor',
  toggle: 'Select or deselect',
  selectAll: 'Select all',
  clearSelection: 'Clear the selection',
  selection: 'Selection',
  photosSelected: (count: number) => `${countOf(count, 'photo')} selected`,
  facesSelected: (count: number) => `${countOf(count, 'face')} selected`,
  mostSelected: (count: number) => `The first ${formatCount(count)} of them are selected, the most at one time.`,
  photoSays: {
    unsearched: 'not searched for faces yet',
    empty: 'no face found',
    open: (open: number, all: number) => `${formatCount(open)} of ${countOf(all, 'face')} to review`,
    done: (all: number) => `${countOf(all, 'face')}, all reviewed`,
    missing: 'the file is missing',
    changed: 'the file has changed since it was added',
  },
  photoNamed: (file: string, state: string) => `${file}, ${state}`,
  faceNamed: (file: string, verdict: string) => `Face in ${file}, ${verdict}`,
  score: 'Detector’s score',
  drawn: 'drawn',
  comingAbout: 'They show here as they come, and their faces are found after that.',
  noPhotos: 'No photos yet',
  noPhotosAbout: 'Add a folder, or drop photos and folders here. They stay where they are and are never altered.',
  filtered: { photos: 'No photos fit the filter', faces: 'No faces fit the filter' },
  showAll: { photos: 'Show all photos', faces: 'Show all faces' },
  filteredAbout: 'Others are there: the filter leaves them out.',
  noFaces: 'No faces yet',
  getDetector: 'Get a detector',
  noDetectorAbout: 'Finding faces takes a detector. You can also open a photo and draw boxes by hand.',
  unsearchedAbout: (count: number) => `${countOf(count, 'photo')} ${count === 1 ? 'has' : 'have'} not been searched.`,
  noneFound: 'No faces found',
  noneFoundAbout:
    'Every photo was searched. Lower the smallest face or the score in the settings and search again, or draw boxes by hand.',
  addTitle: 'Add a folder of photos',
  addFolder: 'Add this folder',
  leftOut: (count: number) => `${countOf(count, 'file')} left out: not a photo.`,
  needsDetector: 'Finding faces takes a detector. Fetch or import one here first.',
  needsNetwork: 'Proposing labels takes a labelling network. Fetch or import one here first.',
};
