/** What the wall looks at. It outlives the page. */
import { create } from 'zustand';
import { attributeFacet, type FacetQuery } from '../../electron/shared/domain/facet.ts';
import { START, useGallery } from './gallery.ts';

interface Wall {
  query: FacetQuery;
  /** Another list begins at its top. */
  change(part: Partial<FacetQuery>): void;
  /** Forgets what belongs to one project. */
  reset(): void;
}

const initial: Pick<Wall, 'query'> = {
  query: { facet: attributeFacet('Smiling'), standing: 'open', descending: false },
};

export const useWall = create<Wall>((set) => ({
  ...initial,
  change(part) {
    useGallery.getState().move('wall', START);
    set(({ query }) => ({ query: { ...query, ...part } }));
  },
  reset: () => set(initial),
}));
