/** The order in which faces come up for review. It outlives the page. */
import { create } from 'zustand';
import { DOUBT, type FacetQuery, FLAGGED } from '../../electron/shared/domain/facet.ts';

/** `photos` is the gallery's order, photo by photo; `skipped` are the faces put off; anything else is a facet. */
export const PHOTOS = 'photos';
export const SKIPPED = 'skipped';

interface Queue {
  order: string;
  /** Zooms to each face as it comes. */
  oneFace: boolean;
  setOrder(order: string): void;
  setOneFace(oneFace: boolean): void;
  /** Forgets what belongs to one project. */
  reset(): void;
}

export const useQueue = create<Queue>((set) => ({
  order: PHOTOS,
  oneFace: false,
  setOrder: (order) => set({ order }),
  setOneFace: (oneFace) => set({ oneFace }),
  reset: () => set({ order: PHOTOS }),
}));

/** The faces of an order; null for the order of photos, which is the gallery's. */
export function queueQuery(order: string): Pick<FacetQuery, 'facet' | 'standing'> | null {
  if (order === PHOTOS) return null;
  if (order === SKIPPED) return { facet: DOUBT, standing: 'skipped' };
  return { facet: order, standing: order === FLAGGED ? 'here' : 'open' };
}
