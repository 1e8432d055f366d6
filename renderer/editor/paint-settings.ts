/** How masks are painted: with which class, how large, over what. */
import { PARSING_PROFILES, type ParsingClass, type ParsingProfile } from '../../electron/shared/domain/vocabulary.ts';
import type { PaintOver } from './raster/paint.ts';
import type { BrushShape } from './raster/stroke.ts';

/** What a closed line does: gives its inside the class, takes the class away inside it, or outside it. */
export const AREA_MODES = ['add', 'subtract', 'keep'] as const;
export type AreaMode = (typeof AREA_MODES)[number];

export interface PaintSettings extends PaintOver {
  class: ParsingClass;
  /** The class list of maps that begin empty. */
  profile: ParsingProfile;
  /** The brush's width in cells of the map. */
  size: number;
  shape: BrushShape;
  /** Whether a pen's pressure changes the size. */
  pressure: boolean;
  /** Whether every stroke is made on the other side of the face, too. */
  mirrored: boolean;
  mode: AreaMode;
  /** Whether outlines follow the edges of the photo. */
  snaps: boolean;
  /** How far a colour may differ from the one that the wand is put on, of 255. */
  tolerance: number;
  /** Whether fill and wand take only what hangs together with the cell under them. */
  connected: boolean;
  /** Cells by which an area grows, shrinks or is smoothed. */
  amount: number;
}

export const START_PAINT: PaintSettings = {
  class: 'skin',
  profile: 'facexformer-11',
  size: 24,
  shape: 'round',
  pressure: true,
  mirrored: false,
  only: null,
  locked: new Set(),
  mode: 'add',
  snaps: false,
  tolerance: 24,
  connected: true,
  amount: 2,
};

const SMALLEST = 1;
export const LARGEST = 400;

/** The next larger or smaller brush: by an eighth, at least by one cell. */
export function nextSize(size: number, step: 1 | -1): number {
  const next = step > 0 ? Math.max(size + 1, Math.round(size * 1.125)) : Math.min(size - 1, Math.round(size / 1.125));
  return Math.min(LARGEST, Math.max(SMALLEST, next));
}

/** The index of a class in a list, or -1 where the list lacks it. */
export const indexOfClass = (profile: ParsingProfile, name: ParsingClass): number =>
  (PARSING_PROFILES[profile] as readonly ParsingClass[]).indexOf(name);
