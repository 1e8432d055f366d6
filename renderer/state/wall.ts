/** What the wall looks at. It outlives the page. */
import { create } from 'zustand';
import type { FacetQuery } from '../../electron/shared/domain/facet.ts';
import { START, useGallery } from './gallery.ts';

interface WallQuery extends Omit<FacetQuery, 'facet'> {
  /** Null until a person chooses. */
  facet: string | null;
}

interface Wall {
  query: WallQuery;
  /** Another list begins at its top. */
  change(part: Partial<FacetQuery>): void;
  /** Forgets what belongs to one project. */
  reset(): void;
}

const initial: Pick<Wall, 'query'> = {
  query: { facet: null, standing: 'open', descending: false },
};

export const useWall = create<Wall>((set) => ({
  ...initial,
  change(part) {
    useGallery.getState().move('wall', START);
    set(({ query }) => ({ query: { ...query, ...part } }));
  },
  reset: () => set(initial),
}));
