/**
 * From head to picture: rotation, distance, and the part of the view that becomes the picture. View frame: x right, y up,
 * z to the viewer, in cm around the head.
 */
import { type Angles, anglesToQuaternion, type Quaternion, quaternionToMatrix } from '../../shared/domain/pose.ts';
import { clamp, DEGREE } from './curves.ts';
import type { Random } from './random.ts';

export interface View {
  /** Radians, as in `shared/domain/pose.ts`: nose to the image's right, upwards, and a clockwise turn are positive. */
  head: Angles;
  body: Angles;
  /** Camera to head in cm. */
  distance: number;
}

/** Largest turns drawn, in degrees. */
export const TURNS = { yaw: 90, pitch: 42, roll: 45 } as const;

/** Turns in degrees: how many heads are turned any way, how far these are raised and others tilted, what yaw takes from pitch. */
const TURNED = {
  /** A third any way, up to full profile. Yaw keeps pitch in bounds, because heads on photos hardly do both to the end. */
  usual: { wide: 0.36, pitch: 38, roll: 8, bound: 0.35 },
  hard: { wide: 1, pitch: TURNS.pitch, roll: 18, bound: 0 },
} as const;

/** Most faces look about into the camera, as on photos; hard ones are turned, raised or lowered, and tilted at once. */
export function viewOf(random: Random, hard: boolean): View {
  const turned = TURNED[hard ? 'hard' : 'usual'];
  const wide = random.chance(turned.wide);
  const yaw = clamp(wide ? random.between(-TURNS.yaw, TURNS.yaw) : random.normal(19), -TURNS.yaw, TURNS.yaw);
  const most = TURNS.pitch * (1 - turned.bound * Math.abs(yaw / TURNS.yaw));
  const pitch = clamp(wide ? random.between(-turned.pitch, turned.pitch) : random.normal(10), -most, most);
  const tilted = random.chance(0.2);
  const roll = clamp(tilted ? random.between(-42, 42) : random.normal(turned.roll), -TURNS.roll, TURNS.roll);
  const follows = random.between(0, 0.7);
  return {
    head: { yaw: yaw * DEGREE, pitch: pitch * DEGREE, roll: roll * DEGREE },
    body: { yaw: yaw * follows * DEGREE, pitch: pitch * follows * 0.25 * DEGREE, roll: roll * follows * 0.4 * DEGREE },
    distance: Math.exp(random.between(Math.log(40), Math.log(240))),
  };
}

export const quaternionOf = (angles: Angles): Quaternion => anglesToQuaternion(angles);

/** The rotation in a frame whose y points up: rows and columns of y change their sign. */
export function rotationOf(angles: Angles): Float64Array {
  const matrix = Float64Array.from(quaternionToMatrix(anglesToQuaternion(angles)));
  for (const index of [1, 3, 5, 7]) matrix[index] = -matrix[index]!;
  return matrix;
}

/** The head turns about a point of the neck's top, and the trunk about one below it. */
const HEAD_PIVOT = [0, -3, 2] as const;
const BODY_PIVOT = [0, -10, -1.5] as const;

export interface Camera {
  distance: number;
  head: Float64Array;
  body: Float64Array;
  /** Where the trunk's frame begins in the view. */
  bodyShift: readonly [number, number, number];
  /** Picture = centre + focal * view / depth. */
  focal: number;
  centreX: number;
  centreY: number;
}

/** A camera that has not been pointed yet: `focal` 1, centre 0. */
export function cameraOf(view: View): Camera {
  const head = rotationOf(view.head);
  const body = rotationOf(view.body);
  const join = apply(head, BODY_PIVOT[0], BODY_PIVOT[1] - HEAD_PIVOT[1], BODY_PIVOT[2] - HEAD_PIVOT[2]);
  return { distance: view.distance, head, body, bodyShift: join, focal: 1, centreX: 0, centreY: 0 };
}

function apply(m: Float64Array, x: number, y: number, z: number): [number, number, number] {
  return [m[0]! * x + m[1]! * y + m[2]! * z, m[3]! * x + m[4]! * y + m[5]! * z, m[6]! * x + m[7]! * y + m[8]! * z];
}

/** A point of the head or the trunk in the view frame. */
export function toView(camera: Camera, body: boolean, x: number, y: number, z: number): [number, number, number] {
  if (!body) return apply(camera.head, x - HEAD_PIVOT[0], y - HEAD_PIVOT[1], z - HEAD_PIVOT[2]);
  const [a, b, c] = apply(camera.body, x - BODY_PIVOT[0], y - BODY_PIVOT[1], z - BODY_PIVOT[2]);
  return [a + camera.bodyShift[0], b + camera.bodyShift[1], c + camera.bodyShift[2]];
}

/** Places of all points of a mesh in the view, three numbers each, written to `out`. */
export function meshToView(camera: Camera, body: boolean, positions: Float32Array, out: Float32Array): void {
  const m = body ? camera.body : camera.head;
  const pivot = body ? BODY_PIVOT : HEAD_PIVOT;
  const [sx, sy, sz] = body ? camera.bodyShift : [0, 0, 0];
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = m as unknown as number[];
  for (let at = 0; at < positions.length; at += 3) {
    const x = positions[at]! - pivot[0];
    const y = positions[at + 1]! - pivot[1];
    const z = positions[at + 2]! - pivot[2];
    out[at] = m0! * x + m1! * y + m2! * z + sx;
    out[at + 1] = m3! * x + m4! * y + m5! * z + sy;
    out[at + 2] = m6! * x + m7! * y + m8! * z + sz;
  }
}

/** The place in the picture of a point in the view. */
export function project(camera: Camera, x: number, y: number, z: number): [number, number] {
  const scale = camera.focal / (camera.distance - z);
  return [camera.centreX + x * scale, camera.centreY - y * scale];
}

/** The place in the picture of a point of the head. */
export function projectHead(camera: Camera, x: number, y: number, z: number): [number, number] {
  const [a, b, c] = toView(camera, false, x, y, z);
  return project(camera, a, b, c);
}
