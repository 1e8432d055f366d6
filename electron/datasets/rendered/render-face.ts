/** One face with all that is true of it. */
import type { Box } from '../../shared/domain/geometry.ts';
import { attributesOf } from './attributes.ts';
import { paintBackground } from './background.ts';
import { type Camera, cameraOf, projectHead, quaternionOf } from './camera.ts';
import type { Canvas } from './canvas.ts';
import { applyTone, develop, exposureOf, shrink } from './develop.ts';
import { isShown } from './expression.ts';
import { cofwPoints, landmarkPoints, outlineJaw } from './landmarks.ts';
import { CLASS } from './material.ts';
import { PART } from './mesh.ts';
import type { Rgb } from './person.ts';
import { drawPerson } from './person-render.ts';
import { type FacePlan, type FaceRequest, planFace } from './plan.ts';
import { type HeadShape, shapeOf } from './shape.ts';
import { frontPoint } from './surface.ts';
import { type FaceTruth, type LabelMaps, labelMaps, seePoints } from './truth.ts';

export interface RenderedFace {
  width: number;
  height: number;
  /** Red, green and blue, 8 bits each, row by row. */
  pixels: Uint8Array;
  labels: LabelMaps;
  truth: FaceTruth;
}

export interface RenderOptions {
  /** Side of the square picture in pixels. */
  size?: number;
}

/** Edges are smoothed by drawing this much larger; small pictures need it more. */
const oversampling = (size: number): number => (size < 192 ? 1.5 : 1.25);

/** @param canvasOf gives a canvas of a size, kept or new */
export function drawFace(
  request: FaceRequest | FacePlan,
  { size = 256 }: RenderOptions,
  canvasOf: (size: number) => Canvas,
): RenderedFace {
  const plan = 'person' in request ? request : planFace(request);
  const canvas = canvasOf(Math.round(size * oversampling(size)));
  const shape = shapeOf(plan.person, plan.years, plan.expression);
  const camera = cameraOf(plan.view);
  pointCamera(camera, shape, plan, canvas.size);
  paintBackground(plan.background, canvas.size, canvas.size, canvas.light);
  drawPerson(canvas, plan, shape, camera);
  const truth = truthOf(canvas, plan, shape, camera, size / canvas.size);
  const labels = labelMaps(canvas, size);
  applyTone(canvas.light, exposureOf(canvas, luminance(plan.person.skin), plan.light.exposure));
  const pixels = develop(shrink(canvas.light, canvas.size, size), size, size, plan.capture);
  return { width: size, height: size, pixels, labels, truth };
}

export const luminance = ([red, green, blue]: Rgb): number => 0.3 * red + 0.6 * green + 0.1 * blue;

/** The box that a detector draws: the landmarks and some forehead, a little wider, moved up a twentieth. */
export function boxOf(camera: Camera, shape: HeadShape, points: Float32Array): Box {
  let left = Number.POSITIVE_INFINITY;
  let top = left;
  let right = -left;
  let bottom = -left;
  const add = ([x, y]: readonly [number, number]): void => {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  };
  for (let at = 0; at < points.length; at += 3) add(projectHead(camera, points[at]!, points[at + 1]!, points[at + 2]!));
  add(projectHead(camera, ...frontPoint(shape, 0, shape.brow.y + 2.45)));
  const width = (right - left) * 1.1;
  const height = (bottom - top) * 1.1;
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2 - 0.04 * height, width, height };
}

/** Points the camera so that the face's box lies in the picture as the plan says. */
export function pointCamera(camera: Camera, shape: HeadShape, { framing }: FacePlan, size: number): void {
  const box = boxOf(camera, shape, landmarkPoints(shape));
  const side = Math.max(box.width, box.height) * framing.grow;
  camera.focal = size / side;
  camera.centreX = size * (0.5 + framing.shiftX) - (box.x + box.width / 2) * camera.focal;
  camera.centreY = size * (0.5 + framing.shiftY) - (box.y + box.height / 2) * camera.focal;
}

/** @param scale of the canvas to the picture */
export function truthOf(canvas: Canvas, plan: FacePlan, shape: HeadShape, camera: Camera, scale: number): FaceTruth {
  const points = landmarkPoints(shape);
  const landmarks = seePoints(canvas, camera, points);
  const cofw = seePoints(canvas, camera, cofwPoints(shape));
  const { roll } = plan.view.head;
  const outline = outlineJaw(shape, (x, y, z) => projectHead(camera, x, y, z), [Math.cos(roll), Math.sin(roll)]);
  const box = boxOf(camera, shape, points);
  const scaled = (list: Float32Array): Float32Array => list.map((value) => value * scale);
  const { person, years, expression, look, capture } = plan;
  return {
    box: { x: box.x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale },
    landmarks: scaled(landmarks.places),
    outline: scaled(outline),
    landmarksVisible: landmarks.visible,
    cofw: scaled(cofw.places),
    visible: cofw.visible,
    quaternion: quaternionOf(plan.view.head),
    attributes: attributesOf({ person, years, shape, expression, look, capture, seen: seenOf(canvas) }),
    years,
    gender: person.gender,
    race: person.race,
    expression: isShown(expression, landmarks.visible) ? expression.name : null,
    identity: person.identity,
  };
}

/** Fewer pixels than this of something worn is as good as none, as a share of the canvas. */
const ENOUGH = 0.0004;

function seenOf({ labels, layer }: Canvas): { hair: boolean; earring: boolean; necklace: boolean; tie: boolean } {
  const counts = new Uint32Array(19);
  let tie = 0;
  for (let at = 0; at < labels.length; at++) {
    counts[labels[at]!]!++;
    if (layer.part[at] === PART.tie && labels[at] === CLASS.cloth) tie++;
  }
  const enough = labels.length * ENOUGH;
  return {
    hair: counts[CLASS.hair]! > enough * 10,
    earring: counts[CLASS.earring]! > enough,
    necklace: counts[CLASS.necklace]! > enough,
    tie: tie > enough * 2,
  };
}
