/**
 * Labels as the losses want them: numbers in the network's own convention, seen as the picture is seen, and how much each
 * counts. What a face has no label for is left out, and counts nothing.
 */
import type { FaceXFormerConfig, Task } from '../../models/facexformer/config.ts';
import { type ViewTransform, viewTransform } from '../imaging/view.ts';
import type { AnnotationValue } from '../shared/domain/annotation.ts';
import type { Box, Point } from '../shared/domain/geometry.ts';
import { VISIBILITY_POINTS } from '../shared/domain/landmarks.ts';
import { MIRRORED_CLASSES, MIRRORED_LANDMARKS, MIRRORED_VISIBILITY, mirrorPose } from '../shared/domain/mirror.ts';
import { quaternionToAngles, quaternionToMatrix, turnPose } from '../shared/domain/pose.ts';
import type { Recipe } from '../shared/domain/recipe.ts';
import { AGE_BINS, EXPRESSIONS, GENDERS, RACES } from '../shared/domain/vocabulary.ts';
import type { Look } from './augment.ts';
import { classesIn, profileOf, UNKNOWN } from './class-map.ts';

/** Numbers of one face by the name of what they are fed to. */
export type FaceFeeds = Record<string, ArrayLike<number>>;

export interface TargetContext {
  config: FaceXFormerConfig;
  poseLoss: Recipe['poseLoss'];
  /** The row of each person among the class centres. */
  people: ReadonlyMap<string, number>;
}

type ValueOf<T extends Task> = Extract<AnnotationValue, { task: T }>['value'];

/** What a label becomes under a look, or null where it says nothing about this picture. */
interface Seen extends TargetContext, ViewTransform {
  look: Look;
  /** Where points are, where the face has them: which of them are hidden tells which flags are. */
  points: readonly Point[] | null;
}

const inside = ({ x, y }: Point, box: Box): boolean =>
  x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;

/** The class at the middle of each pixel of the view; unknown also where the picture is hidden. */
function parsing(map: ValueOf<'parsing'>, { config, look, toPhoto }: Seen): FaceFeeds | null {
  const profile = profileOf(config);
  if (!profile) return null;
  const { size, mirrored } = look.view;
  const named = mirrored ? MIRRORED_CLASSES[profile] : null;
  const classes = classesIn(map, profile, { width: size, height: size }, toPhoto);
  for (const [at, label] of classes.entries()) {
    const middle = { x: (at % size) + 0.5, y: Math.floor(at / size) + 0.5 };
    if (look.hidden && inside(middle, look.hidden.box)) classes[at] = UNKNOWN;
    else if (named && label !== UNKNOWN) classes[at] = named[label]!;
  }
  return { 'target.parsing': classes, 'weight.parsing': [1] };
}

/** A point outside of the picture is nothing that can be pointed at. */
function landmarks(_value: ValueOf<'landmarks'>, { look: { view }, points }: Seen): FaceFeeds | null {
  if (!points) return null;
  const square = { x: 0, y: 0, width: view.size, height: view.size };
  const place = (along: number): number => (2 * along) / view.size - 1;
  return {
    'target.landmarks': points.flatMap(({ x, y }) => [place(x), place(y)]),
    'weight.landmarks.points': points.map((point) => Number(inside(point, square))),
    'weight.landmarks': [1],
  };
}

/** A point behind what hides a part of the picture is hidden; where nobody knows where the point is, nobody knows. */
function visibility({ visible }: ValueOf<'visibility'>, { look, points }: Seen): FaceFeeds {
  const flags = look.view.mirrored ? MIRRORED_VISIBILITY.map((from) => visible[from]!) : visible;
  const states = flags.map((flag, i) => {
    const { hidden } = look;
    const places = VISIBILITY_POINTS[i]!.landmarks;
    if (!hidden || !flag) return { flag, known: true };
    if (!points || places.length === 0) return { flag, known: false };
    const covered = places.filter((place) => inside(points[place]!, hidden.box)).length;
    return { flag: covered === 0, known: covered === 0 || covered === places.length };
  });
  return {
    'target.visibility': states.map(({ flag }) => Number(flag)),
    'weight.visibility.entries': states.map(({ known }) => Number(known)),
    'weight.visibility': [1],
  };
}

function pose({ quaternion }: ValueOf<'pose'>, { look: { view }, poseLoss }: Seen): FaceFeeds {
  const turned = turnPose(quaternion, [0, 0, view.turn]);
  const seen = view.mirrored ? mirrorPose(turned) : turned;
  const { pitch, yaw, roll } = quaternionToAngles(seen);
  const target = poseLoss === 'angles' ? [pitch, yaw, roll] : quaternionToMatrix(seen);
  return { 'target.pose': target, 'weight.pose': [1] };
}

const oneOf = (index: number, count: number): number[] => Array.from({ length: count }, (_, i) => Number(i === index));

/** A share of each class, for losses that take these. */
export const sharesOf = (task: Task, shares: readonly number[]): FaceFeeds => ({ [`target.${task}.shares`]: shares });

/** @param count how many classes there are; 0 where they are too many to be told by shares */
const classTarget = (task: Task, index: number, count: number): FaceFeeds | null =>
  index < 0
    ? null
    : {
        [`target.${task}`]: [index],
        [`weight.${task}`]: [1],
        ...(count > 0 ? sharesOf(task, oneOf(index, count)) : {}),
      };

const TARGETS: { readonly [T in Task]: (value: ValueOf<T>, seen: Seen) => FaceFeeds | null } = {
  parsing,
  landmarks,
  visibility,
  pose,
  attributes: ({ states }) => ({
    'target.attributes': states.map((state) => Number(state === 'yes')),
    'weight.attributes.entries': states.map((state) => Number(state !== 'unknown')),
    'weight.attributes': [1],
  }),
  age: ({ years, bin }) => ({
    ...classTarget('age', AGE_BINS.indexOf(bin), AGE_BINS.length),
    'target.age.years': [years],
    'weight.age.years': [1],
  }),
  gender: ({ label }) => classTarget('gender', GENDERS.indexOf(label), GENDERS.length),
  race: ({ label }) => classTarget('race', RACES.indexOf(label), RACES.length),
  expression: ({ label }) => classTarget('expression', EXPRESSIONS.indexOf(label), EXPRESSIONS.length),
  identity: ({ label }, { people }) => classTarget('identity', people.get(label ?? '') ?? -1, 0),
};

/** The 68 points as the view shows them, or null where the face has none. */
function pointsIn(labels: readonly AnnotationValue[], { view }: Look, { toView }: ViewTransform): Point[] | null {
  const label = labels.find((each) => each.task === 'landmarks');
  if (!label) return null;
  const points = label.value.points.map(([x, y]) => toView({ x, y }));
  return view.mirrored ? MIRRORED_LANDMARKS.map((from) => points[from]!) : points;
}

/** Targets and weights of a face under a look, for the tasks that are learned. */
export function targetsOf(
  labels: readonly AnnotationValue[],
  look: Look,
  tasks: ReadonlySet<Task>,
  context: TargetContext,
): FaceFeeds {
  const transform = viewTransform(look.view);
  const seen: Seen = { ...context, ...transform, look, points: pointsIn(labels, look, transform) };
  const feeds: FaceFeeds = {};
  for (const { task, value } of labels)
    if (tasks.has(task))
      Object.assign(feeds, (TARGETS[task] as (value: unknown, seen: Seen) => FaceFeeds | null)(value, seen));
  return feeds;
}
