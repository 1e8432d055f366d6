/** Every check across the tasks of a face. To add one: its name and check here, its sentence in the window's strings. */
import type { Annotation, AnnotationValue } from '../annotation.ts';
import { type Check, type Found, type Values, valuesOf } from './check.ts';
import {
  bald,
  beardOnWhom,
  eyeglasses,
  hairAttributes,
  hat,
  maleAttribute,
  noBeard,
  youngAttribute,
} from './label-checks.ts';
import { maskIslands } from './mask-checks.ts';
import { contourOrder, eyePoints, hiddenPoints, leftRight, mouthPoints } from './point-checks.ts';
import { poseOfPoints } from './pose-checks.ts';

/** In the order of the hints. */
const TABLE = {
  'left-right': leftRight,
  'contour-order': contourOrder,
  'eye-points': eyePoints,
  'mouth-points': mouthPoints,
  'pose-points': poseOfPoints,
  'hidden-points': hiddenPoints,
  'mask-islands': maskIslands,
  eyeglasses,
  hat,
  bald,
  'hair-attributes': hairAttributes,
  'male-attribute': maleAttribute,
  'no-beard': noBeard,
  'beard-on-whom': beardOnWhom,
  'young-attribute': youngAttribute,
} as const satisfies Record<string, Check>;

export type CheckName = keyof typeof TABLE;
export const CHECK_NAMES = Object.keys(TABLE) as CheckName[];

export interface Finding extends Found {
  check: CheckName;
}

export function findingsOf(annotations: readonly Annotation[]): Finding[] {
  const values = valuesOf(annotations);
  return CHECK_NAMES.flatMap((check) => {
    const found = TABLE[check].find(values);
    return found ? { check, ...found } : [];
  });
}

/** The one value that mends what a check finds; null where there is none that is safe. */
export function fixOf(check: CheckName, annotations: readonly Annotation[]): AnnotationValue | null {
  const values: Values = valuesOf(annotations);
  const { find, fix }: Check = TABLE[check];
  return fix && find(values) ? fix(values) : null;
}
