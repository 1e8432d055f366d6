/** The points of a round's curves: joined while it runs, and thinned out for the eye. */
import type { LossPoint } from '../../electron/shared/domain/round.ts';

/** A line has so many points at most; each is the mean of those that it stands for. */
const MOST_POINTS = 160;

export type Curve = readonly { x: number; y: number }[];

/** Means of neighbours, so that the fall is seen through the jumps from step to step. */
export function smoothed(points: Curve): Curve {
  const size = Math.max(1, Math.ceil(points.length / MOST_POINTS));
  return Array.from({ length: Math.ceil(points.length / size) }, (_, i) => {
    const some = points.slice(i * size, (i + 1) * size);
    return { x: some.at(-1)!.x, y: some.reduce((sum, { y }) => sum + y, 0) / some.length };
  });
}

/** The stored curve with what has come since; a step that is told twice stands there once. */
export function joinCurves(stored: readonly LossPoint[], live: readonly LossPoint[]): LossPoint[] {
  const points = new Map([...stored, ...live].map((point) => [`${point.part} ${point.step}`, point]));
  return [...points.values()].sort((a, b) => a.step - b.step);
}
