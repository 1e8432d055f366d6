/** The order in which faces come up for review, as a whole or for one task. It outlives the page. */
import { create } from 'zustand';
import { confidenceFacet, DOUBT, type FacetQuery, FLAGGED } from '../../electron/shared/domain/facet.ts';
import { TASKS, type Task } from '../../electron/shared/domain/vocabulary.ts';

/** `photos` is the gallery's order, photo by photo; `skipped` are the faces put off; anything else is a facet. */
export const PHOTOS = 'photos';
export const SKIPPED = 'skipped';

/** The task that an order goes through, one answer a face; null where faces are reviewed as a whole. */
export const passOf = (order: string): Task | null => TASKS.find((task) => confidenceFacet(task) === order) ?? null;

interface Queue {
  order: string;
  /** Zooms to each face as it comes. */
  oneFace: boolean;
  /** As it was before one task was gone through. */
  oneFaceBefore: boolean;
  setOrder(order: string): void;
  setOneFace(oneFace: boolean): void;
  /** Forgets what belongs to one project. */
  reset(): void;
}

export const useQueue = create<Queue>((set, get) => ({
  order: PHOTOS,
  oneFace: false,
  oneFaceBefore: false,
  // Who goes through one task looks at faces, not at photos.
  setOrder: (order) =>
    set(({ order: from, oneFace, oneFaceBefore }) => {
      const [was, is] = [passOf(from) !== null, passOf(order) !== null];
      if (was === is) return { order };
      return is ? { order, oneFace: true, oneFaceBefore: oneFace } : { order, oneFace: oneFaceBefore };
    }),
  setOneFace: (oneFace) => set({ oneFace }),
  reset: () => get().setOrder(PHOTOS),
}));

/** The faces of an order; null for the order of photos, which is the gallery's. */
export function queueQuery(order: string): Pick<FacetQuery, 'facet' | 'standing'> | null {
  if (order === PHOTOS) return null;
  if (order === SKIPPED) return { facet: DOUBT, standing: 'skipped' };
  return { facet: order, standing: order === FLAGGED ? 'here' : 'open' };
}
