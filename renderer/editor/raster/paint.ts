/** A label map under the brush: the map as it was, the map as it becomes, and which classes may be painted over. */
import {
  PARSING_PROFILES,
  type ParsingClass,
  type ParsingProfile,
} from '../../../electron/shared/domain/vocabulary.ts';
import type { LabelMap, Run } from './map.ts';

/** What a person allows to be painted over. */
export interface PaintOver {
  /** The only class that may be painted over, or null for all. */
  only: ParsingClass | null;
  /** Classes that stay as they are. */
  locked: ReadonlySet<ParsingClass>;
}

/** For each class of a list 1 where its cells may get another one, else 0. */
export const mayPaint = (profile: ParsingProfile, { only, locked }: PaintOver): Uint8Array =>
  Uint8Array.from(PARSING_PROFILES[profile], (name) => Number((only === null || name === only) && !locked.has(name)));

/**
 * A run that gives its cells a class where `base`, the map as it was, allows it. What is allowed never follows from what
 * was painted since, so a stroke over itself changes nothing.
 */
export const painter =
  ({ labels, width }: LabelMap, base: Uint8Array, allowed: Uint8Array, label: number): Run =>
  (y, from, to) => {
    for (let at = y * width + from; at < y * width + to; at++) if (allowed[base[at]!]) labels[at] = label;
  };

/** A run that gives its cells what another map of the same size says. */
export const copier =
  ({ labels, width }: LabelMap, base: Uint8Array, allowed: Uint8Array, source: Uint8Array): Run =>
  (y, from, to) => {
    for (let at = y * width + from; at < y * width + to; at++) if (allowed[base[at]!]) labels[at] = source[at]!;
  };
