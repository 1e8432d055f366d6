/** How the gallery looks at the project. It outlives the page, so that coming back finds everything as it was. */
import { create } from 'zustand';
import type { FaceQuery } from '../../electron/shared/domain/face.ts';

export const VIEWS = ['photos', 'faces'] as const;
export type View = (typeof VIEWS)[number];
/** Every grid of the window. */
export type GridName = View | 'wall';

/** Where a grid is. */
export interface Place {
  /** The item that the keyboard is at. */
  cursor: number;
  /** The first item in sight, with the part of its line that is out of sight as a fraction. */
  top: number;
}

export const START: Place = { cursor: 0, top: 0 };

/** Side of a cell in CSS pixels. */
export const SMALLEST_CELL = 72;
export const LARGEST_CELL = 320;

interface Gallery {
  view: View;
  faceQuery: FaceQuery;
  cell: Record<GridName, number>;
  place: Record<GridName, Place>;
  show(view: View): void;
  setFaceQuery(change: Partial<FaceQuery>): void;
  resize(view: GridName, cell: number): void;
  move(view: GridName, place: Partial<Place>): void;
  /** Forgets what belongs to one project. */
  reset(): void;
}

const initial: Pick<Gallery, 'view' | 'faceQuery' | 'place'> = {
  view: 'photos',
  faceQuery: { review: 'all', text: '', sort: 'photo', descending: false },
  place: { photos: START, faces: START, wall: START },
};

export const useGallery = create<Gallery>((set) => ({
  ...initial,
  cell: { photos: 168, faces: 112, wall: 112 },
  show: (view) => set({ view }),
  setFaceQuery: (change) => set(({ faceQuery }) => ({ faceQuery: { ...faceQuery, ...change } })),
  resize: (view, cell) =>
    set((state) => ({
      cell: { ...state.cell, [view]: Math.min(LARGEST_CELL, Math.max(SMALLEST_CELL, Math.round(cell))) },
    })),
  move: (view, change) => set(({ place }) => ({ place: { ...place, [view]: { ...place[view], ...change } } })),
  reset: () => set(initial),
}));
