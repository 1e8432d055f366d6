/** What can be done in the gallery besides moving about. */
import type { Review } from '../../electron/shared/domain/face.ts';
import type { Action } from '../actions/action.ts';
import { desktop } from '../api.ts';

export interface GalleryCommands {
  focusFilter(): void;
  resize(factor: number): void;
  switchView(): void;
}

export const galleryActions = (gallery: GalleryCommands): Action[] => [
  { id: 'gallery.filter', label: 'Filter', section: 'View', keys: ['/', 'Ctrl+f'], run: () => gallery.focusFilter() },
  {
    id: 'gallery.switch-view',
    label: 'Switch between photos and faces',
    section: 'View',
    keys: ['v'],
    run: () => gallery.switchView(),
  },
  {
    id: 'gallery.larger',
    label: 'Larger thumbnails',
    section: 'View',
    keys: ['+', '='],
    run: () => gallery.resize(1.25),
  },
  { id: 'gallery.smaller', label: 'Smaller thumbnails', section: 'View', keys: ['-'], run: () => gallery.resize(0.8) },
];

export interface PhotoCommands {
  hasSelection(): boolean;
  searchAgain(): Promise<void>;
  propose(): Promise<void>;
  hasPhoto(): boolean;
  showInFolder(): Promise<void>;
}

export const searchAgainAction = (photos: PhotoCommands): Action => ({
  id: 'photos.search-again',
  label: 'Find faces in the selected photos',
  section: 'Tools',
  keys: ['Shift+f'],
  enabled: () => photos.hasSelection(),
  run: () => photos.searchAgain(),
});

export const proposeForSelectionAction = (photos: PhotoCommands): Action => ({
  id: 'photos.propose-selected',
  label: 'Propose labels for the selected photos',
  section: 'Tools',
  keys: ['Shift+g'],
  enabled: () => photos.hasSelection(),
  run: () => photos.propose(),
});

const showInFolderAction = (photos: PhotoCommands): Action => ({
  id: 'photos.show-in-folder',
  label: 'Show the file in its folder',
  section: 'Photo',
  keys: ['Ctrl+Shift+o'],
  enabled: () => photos.hasPhoto(),
  run: () => photos.showInFolder(),
});

/** A browser has no file manager to show a file in. */
export const photoActions = (photos: PhotoCommands): Action[] => [
  searchAgainAction(photos),
  proposeForSelectionAction(photos),
  ...(desktop ? [showInFolderAction(photos)] : []),
];

export interface FaceCommands {
  /** Whether faces are selected, or there is one under the cursor. */
  hasFaces(): boolean;
  judge(review: Review): Promise<void>;
}

const VERDICTS: readonly { review: Review; label: string; keys: readonly string[] }[] = [
  { review: 'accepted', label: 'Accept', keys: ['a'] },
  { review: 'rejected', label: 'Reject', keys: ['r'] },
  { review: 'open', label: 'Take the verdict back', keys: ['o'] },
];

export const faceActions = (faces: FaceCommands): Action[] =>
  VERDICTS.map(({ review, label, keys }) => ({
    id: `faces.${review}`,
    label,
    section: 'Face',
    keys,
    enabled: () => faces.hasFaces(),
    run: () => faces.judge(review),
  }));
