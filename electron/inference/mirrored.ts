/**
 * A face asked about twice, as it is and in the mirror, and the mean of both answers: for networks that are small enough
 * for it. A mirrored answer is turned back first: its places, sides and rotations change, its labels do not.
 */
import type { Task } from '../../models/facexformer/config.ts';
import { MIRRORED_CLASSES, MIRRORED_LANDMARKS, MIRRORED_VISIBILITY, mirrorPose } from '../shared/domain/mirror.ts';
import { profileOf } from '../shared/domain/parsing.ts';
import { matrixToQuaternion, type Quaternion, quaternionToMatrix } from '../shared/domain/pose.ts';

/** Rows of `side` numbers, each from its end to its beginning. */
function turnedRows(rows: Float32Array, side: number): Float32Array {
  const out = new Float32Array(rows.length);
  for (let row = 0; row < rows.length; row += side)
    for (let x = 0; x < side; x++) out[row + x] = rows[row + side - 1 - x]!;
  return out;
}

/** @returns [2 faces, 3, size, size]: the faces, and then their mirror images */
export function besideMirrors(pixels: Float32Array, size: number): Float32Array {
  const both = new Float32Array(2 * pixels.length);
  both.set(pixels);
  both.set(turnedRows(pixels, size), pixels.length);
  return both;
}

const moved = (answer: Float32Array, from: readonly number[]): Float32Array =>
  Float32Array.from(from, (place) => answer[place]!);

/** What the answer for the mirror image of a face says of the face itself. */
const BACK: { readonly [T in Task]: (answer: Float32Array, size: number) => Float32Array } = {
  /** Logits [classes, size, size]. */
  parsing(answer, size) {
    const area = size * size;
    const rows = turnedRows(answer, size);
    const out = new Float32Array(answer.length);
    for (const [label, from] of MIRRORED_CLASSES[profileOf(answer.length / area)].entries())
      out.set(rows.subarray(from * area, (from + 1) * area), label * area);
    return out;
  },
  landmarks: (answer) =>
    Float32Array.from(answer, (_, i) => {
      const from = 2 * MIRRORED_LANDMARKS[i >> 1]! + (i & 1);
      return i & 1 ? answer[from]! : -answer[from]!;
    }),
  visibility: (answer) => moved(answer, MIRRORED_VISIBILITY),
  /** Yaw and roll change their signs: of three angles the second and third, of a matrix what x has to do with y and z. */
  pose: (answer) =>
    answer.length === 3
      ? Float32Array.of(answer[0]!, -answer[1]!, -answer[2]!)
      : Float32Array.from(quaternionToMatrix(mirrorPose(matrixToQuaternion(answer)))),
  attributes: (answer) => answer,
  age: (answer) => answer,
  gender: (answer) => answer,
  race: (answer) => answer,
  expression: (answer) => answer,
  identity: (answer) => answer,
};

const middle = (a: Float32Array, b: Float32Array): Float32Array => a.map((value, i) => (value + b[i]!) / 2);

/** Between two rotations that are near each other; entries of matrices have no mean that is a rotation. */
function middleRotation(a: Float32Array, b: Float32Array): Float32Array {
  const [first, second] = [matrixToQuaternion(a), matrixToQuaternion(b)];
  const alike = first.reduce((sum, entry, i) => sum + entry * second[i]!, 0) < 0 ? -1 : 1;
  const sum = first.map((entry, i) => entry + alike * second[i]!);
  const length = Math.hypot(...sum);
  return Float32Array.from(quaternionToMatrix(sum.map((entry) => entry / length) as Quaternion));
}

/** A part of the rows for each of `count` pictures. */
const rowOf = (answer: Float32Array, at: number, count: number): Float32Array => {
  const length = answer.length / count;
  return answer.subarray(at * length, (at + 1) * length);
};

function meanWith(
  answer: Float32Array,
  faces: number,
  merge: (own: Float32Array, mirrored: Float32Array) => Float32Array,
): Float32Array {
  const out = new Float32Array(answer.length / 2);
  for (let face = 0; face < faces; face++) {
    const merged = merge(rowOf(answer, face, 2 * faces), rowOf(answer, faces + face, 2 * faces));
    out.set(merged, face * merged.length);
  }
  return out;
}

/** @param answer of faces and then of their mirror images; one row each is left */
export const meanOfMirrors = (task: Task, answer: Float32Array, faces: number, size: number): Float32Array =>
  meanWith(answer, faces, (own, mirrored) => {
    const back = BACK[task](mirrored, size);
    return task === 'pose' && own.length === 9 ? middleRotation(own, back) : middle(own, back);
  });

/** The same for how far the map of each landmark spreads. */
export const spreadOfMirrors = (spread: Float32Array, faces: number): Float32Array =>
  meanWith(spread, faces, (own, mirrored) => middle(own, moved(mirrored, MIRRORED_LANDMARKS)));
