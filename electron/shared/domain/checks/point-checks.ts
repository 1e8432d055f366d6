/** Points against masks, against their visibility, and against each other. */
import { LANDMARK_GROUPS, type LandmarkGroup, VISIBILITY_POINTS } from '../landmarks.ts';
import { MIRRORED_LANDMARKS } from '../mirror.ts';
import type { ParsingClass } from '../vocabulary.ts';
import { type Check, found, type ValueOf, type Values } from './check.ts';
import { shareAround, shareOf } from './mask-reading.ts';

type Points = ValueOf<'landmarks'>['points'];
type Point = Points[number];

/** How far from its mask a point may lie, in parts of the map's width: about a third of an eye. */
const REACH = 0.04;
/** A class that covers less of the face is taken for absent, such as a closed or hidden eye. */
const ABSENT = 0.001;
/** Around a point that far only hair: it is hidden. */
const HIDDEN_REACH = 0.015;

const group = (name: string): LandmarkGroup => LANDMARK_GROUPS.find((each) => each.name === name)!;
const pointsOf = (points: Points, name: string): Points => points.slice(group(name).first, group(name).last + 1);

/** Groups most of whose points lie away from the classes that they belong to. */
function strays(values: Values, parts: readonly { group: string; classes: readonly ParsingClass[] }[]): string[] {
  const { landmarks, parsing } = values;
  if (!landmarks || !parsing) return [];
  return parts.flatMap(({ group: name, classes }) => {
    if (classes.every((each) => shareOf(parsing, each) < ABSENT)) return [];
    const points = pointsOf(landmarks.points, name);
    const away = points.filter((point) => shareAround(parsing, point, classes, REACH) === 0);
    return away.length * 3 >= points.length ? [name] : [];
  });
}

const LIPS = ['upper_lip', 'inner_mouth', 'lower_lip'] as const;

export const eyePoints: Check = {
  find: (values) =>
    found(
      strays(values, [
        { group: 'right eye', classes: ['right_eye'] },
        { group: 'left eye', classes: ['left_eye'] },
      ]),
      2,
    ),
};

export const mouthPoints: Check = {
  find: (values) =>
    found(
      strays(values, [
        { group: 'outer lips', classes: LIPS },
        { group: 'inner lips', classes: LIPS },
      ]),
      2,
    ),
};

const COVERS = ['hair', 'hat'] as const;

/** Places of the 29 flags that say «seen» where the mask has nothing but hair or a hat. */
function coveredFlags({ landmarks, visibility, parsing }: Values): number[] {
  if (!landmarks || !visibility || !parsing) return [];
  return VISIBILITY_POINTS.flatMap(({ landmarks: indexes }, flag) => {
    if (!visibility.visible[flag] || indexes.length === 0) return [];
    const covered = indexes.every(
      (index) => shareAround(parsing, landmarks.points[index]!, COVERS, HIDDEN_REACH) === 1,
    );
    return covered ? [flag] : [];
  });
}

export const hiddenPoints: Check = {
  find: (values) => {
    const flags = coveredFlags(values);
    return found(
      flags.map((flag) => VISIBILITY_POINTS[flag]!.name),
      8,
    );
  },
  fix(values) {
    const flags = coveredFlags(values);
    const { visibility } = values;
    if (!visibility || flags.length === 0) return null;
    const visible = visibility.visible.map((seen, at) => seen && !flags.includes(at));
    const probabilities = visibility.probabilities?.map((p, at) => (flags.includes(at) ? 0 : p)) ?? null;
    return { task: 'visibility', value: { visible, probabilities } };
  },
};

const mean = (points: Points): Point => {
  const sum = points.reduce<Point>(([ax, ay], [x, y]) => [ax + x, ay + y], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
};

/** From the person's right to their left, and from the eyes down to the mouth, a face turns clockwise on the photo. */
export const leftRight: Check = {
  find({ landmarks }) {
    if (!landmarks) return null;
    const right = mean(pointsOf(landmarks.points, 'right eye'));
    const left = mean(pointsOf(landmarks.points, 'left eye'));
    const mouth = mean(pointsOf(landmarks.points, 'outer lips'));
    const across = [left[0] - right[0], left[1] - right[1]] as const;
    const down = [mouth[0] - (left[0] + right[0]) / 2, mouth[1] - (left[1] + right[1]) / 2] as const;
    return across[0] * down[1] - across[1] * down[0] < 0 ? { severity: 1, where: ['right eye', 'left eye'] } : null;
  },
  /** The same places under the names of the other side. */
  fix: ({ landmarks }) =>
    landmarks
      ? {
          task: 'landmarks',
          value: {
            points: MIRRORED_LANDMARKS.map((from) => landmarks.points[from]!),
            spread: landmarks.spread && Float32Array.from(MIRRORED_LANDMARKS, (from) => landmarks.spread![from]!),
          },
        }
      : null,
};

const turn = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number =>
  Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));

const cross = (a: Point, b: Point, c: Point, d: Point): boolean =>
  turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

/** Whether a line of points crosses itself, which one in order never does. */
function crossesItself(points: Points, closed: boolean): boolean {
  const ends = closed ? [...points, points[0]!] : points;
  for (let i = 0; i + 1 < ends.length; i++)
    for (let j = i + 2; j + 1 < ends.length; j++)
      if (cross(ends[i]!, ends[i + 1]!, ends[j]!, ends[j + 1]!)) return true;
  return false;
}

/** Lips that are shut lie on each other: their inner line is left out. */
const CONTOURS = LANDMARK_GROUPS.filter(({ name }) => name !== 'inner lips');

export const contourOrder: Check = {
  find: ({ landmarks }) =>
    landmarks
      ? found(
          CONTOURS.filter(({ name, closed }) => crossesItself(pointsOf(landmarks.points, name), closed)).map(
            ({ name }) => name,
          ),
          4,
        )
      : null,
};
