/** How a person who sees the truth mends landmarks, visibility and pose: parts first, then single points. */
import type { Point } from '../../../electron/shared/domain/geometry.ts';
import { LANDMARK_PARTS, VISIBILITY_POINTS } from '../../../electron/shared/domain/landmarks.ts';
import { type Angles, type Quaternion, quaternionToAngles } from '../../../electron/shared/domain/pose.ts';
import { labelOf } from '../../../renderer/editor/labels.ts';
import { boundsOfPoints } from '../../../renderer/editor/move-points.ts';
import { placeMeanFace } from '../../../renderer/editor/point-commands.ts';
import { poseFromLandmarks, setAngle } from '../../../renderer/editor/pose-commands.ts';
import type { Hand } from './hand.ts';

/** A point that is this near its place is right, in parts of the width of all points. */
const NEAR = 0.02;
/** Radians: a head turned less wrong than this is right. */
const TURN = (5 * Math.PI) / 180;
/** A number typed into a field: a click on it, three signs and Enter. */
const NUMBER_KEYS = 4;

type Pair = readonly [number, number];

const WHOLE: readonly number[] = Array.from({ length: 68 }, (_, at) => at);

const pointsOf = (hand: Hand): readonly Pair[] => labelOf(hand.face, 'landmarks')!.value.points;

export async function mendLandmarks(hand: Hand, truth: readonly Pair[]): Promise<void> {
  const { editor } = hand;
  await hand.keys(1, () => editor.setTool('points'));
  if (!labelOf(hand.face, 'landmarks')) await hand.keys(1, () => editor.apply(placeMeanFace(editor.state)));
  const near = NEAR * boundsOfPoints(truth as [number, number][]).width;
  const away = (index: number, [dx, dy]: Pair = [0, 0]): number => {
    const [x, y] = pointsOf(hand)[index]!;
    return Math.hypot(truth[index]![0] - x - dx, truth[index]![1] - y - dy);
  };
  const wrong = (indices: readonly number[], by?: Pair) => indices.filter((index) => away(index, by) > near).length;
  const meanMove = (indices: readonly number[]): Pair => {
    const sum = (axis: 0 | 1) =>
      indices.reduce((total, index) => total + truth[index]![axis] - pointsOf(hand)[index]![axis], 0);
    return [sum(0) / indices.length, sum(1) / indices.length];
  };
  /** Drags one of the points by so much, with what a held key takes along. */
  const drag = async (index: number, [dx, dy]: Pair, held: { ctrl?: boolean } = {}) => {
    const [x, y] = pointsOf(hand)[index]!;
    const start: Point = { x, y };
    await hand.drag([start, { x: x + dx / 2, y: y + dy / 2 }, { x: x + dx, y: y + dy }], held);
  };
  // All at once where that helps most.
  const all = meanMove(WHOLE);
  if (wrong(WHOLE) - wrong(WHOLE, all) > 8) {
    await hand.keys(1, () => editor.setPoints({ mode: 'face' }));
    await drag(30, all);
    await hand.keys(1, () => editor.setPoints({ mode: 'point', active: null }));
  }
  for (const part of Object.values(LANDMARK_PARTS) as (readonly number[])[]) {
    const move = meanMove(part);
    if (wrong(part) - wrong(part, move) > 1) await drag(part[0]!, move, { ctrl: true });
  }
  for (const index of WHOLE) {
    if (away(index) <= near) continue;
    const [x, y] = pointsOf(hand)[index]!;
    const [toX, toY] = truth[index]!;
    await drag(index, [toX - x, toY - y]);
  }
  const left = wrong(WHOLE);
  // A point that lies on another cannot be taken hold of; keys step to it and nudge it.
  if (left > 0) hand.done.keys += 3 * left;
}

export async function mendVisibility(hand: Hand, truth: readonly boolean[]): Promise<void> {
  const said = () => labelOf(hand.face, 'visibility')?.value.visible;
  for (let round = 0; round < 2 * truth.length; round++) {
    const shown = said() ?? truth.map(() => true);
    const flag = said() ? shown.findIndex((seen, at) => seen !== truth[at]) : Math.max(0, truth.indexOf(false));
    if (flag < 0) return;
    // The point that this flag speaks of and as few others as can be.
    const others = (index: number) => VISIBILITY_POINTS.filter(({ landmarks }) => landmarks.includes(index)).length;
    const index = VISIBILITY_POINTS[flag]!.landmarks.toSorted((a, b) => others(a) - others(b))[0];
    if (index === undefined) return;
    const [x, y] = pointsOf(hand)[index]!;
    if (hand.editor.state.tool !== 'points') await hand.keys(1, () => hand.editor.setTool('points'));
    await hand.drag([{ x, y }], {}, 'right');
  }
}

const turnBetween = (a: Quaternion, b: Quaternion): number =>
  2 * Math.acos(Math.min(1, Math.abs(a.reduce((sum, value, at) => sum + value * b[at]!, 0))));

export async function mendPose(hand: Hand, truth: Quaternion): Promise<void> {
  const { editor } = hand;
  const wrong = () => {
    const said = labelOf(hand.face, 'pose')?.value.quaternion;
    return !said || turnBetween(said, truth) > TURN;
  };
  if (wrong()) {
    await hand.keys(1, () => editor.setTool('pose'));
    await hand.keys(1, () => editor.apply(poseFromLandmarks(editor.state)));
  }
  for (const [angle, value] of Object.entries(quaternionToAngles(truth)) as [keyof Angles, number][])
    if (wrong())
      await hand.keys(NUMBER_KEYS, () => editor.apply(setAngle(editor.state, angle, (value * 180) / Math.PI)));
}
