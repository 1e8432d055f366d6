/** Eyes and lips of a mask as the landmarks say: where points were corrected, the mask need not be painted again. */
import type { Point } from '../../electron/shared/domain/geometry.ts';
import {
  CLASS_PARTS,
  hiddenLandmarks,
  type LandmarkPart,
  partOfLandmark,
} from '../../electron/shared/domain/landmarks.ts';
import type { Patch } from '../../electron/shared/domain/patch.ts';
import { PARSING_PROFILES, type ParsingClass } from '../../electron/shared/domain/vocabulary.ts';
import { labelOf } from './labels.ts';
import { editMask, type MaskEdit } from './mask-edit.ts';
import { along, type Points } from './move-points.ts';
import { paintCells } from './patches.ts';
import type { PaintOver } from './raster/paint.ts';
import { polygonRuns } from './raster/polygon.ts';
import { type EditorState, selectedFace } from './state.ts';

/** Lines of points that bound a class, one after the other; each is round, and corners lie where two meet. */
type Bounds = readonly (readonly number[])[];

/** The classes whose whole border the 68 points tell. Right and left are the person's own. */
const BOUNDS: Partial<Record<ParsingClass, Bounds>> = {
  right_eye: [
    [36, 37, 38, 39],
    [39, 40, 41, 36],
  ],
  left_eye: [
    [42, 43, 44, 45],
    [45, 46, 47, 42],
  ],
  upper_lip: [
    [48, 49, 50, 51, 52, 53, 54],
    [64, 63, 62, 61, 60],
  ],
  inner_mouth: [
    [60, 61, 62, 63, 64],
    [64, 65, 66, 67, 60],
  ],
  lower_lip: [
    [54, 55, 56, 57, 58, 59, 48],
    [60, 67, 66, 65, 64],
  ],
};

/** What lies over a face, or around it, stays: only these give way. */
const GIVES_WAY: ReadonlySet<ParsingClass> = new Set(['skin', ...(Object.keys(BOUNDS) as ParsingClass[])]);

/** Places on a round line between two points of it. */
const STEPS = 8;

/** The line through points as a Catmull-Rom spline, with its ends as they are. */
function roundLine(indices: readonly number[], points: Points): Point[] {
  const at = (place: number) => points[indices[Math.min(indices.length - 1, Math.max(0, place))]!]!;
  const line: Point[] = [];
  for (let place = 0; place < indices.length - 1; place++) {
    const [a, b, c, d] = [at(place - 1), at(place), at(place + 1), at(place + 2)];
    for (let step = 0; step < STEPS; step++) {
      const t = step / STEPS;
      line.push({ x: along(a[0], b[0], c[0], d[0], t), y: along(a[1], b[1], c[1], d[1], t) });
    }
  }
  const [x, y] = at(indices.length - 1);
  return [...line, { x, y }];
}

/** The map with each class that has bounds in its area; what else had the class goes to the skin. Hidden parts stay. */
export function followedCells(
  { face, mask, base, allowed, toCells }: MaskEdit,
  part: LandmarkPart | null,
  { locked }: PaintOver,
): Uint8Array<ArrayBuffer> {
  const labels = base.slice();
  const points = labelOf(face, 'landmarks')?.value.points;
  if (!points) return labels;
  const hidden = hiddenLandmarks(labelOf(face, 'visibility')?.value.visible ?? []);
  const classes: readonly ParsingClass[] = PARSING_PROFILES[mask.profile];
  const skin = classes.indexOf('skin');
  const followed = classes.flatMap((name, label) => {
    const lines = BOUNDS[name];
    const meant = part === null || CLASS_PARTS[name] === part;
    return lines && meant && !locked.has(name) && !lines.flat().some((index) => hidden.has(index))
      ? { label, lines }
      : [];
  });
  const gives = Uint8Array.from(classes, (name, at) => Number(allowed[at] === 1 && GIVES_WAY.has(name)));
  const loses = Uint8Array.from(gives, (may, at) =>
    Number(may === 1 && !locked.has('skin') && followed.some(({ label }) => label === at)),
  );
  for (let cell = 0; cell < base.length; cell++) if (loses[base[cell]!]) labels[cell] = skin;
  for (const { label, lines } of followed) {
    const border = lines.flatMap((line) => roundLine(line, points)).map(toCells);
    polygonRuns(border, mask, (y, from, to) => {
      for (let cell = y * mask.width + from; cell < y * mask.width + to; cell++)
        if (gives[base[cell]!]) labels[cell] = label;
    });
  }
  return labels;
}

/** The part whose class is in hand; null, for all of them, with any other class in hand. */
export const partInHand = ({ paint }: EditorState): LandmarkPart | null =>
  BOUNDS[paint.class] ? (CLASS_PARTS[paint.class] ?? null) : null;

/** The masks of the active point's part, or without one of all parts. Null where the face has no mask or nothing changes. */
export function followPoints(state: EditorState): Patch | null {
  const face = selectedFace(state);
  const edit = face && labelOf(face, 'parsing') ? editMask(state, face) : null;
  if (!face || !edit) return null;
  const { active } = state.points;
  const labels = followedCells(edit, active === null ? null : partOfLandmark(active), state.paint);
  return paintCells(face, { ...edit.mask, labels }, state.person);
}
