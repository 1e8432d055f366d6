/** Where the landmarks say that a part of the face is: what else a mask calls so, far from there, is a mistake. */
import type { Face } from '../../electron/shared/domain/face.ts';
import type { Point } from '../../electron/shared/domain/geometry.ts';
import { CLASS_PARTS, LANDMARK_PARTS } from '../../electron/shared/domain/landmarks.ts';
import { PARSING_PROFILES, type ParsingProfile } from '../../electron/shared/domain/vocabulary.ts';
import { labelOf } from './labels.ts';
import { boundsOfPoints } from './move-points.ts';
import type { Rect } from './raster/map.ts';

/** How far a part may reach out of its landmarks, in their larger side. */
const ROOM = 0.5;

/** For each class of a list that has landmarks, its index and the cells around them; none where the face has none. */
export function placesOfParts(
  face: Face,
  profile: ParsingProfile,
  toCells: (point: Point) => Point,
): ReadonlyMap<number, Rect> {
  const points = labelOf(face, 'landmarks')?.value.points;
  const places = new Map<number, Rect>();
  for (const [label, name] of PARSING_PROFILES[profile].entries()) {
    const part = CLASS_PARTS[name];
    if (!points || !part) continue;
    const { x, y, width, height } = boundsOfPoints(points, LANDMARK_PARTS[part]);
    const room = ROOM * Math.max(width, height);
    const [from, to] = [toCells({ x: x - room, y: y - room }), toCells({ x: x + width + room, y: y + height + room })];
    places.set(label, { left: from.x, top: from.y, right: to.x, bottom: to.y });
  }
  return places;
}
