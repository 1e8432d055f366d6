/** What can be done in the gallery besides moving about. */
import type { Review } from '../../electron/shared/domain/face.ts';
import type { Action } from '../actions/action.ts';
import { desktop } from '../api.ts';
import { strings } from '../strings/strings.ts';

const words = strings.gallery;

export interface GalleryCommands {
  focusFilter(): void;
  resize(factor: number): void;
  switchView(): void;
}

export const galleryActions = (gallery: GalleryCommands): Action[] => [
  {
    id: 'gallery.filter',
    label: words.filter,
    section: 'View',
    keys: ['/', 'Ctrl+f'],
    run: () => gallery.focusFilter(),
  },
  {
    id: 'gallery.switch-view',
    label: words.switchView,
    section: 'View',
    keys: ['v'],
    run: () => gallery.switchView(),
  },
  {
    id: 'gallery.larger',
    label: words.larger,
    section: 'View',
    keys: ['+', '='],
    run: () => gallery.resize(1.25),
  },
  { id: 'gallery.smaller', label: words.smaller, section: 'View', keys: ['-'], run: () => gallery.resize(0.8) },
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
  label: words.searchAgain,
  section: 'Tools',
  keys: ['Shift+f'],
  enabled: () => photos.hasSelection(),
  run: () => photos.searchAgain(),
});

export const proposeForSelectionAction = (photos: PhotoCommands): Action => ({
  id: 'photos.propose-selected',
  label: words.proposeSelected,
  section: 'Tools',
  keys: ['Shift+g'],
  enabled: () => photos.hasSelection(),
  run: () => photos.propose(),
});

const showInFolderAction = (photos: PhotoCommands): Action => ({
  id: 'photos.show-in-folder',
  label: words.showInFolder,
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

const VERDICTS: readonly { review: Review; keys: readonly string[] }[] = [
  { review: 'accepted', keys: ['a'] },
  { review: 'rejected', keys: ['r'] },
  { review: 'open', keys: ['o'] },
];

export const faceActions = (faces: FaceCommands): Action[] =>
  VERDICTS.map(({ review, keys }) => ({
    id: `faces.${review}`,
    label: words.judge[review].action,
    section: 'Face',
    keys,
    enabled: () => faces.hasFaces(),
    run: () => faces.judge(review),
  }));
