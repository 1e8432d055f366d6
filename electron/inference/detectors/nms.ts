/** From many overlapping sightings to one a face. */
import { type Box, boxArea, boxOverlap, intersectBoxes } from '../../shared/domain/geometry.ts';
import type { Sighting } from './detector.ts';

/** Boxes that overlap by more than this show one face. The value of both detectors' own code. */
const SAME_FACE = 0.3;
/** A sighting with this much of its box inside another's is part of that face: an eye or a mouth taken for a face. */
const MOSTLY_INSIDE = 0.6;
const CLEARLY_WORSE = 0.15;
/** Only the best so many are compared: noise can answer at every cell. */
const MOST = 5000;

/** The best of each group of overlapping sightings, best first. */
export function suppress(sightings: readonly Sighting[]): Sighting[] {
  const kept: Sighting[] = [];
  for (const sighting of sightings.toSorted((a, b) => b.score - a.score).slice(0, MOST))
    if (!kept.some((better) => boxOverlap(better.box, sighting.box) > SAME_FACE)) kept.push(sighting);
  return kept;
}

function isInside(inner: Box, outer: Box): boolean {
  const shared = intersectBoxes(inner, outer);
  return shared !== null && boxArea(outer) > boxArea(inner) && boxArea(shared) > MOSTLY_INSIDE * boxArea(inner);
}

/**
 * Of two nested boxes, the outer one stays unless it is clearly the worse: then it is a blur of several faces that look
 * like one from afar.
 */
export function dropNested(sightings: readonly Sighting[]): Sighting[] {
  let kept: Sighting[] = [];
  for (const sighting of sightings.toSorted((a, b) => b.score - a.score)) {
    if (kept.some((better) => isInside(sighting.box, better.box))) continue;
    const parts = kept.filter((better) => isInside(better.box, sighting.box));
    if (parts.some((part) => sighting.score + CLEARLY_WORSE < part.score)) continue;
    kept = [...kept.filter((better) => !parts.includes(better)), sighting];
  }
  return kept.toSorted((a, b) => b.score - a.score);
}
