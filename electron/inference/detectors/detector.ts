/** What every face detector offers: it looks at one window of a picture and says which faces it sees there. */
import type { Pixels } from '../../imaging/decode.ts';
import type { Box, Point, Size } from '../../shared/domain/geometry.ts';

export interface Sighting {
  /** Continuous, edge-based. May reach past the edges of the picture. */
  box: Box;
  /** In [0, 1]. */
  score: number;
  /** The person's own right eye, left eye, nose tip, right and left mouth corner; null where the model gives none. */
  points: Point[] | null;
}

/** A closer look at each sighting, which may move its box and has the last word on its score. */
export interface SecondLook {
  /** Least first score, in [0, 1], of a sighting that is worth it. */
  readonly from: number;
  /** In coordinates of the photo; what is clearly no face is left out. Stops between runs when the signal aborts. */
  look(photo: Pixels, sightings: readonly Sighting[], signal?: AbortSignal): Promise<Sighting[]>;
  close(): Promise<void>;
}

export interface Detector {
  /** The largest part of a picture that it sees at once, in pixels. */
  readonly window: Size;
  /**
   * How a whole picture gets into the window: brought down with its shape kept, or stretched to fill it as the model
   * was trained to see it.
   */
  readonly whole: 'kept' | 'stretched';
  /** Where there is none, what is sighted stands. */
  readonly second?: SecondLook | null;
  /**
   * Every sighting of at least this score in one window of a picture, in pixels from the window's top left. Sightings
   * of one face overlap: they are not merged yet.
   *
   * @param window whole pixels, no larger than the detector's own window
   */
  look(picture: Pixels, window: Box, score: number): Promise<Sighting[]>;
  /** Gives its memory back. */
  close(): Promise<void>;
}
