/** How landmarks are moved, and which of them the keys mean. */

/**
 * What a drag takes along: the point alone, with it whatever is near, the point on the line that it lies on, the part
 * that it belongs to, or all points.
 */
export const POINT_MODES = ['point', 'near', 'slide', 'part', 'face'] as const;
export type PointMode = (typeof POINT_MODES)[number];

export interface PointSettings {
  mode: PointMode;
  /** The point that keys move, or null. */
  active: number | null;
  /** How far a drag with what is near reaches, in parts of the width of all points. */
  reach: number;
}

export const START_POINTS: PointSettings = { mode: 'point', active: null, reach: 0.2 };

/** Modes by what is held while the drag begins: one that needs no trip to the toolbar. */
export function modeMeant({ mode }: PointSettings, held: { shift: boolean; alt: boolean; ctrl: boolean }): PointMode {
  if (held.ctrl) return 'part';
  if (held.shift) return 'near';
  if (held.alt) return 'slide';
  return mode;
}
