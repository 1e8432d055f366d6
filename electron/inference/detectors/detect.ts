/** Finds the faces of a photo: every level of a pyramid, every window of a level, one box a face. */
import type { Pixels } from '../../imaging/decode.ts';
import type { Point } from '../../shared/domain/geometry.ts';
import type { Detector, Sighting } from './detector.ts';
import { dropNested, suppress } from './nms.ts';
import { counts, levelsOf, picturesOf, windowsOf } from './pyramid.ts';

/** A face in upright photo coordinates, as every detector gives it. */
export type FoundFace = Sighting;

export interface DetectOptions {
  /** Longer side of the smallest face to look for, in pixels of the photo. */
  smallestFace: number;
  /** Least score that counts, in [0, 1]. */
  score: number;
}

/** A sighting moved and then scaled. */
function place({ box, score, points }: Sighting, shift: Point, scale: Point): Sighting {
  const at = ({ x, y }: Point): Point => ({ x: (x + shift.x) * scale.x, y: (y + shift.y) * scale.y });
  return {
    box: { ...at(box), width: box.width * scale.x, height: box.height * scale.y },
    score,
    points: points?.map(at) ?? null,
  };
}

/**
 * Every sighting of a face, several of most; of a detector that looks twice, one of most. Stops between windows when the
 * signal aborts.
 */
export async function sightFaces(
  detector: Detector,
  photo: Pixels,
  { smallestFace, score }: DetectOptions,
  signal?: AbortSignal,
): Promise<Sighting[]> {
  const candidates: Sighting[] = [];
  const { second } = detector;
  const least = second ? Math.min(score, second.from) : score;
  for (const { level, picture } of picturesOf(photo, levelsOf(photo, detector, smallestFace))) {
    for (const window of windowsOf(level, detector.window)) {
      signal?.throwIfAborted();
      for (const sighting of await detector.look(picture, window, least)) {
        const seen = place(sighting, window, { x: 1, y: 1 });
        if (counts(seen.box, window, level)) candidates.push(place(seen, { x: 0, y: 0 }, level.scale));
      }
    }
  }
  const large = candidates.filter(({ box }) => Math.max(box.width, box.height) >= smallestFace);
  if (!second) return large;
  const seen = await second.look(photo, suppress(large), signal);
  return seen.filter((sighting) => sighting.score >= score);
}

/** One box a face, best first. */
export const facesOf = (sightings: readonly Sighting[]): FoundFace[] => dropNested(suppress(sightings));

/** The faces of a photo, best first. Stops between windows when the signal aborts. */
export const detectFaces = async (...words: Parameters<typeof sightFaces>): Promise<FoundFace[]> =>
  facesOf(await sightFaces(...words));
