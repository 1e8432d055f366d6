/** Label maps in the class list of a network, as another grid of pixels sees them. */
import type { FaceXFormerConfig } from '../../models/facexformer/config.ts';
import type { AnnotationValue } from '../shared/domain/annotation.ts';
import { frameTransform } from '../shared/domain/frame.ts';
import type { Point, Size } from '../shared/domain/geometry.ts';
import { classesBetween } from '../shared/domain/parsing.ts';
import { PARSING_PROFILES, type ParsingProfile } from '../shared/domain/vocabulary.ts';

type LabelMap = Extract<AnnotationValue, { task: 'parsing' }>['value'];

/** Nobody knows what this pixel is. */
export const UNKNOWN = -1;

/** The class list that a network's parsing head speaks. */
export function profileOf({ tasks }: Pick<FaceXFormerConfig, 'tasks'>): ParsingProfile | null {
  const classes = tasks.find(({ task }) => task === 'parsing')?.tokens;
  const profiles = Object.keys(PARSING_PROFILES) as ParsingProfile[];
  return profiles.find((profile) => PARSING_PROFILES[profile].length === classes) ?? null;
}

/**
 * The class at the middle of each pixel of a picture, row by row; `UNKNOWN` outside of the map, and where a list of fewer
 * classes calls background what the wanted one tells apart.
 * @param toPhoto from the picture to the photo that the map lies on
 */
export function classesIn(
  map: LabelMap,
  profile: ParsingProfile,
  { width, height }: Size,
  toPhoto: (point: Point) => Point,
): Int32Array<ArrayBuffer> {
  const { toFrame } = frameTransform(map.frame, map);
  const classes = classesBetween(map.profile, profile);
  const blurs = PARSING_PROFILES[map.profile].length < PARSING_PROFILES[profile].length;
  const out = new Int32Array(width * height).fill(UNKNOWN);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++, to++) {
      const at = toFrame(toPhoto({ x: x + 0.5, y: y + 0.5 }));
      const [column, row] = [Math.floor(at.x), Math.floor(at.y)];
      if (column < 0 || row < 0 || column >= map.width || row >= map.height) continue;
      const label = classes[map.labels[row * map.width + column]!]!;
      if (label !== 0 || !blurs) out[to] = label;
    }
  return out;
}
