/** Where the window is, and the order of photos that «next» and «previous» follow. */
import { create } from 'zustand';
import type { FaceId, ImageId } from '../../electron/shared/domain/ids.ts';
import type { ImageQuery } from '../../electron/shared/domain/image.ts';

export type Page =
  | { name: 'projects' }
  | { name: 'gallery' }
  | { name: 'editor'; image: ImageId; face?: FaceId }
  | { name: 'wall' }
  | { name: 'rounds' }
  | { name: 'insight' }
  | { name: 'datasets' }
  | { name: 'models' }
  | { name: 'settings' };

interface Navigation {
  page: Page;
  /** The page before this one. */
  from: Page['name'] | null;
  /** What the gallery shows of the photos. The editor walks in the same order. */
  query: ImageQuery;
  /** The photo that was open in the editor last. */
  lastPhoto: ImageId | null;
  go(page: Page): void;
  setQuery(change: Partial<ImageQuery>): void;
  /** Forgets what belongs to one project. */
  reset(): void;
}

const initial: Pick<Navigation, 'query' | 'lastPhoto'> = {
  query: { state: 'all', text: '', sort: 'path', descending: false },
  lastPhoto: null,
};

export const useNavigation = create<Navigation>((set) => ({
  ...initial,
  page: { name: 'projects' },
  from: null,
  go: (page) =>
    set(({ page: { name: from } }) => ({ page, from, ...(page.name === 'editor' && { lastPhoto: page.image }) })),
  setQuery: (change) => set(({ query }) => ({ query: { ...query, ...change } })),
  reset: () => set(initial),
}));
